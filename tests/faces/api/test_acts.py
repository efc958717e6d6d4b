"""Acts of programs: done once for a key, signed by persons alone, refused as problems."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import pytest
from django.test import Client

from ambos.faces.accounts.scopes import ACT_WRITE, READ_RECORDS, SCOPES
from tests.faces.api.conftest import Program
from tests.faces.conftest import Site

_numbers = count(1)


def post(client: Client, path: str, body: object, key: str = "", **headers: str) -> Any:
    """Do an act under a key of its own, or the one that is named."""
    named = {"idempotency-key": key or f"test-key-{next(_numbers):04}", **headers}
    return client.post(f"/api/v1{path}", body, "application/json", headers=named)


def things(name: str = "") -> tuple[str, Mapping[str, Any]]:
    """Give the id of a new source, and the proposal of it."""
    slug = name or f"api-{next(_numbers)}"
    body = {"publisher": "Test", "title": "SYNTHETIC", "grade": "other"}
    return slug, {"things": [{"slug": slug, "body": body}]}


def test_person_signs_through_a_token_that_a_person_stands_behind(site: Site, program: Program) -> None:
    """With the scope of signing a thing is proposed and stands; without it nothing is written."""
    slug, proposal = things()
    refused = post(program(), "/things/source", proposal)
    assert (refused.status_code, refused.json()["code"]) == (403, "api.person-needed")
    assert program().get(f"/api/v1/things/source/{slug}").status_code == 404
    written = post(program(scopes=SCOPES), "/things/source", proposal)
    assert written.status_code == 201, written.content
    told = program().get(written["Location"]).json()
    assert told["record"] == written.json()["records"][0]


def test_same_act_under_the_same_key_is_done_once(site: Site, program: Program) -> None:
    """Asked again the answer is the same to the byte; the key of one act is refused for another."""
    client, (_, proposal) = program(scopes=SCOPES), things()
    first, again = (post(client, "/things/source", proposal, "once-and-again") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first["Location"] == again["Location"]
    assert again["Idempotency-Replayed"] == "true"
    other = post(client, "/things/source", things()[1], "once-and-again")
    assert (other.status_code, other.json()["code"]) == (422, "api.key-reused")


def test_refused_act_leaves_its_key_free(site: Site, program: Program) -> None:
    """What was refused wrote nothing, and may be put right under the same key."""
    client, (slug, proposal) = program(scopes=SCOPES), things()
    broken = {"things": [{"slug": slug, "body": {"nothing": "such"}}]}
    refused = post(client, "/things/source", broken, "put-right-later")
    assert refused.status_code == 400
    assert refused.json()["place"] == {"kind": "source", "field": "nothing"}
    assert post(client, "/things/source", proposal, "put-right-later").status_code == 201


def test_act_of_unknown_outcome_is_not_done_again(site: Site, program: Program) -> None:
    """An act that was cut off in the middle is told as such; it is never done twice on its own."""
    from ambos.faces.api.models import Kept  # noqa: PLC0415  # only after Django is ready

    client, (_, proposal) = program(scopes=SCOPES), things()
    assert post(client, "/things/source", proposal, "cut-off-midway").status_code == 201
    Kept.objects.filter(key="cut-off-midway").update(status=0)
    told = post(client, "/things/source", proposal, "cut-off-midway")
    assert (told.status_code, told.json()["code"]) == (409, "api.outcome-unknown")


def test_revision_rests_on_what_was_read(site: Site, program: Program) -> None:
    """A thing is revised from the record that was read; once it moved on, that record is refused."""
    client, (slug, proposal) = program(scopes=SCOPES), things()
    (base,) = post(client, "/things/source", proposal).json()["records"]
    change = {"base": base, "changes": {"title": "SYNTHETIC, said anew"}}
    assert post(client, f"/things/source/{slug}/versions", change).status_code == 201
    again = post(client, f"/things/source/{slug}/versions", change)
    assert (again.status_code, again.json()["code"]) == (409, "api.base-moved")
    history = client.get(f"/api/v1/things/source/{slug}/history").json()
    assert [one["body"]["title"] for one in history["versions"]] == ["SYNTHETIC", "SYNTHETIC, said anew"]


def test_thing_is_taken_back(site: Site, program: Program) -> None:
    """What a party said it may withdraw, with its reason, which its history tells."""
    client, (slug, proposal) = program(scopes=SCOPES), things()
    (rid,) = post(client, "/things/source", proposal).json()["records"]
    assert post(client, f"/records/{rid}/withdraw", {"reason": "A test."}).status_code == 201
    assert client.get(f"/api/v1/things/source/{slug}").json()["state"] == "withdrawn"


def test_machine_made_kinds_need_no_person(site: Site, program: Program) -> None:
    """Figures, which a machine makes, are written by a token without a person, under the authority's key."""
    found = program().get("/api/v1/things/figure?limit=1").json()["things"][0]
    new = {"things": [{"slug": f"api-{next(_numbers)}", "body": found["body"]}]}
    written = post(program(), "/things/figure", new)
    assert written.status_code == 201, written.content
    record = program().get(f"/api/v1/records/{written.json()['records'][0]}").json()
    assert (record["signer"], record["batched"]) == ("authority", True)


@pytest.mark.parametrize(
    ("data", "media", "code"),
    [
        ("{", "application/json", "api.body-malformed"),
        ('{"things": [], "more": 1}', "application/json", "api.body-malformed"),
        ('{"things": []}', "application/json", "api.body-malformed"),
        ("things=1", "application/x-www-form-urlencoded", "api.media-type"),
        ('{"things": "' + "x" * (1 << 20) + '"}', "application/json", "api.body-too-large"),
    ],
)
def test_body_that_is_unclear_is_refused(
    site: Site, program: Program, data: str, media: str, code: str
) -> None:
    """A body that is cut off, holds too much or says that it is something else does nothing."""
    client = program(scopes=(READ_RECORDS, ACT_WRITE))
    answer = client.post("/api/v1/things/source", data, media, headers={"idempotency-key": "unclear-body"})
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_act_without_a_key_is_refused(site: Site, program: Program) -> None:
    """Whoever acts names the act, so that it can be asked again."""
    answer = program(scopes=SCOPES).post("/api/v1/things/source", things()[1], "application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "api.key-missing")
