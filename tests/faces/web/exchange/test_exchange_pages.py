"""The exchange in the browser: each state in plain words, and each act of an officer over two nodes."""

from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ambos.exchange.alarms import ALARMS, Alarm
from ambos.faces.accounts.background import jobs
from ambos.kernel.acts import New
from ambos.node import assemble, bundles
from ambos.node.asking import ask, requests
from ambos.node.border_process import LOOPBACK, free_port
from ambos.node.bordering import put_out
from ambos.node.contacts import Failure
from ambos.node.exchanging import Exchange, exchanges
from ambos.node.job import DONE
from ambos.node.node import Node
from ambos.node.partners import introduce
from ambos.node.recalls import answer, recall, recalls
from ambos.node.witness_host import answer_file, follow, make_witness
from ambos.node.witnesses import NoProofOffered, witnesses
from ambos.values.errors import NotFound
from ambos.values.handling import OWNER_ONLY, Label
from tests.exchange.conftest import event
from tests.faces.web.conftest import Site
from tests.node.newer import NEW

SECONDS = 60
ROUNDS = 6  # sections that are put out for a bundle in parts
SECRETARIAT = "secretariat"
TO_MX, TO_US = Label(("MX",)), Label(("US",))
DATA: dict[str, dict[str, Any]] = {
    "freshness": {"hours": 48, "signed": None},
    "fork": {"log": "mx/channel"},
    "restored-copy": {"log": "mx/channel", "size": 3, "newest": 5},
    "quorum": {"log": "mx/channel", "size": 3, "found": ""},
    "gap": {"needed": 3},
    "quarantine": {"count": 2},
    "key-set": {"reason": "keyset.skips"},
    "recall-unanswered": {"count": 1, "days": 11},
}
PAGES = (
    "/exchange/",
    "/exchange/MX",
    "/exchange/quarantine",
    "/exchange/holdings",
    "/exchange/holdings?ours=1",
    "/exchange/release",
    "/exchange/recalls",
    "/exchange/holds",
    "/exchange/bundles",
    "/exchange/witnesses",
)


def text(client: Client, address: str, **asked: Any) -> str:
    """Give a page that is there."""
    found = client.get(address, asked)
    assert found.status_code == 200, (address, found.content.decode())
    return str(found.content.decode())


def act(client: Client, address: str, **form: Any) -> str:
    """Send a form that is taken, and give where it leads."""
    found = client.post(address, form)
    assert found.status_code == 303, (address, found.content.decode())
    return str(found["Location"])


@pytest.fixture
def client(site: Site) -> Client:
    """Give the browser of the secretariat."""
    return site.client(SECRETARIAT)


def carry(site: Site) -> None:
    """Let each node take what the other has released, so that the answers' receipts are home too."""
    with site.node() as us, site.other() as mx:
        for _ in range(2):
            us.take_from(mx)
            mx.take_from(us)


def say(node: Node, slug: str, label: Label) -> str:
    """State an event at a node and give its record."""
    return node.propose([event(slug, f"Text of {slug}", label)])[0].rid.hex()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_reads_in_both_languages(site: Site, language: str, address: str) -> None:
    """Each page of the exchange is there in either language."""
    client = site.client(SECRETARIAT)
    client.cookies["ambos-language"] = language
    assert f'lang="{language}"' in text(client, address)


@pytest.mark.parametrize("name", ALARMS)
def test_every_alarm_is_explained(
    site: Site, client: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each alarm stands on the page with what it means and what to do, and a failure with its reason."""
    with site.node() as node:
        (healthy,) = exchanges(node)
    alarmed = Exchange(
        **{**vars(healthy), "alarms": (Alarm(name, "MX", DATA[name]),), "failure": Failure(0, "sync.x")}
    )
    monkeypatch.setattr("ambos.faces.web.exchange.peers.exchanges", lambda node: [alarmed])
    for address in ("/exchange/", "/exchange/MX"):
        page = text(client, address)
        assert page.count('class="note bad"') == 1 and "{" not in page.partition("<main")[2]


def test_a_node_without_partners_teaches(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no partner is registered each page says how one is."""
    monkeypatch.setattr(Node, "partners", lambda self: {})
    for address in PAGES:
        if address != "/exchange/MX":
            text(client, address)
    assert "ambos peer add" in text(client, "/exchange/")


def test_whoever_may_not_audit_sees_no_more_than_that(site: Site) -> None:
    """An analyst is led to what is open to them; pages and acts beyond their right are refused."""
    client = site.client("analyst")
    assert client.get("/exchange/")["Location"] == "/exchange/release"
    for address in ("/exchange/MX", "/exchange/quarantine", "/exchange/holdings", "/exchange/bundles"):
        assert client.get(address).status_code == 403
    for address in ("/exchange/MX/sync", "/exchange/bundles/make", "/exchange/redact/do"):
        assert client.post(address, {"party": "MX", "record": "x", "sure": "yes"}).status_code >= 400
    assert site.client().get("/exchange/").status_code == 302


def test_a_recall_goes_round(site: Site, client: Client) -> None:
    """We recall in the browser, the partner answers, and the page tells the answer; holdings tell it too."""
    with site.node() as us:
        rid = say(us, "web-mistake", TO_MX)
    carry(site)
    page = text(client, "/exchange/recalls/new", record=rid)
    assert "MX holds 1 of them; 1 acknowledged" in page
    act(client, "/exchange/recalls/add", record=rid, reach="use", reason="inaccurate", words="A wrong date.")
    assert "A wrong date." in text(client, "/exchange/recalls")
    carry(site)
    with site.other() as mx:
        answer(mx, [line.row.rid for line in recalls(mx) if line.target == rid], "complied")
    carry(site)
    assert "MX: complied with on" in text(client, "/exchange/recalls")
    assert "recalled: not to be used" in text(client, "/exchange/holdings", party="MX")


def test_a_partners_recall_is_answered(site: Site, client: Client) -> None:
    """A partner asks to destroy; we answer in the browser, the body is gone, and the partner is told."""
    with site.other() as mx:
        rid = say(mx, "web-theirs", TO_US)
    carry(site)
    with site.other() as mx:
        (asked,) = recall(mx, rid, {"reach": "erase", "reason": "mistaken", "basis": "Law 1"})
    carry(site)
    address = f"/exchange/recalls/{asked.rid.hex()}"
    assert "destroyed for good" in text(client, address)
    refused = client.post(f"{address}/answer", {"outcome": "refused"})
    assert refused.status_code == 400 and "recall.basis-missing" in refused.content.decode()
    act(client, f"{address}/answer", outcome="complied")
    assert f"{address}/answer" not in text(client, address)
    with site.node() as us:
        row = us.shelf.record(rid)
        assert us.reader(row.log).one(row.seq).body is None
    carry(site)
    with site.other() as mx:
        (line,) = [line for line in recalls(mx) if line.target == rid]
        assert [reply.outcome for reply in line.replies] == ["complied"]


def test_what_is_held_is_not_destroyed(site: Site, client: Client) -> None:
    """A record on hold is not destroyed until the hold is lifted, and then only by whoever checks the box."""
    with site.node() as us:
        rid = say(us, "web-held", OWNER_ONLY)
    act(client, "/exchange/holds/add", record=rid, basis="Court order 7")
    assert "Court order 7" in text(client, "/exchange/holds")
    assert client.get("/exchange/redact", {"record": rid}).status_code == 409
    form = {"record": rid, "reason": "other", "basis": "Law 1"}
    assert client.post("/exchange/redact/do", form | {"sure": "yes"}).status_code == 409
    with site.node() as us:
        (hold,) = [one for one in us.shelf.entries(us.house, 0, "hold")]
    act(client, f"/exchange/holds/{hold.rid}/lift", reason="The case is closed")
    assert client.post("/exchange/redact/do", form).status_code == 400
    assert client.post("/exchange/redact/do", form | {"sure": "yes"}).status_code == 200
    with site.node() as us:
        row = us.shelf.record(rid)
        assert us.reader(row.log).one(row.seq).body is None


def test_two_officers_let_a_record_go(site: Site, client: Client) -> None:
    """A record that stays is previewed, ordered by one officer, confirmed by another, and waits to leave."""
    with site.node() as us:
        rid = say(us, "web-closed", OWNER_ONLY)
    page = text(client, "/exchange/release/preview", record=rid, to="MX")
    assert "stays: MX gets nothing of it" in page and "web-closed" in page
    order = act(client, "/exchange/orders/new", record=rid, to="MX", reason="The court asked")
    assert "another officer has to confirm" in text(client, order)
    assert client.post(f"{order}/confirm").status_code == 409
    second = site.client("co-chair")
    assert "/confirm" in text(second, order)
    act(second, f"{order}/confirm", note="Agreed")
    assert "confirmed by co-chair" in text(client, order)
    assert "web-closed" in text(client, "/exchange/release", party="MX")


def test_leave_is_asked_and_answered(site: Site, client: Client) -> None:
    """A partner asks for leave to pass something on; we read why and answer in the browser."""
    with site.node() as us:
        rid = say(us, "web-asked", TO_MX)
    carry(site)
    with site.other() as mx:
        asked = ask(mx, rid, "GT", "A joint case").rid.hex()
    carry(site)
    assert "A joint case" in text(client, f"/exchange/requests/{asked}")
    act(client, f"/exchange/requests/{asked}/answer", answer="grant", until="2099-01-31", conditions="")
    carry(site)
    with site.other() as mx:
        assert [one.state for one in requests(mx) if one.rid == asked] == ["granted"]


def test_an_agreement_is_put_on_record(site: Site, client: Client) -> None:
    """Purposes are agreed with a partner in the browser and stand on the page."""
    act(client, "/exchange/release/agree", party="MX", purpose=["extradition"], basis="Treaty of 1978")
    assert "Treaty of 1978" in text(client, "/exchange/release")


def test_bundles_go_both_ways(site: Site, client: Client, tmp_path: Any) -> None:
    """A bundle made in the browser is taken by the partner, and the partner's is taken in the browser."""
    with site.node() as us:
        say(us, "web-carried", TO_MX)
    address = act(client, "/exchange/bundles/make", party="MX", **{"from": ""})
    job = jobs().wait(address.rsplit("/", 1)[1], SECONDS)
    assert job.state == DONE, job
    assert "Download" in text(client, f"/exchange/outcomes/{job.id}")
    given = client.get(f"/jobs/{job.id}/file")
    (tmp_path / "to-mx.bundle").write_bytes(b"".join(given.streaming_content))  # type: ignore[attr-defined]
    with site.other() as mx:
        bundles.take(mx, tmp_path / "to-mx.bundle", lambda one: None)
        assert mx.shelf.thing("event/web-carried").owner == "US"
        say(mx, "web-brought", TO_US)
        made = bundles.export(mx, "US", tmp_path / "to-us.bundle")
    data = made.files[0].read_bytes()
    address = act(client, "/exchange/bundles/take", file=SimpleUploadedFile("to-us.bundle", data))
    job = jobs().wait(address.rsplit("/", 1)[1], SECONDS)
    assert job.state == DONE, job
    text(client, f"/exchange/outcomes/{job.id}")
    with site.node() as us:
        assert us.shelf.thing("event/web-brought").owner == "MX"


def test_a_bundle_in_parts_goes_both_ways(
    site: Site, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle that is made in parts is downloaded part by part; all parts are handed in, in any order."""
    with site.node() as us:
        for number in range(ROUNDS):
            us.propose([event(f"web-part-{number}-{at}", token_hex(900), TO_MX) for at in range(20)])
            put_out(us, "MX")
        limit = bundles.export(us, "MX", tmp_path / "whole").files[0].stat().st_size * 9 // 10
    (tmp_path / "whole").unlink()
    monkeypatch.setattr("ambos.faces.web.exchange.bundles.MEGABYTE", limit)
    address = act(client, "/exchange/bundles/make", party="MX", parts="1")
    job = jobs().wait(address.rsplit("/", 1)[1], SECONDS)
    assert job.state == DONE, job
    names = [str(name) for name in job.result["files"]]
    assert len(names) > 1
    page = text(client, f"/exchange/outcomes/{job.id}")
    for part, name in enumerate(names, 1):
        assert name in page
        given = client.get(f"/jobs/{job.id}/file?part={part}")
        (tmp_path / name).write_bytes(b"".join(given.streaming_content))  # type: ignore[attr-defined]
        assert (tmp_path / name).stat().st_size <= limit
    for none in ("0", str(len(names) + 1), "x", "../../x"):
        assert client.get(f"/jobs/{job.id}/file", {"part": none}).status_code == 404
    with site.other() as mx:
        bundles.take(mx, tmp_path, lambda one: None)
        assert mx.shelf.thing(f"event/web-part-{ROUNDS - 1}-19").owner == "US"
        for number in range(ROUNDS):
            mx.propose([event(f"web-back-{number}-{at}", token_hex(900), TO_US) for at in range(20)])
            put_out(mx, "US")
        limit = bundles.export(mx, "US", tmp_path / "whole").files[0].stat().st_size * 9 // 10
        made = bundles.export(mx, "US", tmp_path / "to-us.bundle", limit=limit)
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in reversed(made.files)]
    assert len(files) > 1
    address = act(client, "/exchange/bundles/take", file=files)
    job = jobs().wait(address.rsplit("/", 1)[1], SECONDS)
    assert [one["file"] for one in job.result["taken"]] == [path.name for path in made.files]
    assert all(path.name in text(client, f"/exchange/outcomes/{job.id}") for path in made.files)
    with site.node() as us:
        assert us.shelf.thing(f"event/web-back-{ROUNDS - 1}-19").owner == "MX"


@pytest.mark.parametrize("field", ["from", "parts"])
@pytest.mark.parametrize("value", ["x", "-1", "1.5", "9" * 13])
def test_what_is_no_whole_number_makes_no_bundle(client: Client, field: str, value: str) -> None:
    """A place or a size that is none is refused by what was typed, and nothing is begun."""
    before = len(jobs().of(SECRETARIAT))
    answer = client.post("/exchange/bundles/make", {"party": "MX", field: value})
    assert answer.status_code == 400
    assert value in answer.content.decode()
    assert len(jobs().of(SECRETARIAT)) == before


@pytest.mark.parametrize("beside", [0, 1])
def test_a_broken_bundle_is_refused_by_its_name(
    site: Site, client: Client, tmp_path: Path, beside: int
) -> None:
    """What is no bundle is refused with the name that its sender gave it, and nothing beside it is taken."""
    with site.other() as mx:
        say(mx, f"web-beside-{beside}", TO_US)
        good = bundles.export(mx, "US", tmp_path / "good.bundle").files[0].read_bytes()
    files = [SimpleUploadedFile("good.bundle", good)] * beside + [SimpleUploadedFile("x.bundle", b"none")]
    address = act(client, "/exchange/bundles/take", file=files)
    job = jobs().wait(address.rsplit("/", 1)[1], SECONDS)
    assert "x.bundle" in text(client, f"/jobs/{job.id}")
    with site.node() as us, pytest.raises(NotFound):
        us.shelf.thing(f"event/web-beside-{beside}")


def test_a_witness_is_asked_by_courier(site: Site, client: Client, tmp_path: Path) -> None:
    """Witnesses are named by a file; request and answer travel as files, and the page tells what was said.

    An answer that is none is refused, and whoever may not run the node can do none of this.
    """
    key = str(make_witness(tmp_path / "w", "witness.example/w1")[0].key)
    with site.node() as us, site.other() as mx:
        follow(tmp_path / "w", [us.card(), mx.card()], [])
    policy = f"witness W {key}\nquorum none\n".encode()
    forms: list[tuple[str, dict[str, Any]]] = [
        ("/exchange/witnesses/policy", {"file": SimpleUploadedFile("policy", policy)}),
        ("/exchange/MX/witness-request", {"witness": "W"}),
        ("/exchange/MX/witness-answer", {"witness": "W", "file": SimpleUploadedFile("a", b"x")}),
    ]
    for address, form in forms:
        assert site.client("analyst").post(address, form).status_code == 403, address
    act(client, "/exchange/witnesses/policy", file=SimpleUploadedFile("policy", policy))
    given = client.post("/exchange/MX/witness-request", {"witness": "W"})
    assert given["Content-Disposition"] == 'attachment; filename="us-to-mx-w.request"'
    (tmp_path / "request").write_bytes(given.content)
    assert answer_file(tmp_path / "w", tmp_path / "request", tmp_path / "answer").status == 200
    wrong = {"witness": "W", "file": SimpleUploadedFile("answer", b"none")}
    assert client.post("/exchange/MX/witness-answer", wrong).status_code == 400
    answer = SimpleUploadedFile("answer", (tmp_path / "answer").read_bytes())
    act(client, "/exchange/MX/witness-answer", witness="W", file=answer)
    with site.node() as us:
        (standing,) = witnesses(us)
        size = standing.said["MX"].size
    assert size > 0
    assert f"MX: {size:,}" in text(client, "/exchange/witnesses")
    act(client, "/exchange/witnesses/policy", file=SimpleUploadedFile("policy", b"quorum none\n"))
    assert "No witnesses are named" in text(client, "/exchange/witnesses")


def test_logs_are_read_anew(client: Client) -> None:
    """Reading every log anew tells what is shown now and what is still kept back."""
    address = act(client, "/exchange/quarantine/retry")
    job = jobs().wait(address.rsplit("/", 1)[1], SECONDS)
    assert job.state == DONE, job
    text(client, f"/exchange/outcomes/{job.id}")


def test_a_synchronisation_that_fails_says_why(site: Site, client: Client) -> None:
    """Where the partner's border does not answer, the job's page says so."""
    with site.node() as node:  # where it once answered somebody else's border may listen by now
        introduce(node, node.partner("MX").card, trusted=True, address=f"https://{LOOPBACK}:{free_port()}")
    address = act(client, "/exchange/MX/sync")
    job = jobs().wait(address.rsplit("/", 1)[1], SECONDS)
    assert job.failure and job.failure.code in text(client, f"/jobs/{job.id}")


def test_two_histories_are_shown_with_their_proof(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fork stands on the page with what to do, and its proof can be downloaded; an unproven one says so."""

    class Proof:
        origin, size = "mx/channel", 7

        def __str__(self) -> str:
            return '{"proof": "two notes"}'

    place = "ambos.faces.web.exchange.witnesses.fork_evidence"
    monkeypatch.setattr(place, lambda node, party: Proof())
    page = text(client, "/exchange/witnesses")
    assert "Two signed histories of mx/channel" in page and "/exchange/MX/fork.json" in page
    assert client.get("/exchange/MX/fork.json").json() == {"proof": "two notes"}

    def unproven(node: Node, party: str) -> None:
        raise NoProofOffered(party=party, size=9)

    monkeypatch.setattr(place, unproven)
    assert "A note of 9 records came" in text(client, "/exchange/witnesses")


def test_holdings_are_given_as_csv(client: Client) -> None:
    """All that the partner holds comes as CSV, with the columns of the command line."""
    header = text(client, "/exchange/holdings", party="MX", format="csv").splitlines()[0]
    assert header.lstrip("\ufeff").startswith("place,record,kind,subject")


def test_a_record_in_quarantine_is_shown_as_it_stands(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record of a kind that is not known here is listed with its reason, and opened as it was signed."""
    with monkeypatch.context() as newer:
        newer.setattr(assemble, "KINDS", (*assemble.KINDS, NEW))
        with site.other() as mx:
            (said,) = mx.propose([New(NEW.name, "web", {"note": "Seen <b>there</b>"}, TO_US)])
            rid = said.rid.hex()
            with monkeypatch.context() as older, site.node() as us:
                older.setattr(assemble, "KINDS", assemble.KINDS[:-1])
                us.take_from(mx)
    page = text(client, "/exchange/quarantine")
    assert rid in page and "this kind is not known here" in page
    assert "Seen &lt;b&gt;there&lt;/b&gt;" in text(client, f"/exchange/quarantine/{rid}")
    assert f"{rid},glimpse" in text(client, "/exchange/quarantine", format="csv")
    assert "are kept and not shown" in text(client, "/exchange/")
    assert site.client("analyst").get(f"/exchange/quarantine/{rid}").status_code == 403
