"""Signatures: once, over just what was shown, and never over what somebody else said meanwhile."""

import pytest
from django.apps import apps

from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS
from ambos.node.assemble import KINDS
from ambos.values.handling import Label
from tests.faces.web.conftest import Site
from tests.faces.web.writing.pages import (
    begun,
    digest,
    fresh,
    proposed,
    ready,
    refused,
    sign,
    signed_rid,
    typed,
)

FRAMEWORK = next(kind for kind in KINDS if kind.name == "framework")
BODY = {"name": {"en": "A new framework", "es": "Un marco nuevo"}, "abbreviation": "ANF"}


def versions(site: Site, subject: str) -> int:
    with site.house.pool.seat("secretariat") as node:
        return len(node.shelf.versions(subject))


def test_submitting_twice_makes_one_record(site: Site) -> None:
    """The second of two submits of one form leads to the record of the first."""
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    mark = ready(client, form, typed(FRAMEWORK, BODY, slug))
    assert sign(client, form, mark) == sign(client, form, mark) == f"{form}/signed"
    assert versions(site, f"framework/{slug}") == 1


def test_a_fall_between_signing_and_noting_it_makes_one_record(site: Site) -> None:
    """Where the record was written and the draft did not learn of it, signing again finds that record."""
    Draft = apps.get_model("writing", "Draft")
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    mark = ready(client, form, typed(FRAMEWORK, BODY, slug))
    token = form.rpartition("/")[2]
    before = Draft.objects.get(token=token)
    sign(client, form, mark)
    first = signed_rid(client, form)
    before.save()  # as it was before the site fell
    sign(client, form, mark)
    assert signed_rid(client, form) == first and versions(site, f"framework/{slug}") == 1


def test_only_what_was_shown_is_signed(site: Site) -> None:
    """A draft that changed behind its preview is shown again and not signed."""
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    mark = ready(client, form, typed(FRAMEWORK, BODY, slug))
    client.post(f"{form}/save", typed(FRAMEWORK, BODY | {"abbreviation": "XYZ"}, slug))
    assert sign(client, form, mark) == f"{form}/preview?changed=1"
    assert versions(site, f"framework/{slug}") == 0


def test_the_preview_writes_nothing_and_shows_all(site: Site) -> None:
    """The preview holds every value, the handling in words and the key, and leaves the ledger as it was."""
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    ready(client, form, typed(FRAMEWORK, BODY, slug, "MX"))
    page = client.get(f"{form}/preview").content.decode()
    assert "A new framework" in page and "Un marco nuevo" in page and "must countersign" in page
    assert versions(site, f"framework/{slug}") == 0


def test_a_revision_and_its_undo(site: Site) -> None:
    """What was revised is taken back with two clicks and a signature, and what stood before stands again."""
    client, slug = site.client("secretariat"), fresh()
    proposed(client, FRAMEWORK, BODY, slug)
    form = begun(client, f"/things/framework/{slug}/revise")
    sign(client, form, ready(client, form, typed(FRAMEWORK, BODY | {"abbreviation": "B"}, slug)))
    rid = signed_rid(client, form)
    undo = begun(client, f"/records/{rid}/answer?relation=withdraws&undo=1")
    sign(client, undo, digest(client, undo))
    with site.house.pool.seat("secretariat") as node:
        assert node.shelf.thing(f"framework/{slug}").body["abbreviation"] == "ANF"


def test_an_earlier_version_is_said_again(site: Site) -> None:
    """Any version of the history can be made the next one."""
    client, slug = site.client("secretariat"), fresh()
    first = proposed(client, FRAMEWORK, BODY, slug)
    form = begun(client, f"/things/framework/{slug}/revise")
    sign(client, form, ready(client, form, typed(FRAMEWORK, BODY | {"abbreviation": "B"}, slug)))
    again = begun(client, f"/things/framework/{slug}/revise?from={first}")
    sign(client, again, digest(client, again))
    with site.house.pool.seat("secretariat") as node:
        assert node.shelf.thing(f"framework/{slug}").body["abbreviation"] == "ANF"
    assert client.get(f"/things/framework/{slug}/revise?from={'0' * 32}").status_code == 404


def test_concurrent_edits_lose_nothing(site: Site) -> None:
    """Who signs second is shown both texts, chooses field by field, and finds the words not chosen again."""
    one, two, slug = site.client("secretariat"), site.client("co-chair"), fresh()
    proposed(one, FRAMEWORK, BODY | {"started": "2020"}, slug)
    first, second = (begun(client, f"/things/framework/{slug}/revise") for client in (one, two))
    mark = ready(two, second, typed(FRAMEWORK, BODY | {"abbreviation": "MINE", "started": "2021"}, slug))
    theirs = BODY | {"abbreviation": "THEIRS", "started": "2020", "ended": "2022"}
    sign(one, first, ready(one, first, typed(FRAMEWORK, theirs, slug)))
    assert sign(two, second, mark) == f"{second}/merge"
    page = two.get(f"{second}/merge").content.decode()
    assert all(text in page for text in ("MINE", "THEIRS", "ANF"))
    assert two.post(f"{second}/merge", {"take.started": "yours"}).status_code == 422
    chosen = {"take.abbreviation": "theirs", "take.started": "yours", "take.ended": "theirs"}
    assert two.post(f"{second}/merge", chosen).headers["Location"] == second
    assert "MINE" in two.get(second).content.decode()
    sign(two, second, digest(two, second))
    with site.house.pool.seat("secretariat") as node:
        thing = node.shelf.thing(f"framework/{slug}")
    assert not thing.rivals
    assert [thing.body[name] for name in ("abbreviation", "started", "ended")] == ["THEIRS", "2021", "2022"]


def test_a_signature_needs_a_proof_of_late(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever proved too long ago who they are is sent to prove it and back, and loses nothing."""
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    mark = ready(client, form, typed(FRAMEWORK, BODY, slug))
    monkeypatch.setattr("ambos.faces.accounts.recent.proved_recently", lambda request, account: False)
    answer = client.post(f"{form}/sign", {"digest": mark, "back": f"{form}/preview"})
    assert answer.status_code == 303 and "preview" in answer.headers["Location"]
    assert versions(site, f"framework/{slug}") == 0
    monkeypatch.undo()
    sign(client, form, digest(client, form))
    assert versions(site, f"framework/{slug}") == 1


def exchange(site: Site, times: int = 1) -> None:
    """Let each node take what the other has released."""
    with site.node() as us, site.other() as mx:
        for _ in range(times):
            us.take_from(mx)
            mx.take_from(us)


def test_what_one_proposes_the_other_countersigns(site: Site) -> None:
    """Two keys: proposed here, countersigned there, agreed at both; and the other way through the inbox."""
    client, ours, theirs = site.client("secretariat"), fresh("ours"), fresh("theirs")
    rid = proposed(client, FRAMEWORK, BODY, ours, "MX")
    exchange(site)
    with site.other() as mx:
        assert mx.shelf.thing(f"framework/{ours}").state == "proposed"
        mx.answer(COUNTERSIGNS, [rid], {})
        label = Label(("US",))
        written = [mx.propose([New("framework", f"{theirs}-{n}", BODY, label)])[0].rid.hex() for n in (1, 2)]
    exchange(site)
    page = client.get("/inbox").content.decode()
    assert all(f'value="{one}"' in page for one in written)
    form = str(client.post("/inbox/answer", {"rid": written, "relation": "countersigns"}).headers["Location"])
    form = form.removesuffix("/preview")
    sign(client, form, digest(client, form))
    exchange(site)
    with site.other() as mx, site.node() as us:
        for slug in (ours, f"{theirs}-1", f"{theirs}-2"):
            assert mx.shelf.thing(f"framework/{slug}").state == us.shelf.thing(f"framework/{slug}").state
            assert mx.shelf.thing(f"framework/{slug}").state == "countersigned"
    assert written[0] not in client.get("/inbox").content.decode()


def test_a_dispute_needs_a_reason_and_takes_two_languages(site: Site) -> None:
    """Without a reason nothing is signed; with it in two languages the other side reads both."""
    slug = fresh("theirs")
    with site.other() as mx:
        written = mx.propose([New("framework", slug, BODY, Label(("US",)))])[0].rid.hex()
    exchange(site)
    client = site.client("co-chair")
    form = begun(client, f"/records/{written}/answer")
    assert 'role="alert"' in refused(client, form, {"relation": ["disputes"], "reason.en": [""]})
    said = {"relation": "disputes", "reason.en": "Not so.", "reason.es": "No es así."}
    client.post(form, {**said, "do": "preview"})
    sign(client, form, digest(client, form))
    exchange(site)
    with site.other() as mx:
        assert mx.shelf.thing(f"framework/{slug}").state == "disputed"
    page = client.get(f"/things/framework/{slug}/compare").content.decode()
    assert "Not so." in page and "No es así." in page
    assert slug in client.get("/inbox?show=contested").content.decode()


def test_rivals_are_settled_by_one_text(site: Site) -> None:
    """Two revisions made at once are shown side by side; one countersigned revision of both settles it."""
    slug = fresh("rival")
    client = site.client("secretariat")
    rid = proposed(client, FRAMEWORK, BODY, slug, "MX")
    exchange(site)
    with site.other() as mx:
        mx.answer(COUNTERSIGNS, [rid], {})
        mx.revise(f"framework/{slug}", {"abbreviation": "MEX"})
    form = begun(client, f"/things/framework/{slug}/revise")
    sign(client, form, ready(client, form, typed(FRAMEWORK, BODY | {"started": "2021"}, slug)))
    exchange(site, 2)
    merge = begun(client, f"/things/framework/{slug}/revise")
    assert merge.endswith("/merge")
    page = client.get(merge).content.decode()
    assert "MEX" in page and "2021" in page
    answer = client.post(merge, {"take.abbreviation": "theirs", "take.started": "yours"})
    form = str(answer.headers["Location"])
    sign(client, form, digest(client, form))
    settled = signed_rid(client, form)
    exchange(site)
    with site.other() as mx:
        mx.answer(COUNTERSIGNS, [settled], {})
    exchange(site)
    with site.house.pool.seat("secretariat") as node:
        thing = node.shelf.thing(f"framework/{slug}")
    assert (thing.state, thing.rivals) == ("countersigned", ())
    assert (thing.body["abbreviation"], thing.body["started"]) == ("MEX", "2021")
