"""The Python client against the site itself, in this process."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from ambos.faces.accounts.scopes import SCOPES
from ambos.faces.client import Client, New, NotReached, Refusal
from tests.faces.conftest import Site

HERE = "http://localhost"


def token(officer: str = "secretariat") -> str:
    """Issue a token of every scope."""
    from ambos.faces.accounts.tokens import issue  # noqa: PLC0415  # only after Django is ready

    return issue(officer, "client", SCOPES, timedelta(minutes=10), datetime.now(UTC)).text


@pytest.fixture
def client(site: Site) -> Iterator[Client]:
    """A client of the site, without a socket between them."""
    from ambos.faces.site.server import application  # noqa: PLC0415  # only after Django is ready

    with Client(HERE, token(), transport=httpx2.WSGITransport(application())) as made:
        yield made


def test_pages_are_one_row_of_things(client: Client, site: Site) -> None:
    """However long a page is, all things come, each once and in order."""
    whole = [thing.subject for thing in client.things("indicator", limit=200)]
    with site.house.pool.seat("secretariat") as node:
        assert whole == [thing.subject for thing in node.shelf.things("indicator")]
    assert [thing.subject for thing in client.things("indicator", limit=7)] == whole


def test_things_are_narrowed(client: Client) -> None:
    """A condition narrows a list; a field that the kind does not have is refused."""
    found = list(client.things("indicator", where=("sort:outcome",)))
    assert found
    assert {thing.body["sort"] for thing in found} == {"outcome"}
    with pytest.raises(Refusal):
        client.page("indicator", where=("nothing:such",))


def test_thing_is_said_revised_and_opened(client: Client) -> None:
    """What is proposed is read back down to its record; a revision of an old reading is refused."""
    body = {"publisher": "Test", "title": "SYNTHETIC", "grade": "other"}
    (rid,) = client.propose("source", [New("client-source", body)])
    thing = client.thing("source/client-source")
    assert (thing.record, thing.body) == (rid, body)
    (newer,) = client.revise(thing, {"title": "SYNTHETIC again"})
    with pytest.raises(Refusal) as refused:
        client.revise(thing, {"title": "SYNTHETIC, too late"})
    assert refused.value.code == "api.base-moved"
    history = client.history(thing.subject)
    assert [one.record for one in history.versions] == [rid, newer]
    assert client.proof(newer)["form"] == "ambos-proof/1"
    client.withdraw(newer, "A test.")


def test_refusal_is_told_in_the_language_of_the_client(site: Site) -> None:
    """A refusal carries code, sentence and hint; without a server there is another exception."""
    from ambos.faces.site.server import application  # noqa: PLC0415  # only after Django is ready

    transport = httpx2.WSGITransport(application())
    with Client(HERE, "ambos_wrong", "es", transport) as stranger, pytest.raises(Refusal) as refused:
        stranger.me()
    assert refused.value.problem.status == 401
    assert refused.value.problem.hint == "Solicite uno nuevo."


def test_act_is_asked_again_under_the_same_key() -> None:
    """While no server answers, an act is tried again under the key of the first try, thrice at most."""
    keys: list[str] = []

    def lost(request: httpx2.Request) -> httpx2.Response:
        keys.append(request.headers["idempotency-key"])
        raise httpx2.ConnectError("lost")

    with Client(HERE, "any", transport=httpx2.MockTransport(lost)) as client, pytest.raises(NotReached):
        client.countersign("0" * 32)
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_official_file_is_handed_in(client: Client, tmp_path: Path) -> None:
    """A file becomes a job, which says what became of it: here that nobody recognises the file."""
    file = tmp_path / "unknown.csv"
    file.write_text("nothing,that\nanybody,knows\n")
    job = client.ended(client.hand_in(file), pause=0.05)
    assert job.state == "failed"
    assert job.failure is not None
    assert job.failure["detail"]
    assert "unknown.csv" in f"{job.about} {job.failure}"
