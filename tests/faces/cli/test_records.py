"""Records on the command line: written, revised, answered, opened, listed, imported."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.faces.cli.calling import Ambos

SENTENCE = ("--set", "sentence.en=Meet twice a year.")
SAID_ON = ("--set", "said_on=2026-01")
SAID_BY = ("--set", "said_by=joint")
MEETING = (*SENTENCE, *SAID_ON, *SAID_BY)


def test_a_promise_from_proposal_to_agreement(own: Ambos) -> None:
    """A promise is proposed, carried over, countersigned and carried back, and both hold it alike."""
    added = own("record", "add", "commitment", "meet", *MEETING)
    assert added.code == 0 and len(added.out.strip()) == 32
    assert own("record", "show", "meet", "--json").json()["state"] == "proposed"
    assert own("bundle", "export", "MX", "out.bundle").out == "out.bundle\n"
    assert "from US: new records: " in own("--node", "demo/mx", "bundle", "import", "out.bundle").err
    signed = own("--node", "demo/mx", "record", "countersign", "meet", "--note", "agreed in the session")
    assert signed.code == 0
    own("--node", "demo/mx", "bundle", "export", "US", "back.bundle")
    own("bundle", "import", "back.bundle")
    shown = [
        own("--node", node, "record", "show", "meet", "--json").json() for node in ("demo/us", "demo/mx")
    ]
    assert [one["state"] for one in shown] == ["countersigned", "countersigned"]
    assert shown[0]["answers"][0]["body"] == {"note": "agreed in the session"}
    assert shown[0]["record"] == shown[1]["record"] == added.out.strip()


def test_rival_versions_stand_side_by_side(own: Ambos) -> None:
    """Two proposals to change one agreed thing are both kept and shown with what differs."""
    own("record", "revise", "sig-drones", "--set", "due=2027-01")
    own("--node", "demo/mx", "record", "revise", "sig-drones", "--set", "due=2028-01")
    own("--node", "demo/mx", "bundle", "export", "US", "back.bundle")
    own("bundle", "import", "back.bundle")
    shown = own("record", "show", "sig-drones", "--json").json()
    assert shown["state"] == "disputed"
    assert sorted(filter(None, shown["differences"]["due"].values())) == ["2027-01", "2028-01"]
    told = own("record", "show", "sig-drones").out
    assert "Where the versions differ" in told and "January 2027" in told and "January 2028" in told


def test_a_dispute_gives_its_reason(own: Ambos) -> None:
    """A dispute needs a reason, and the reason is shown."""
    assert own("--node", "demo/mx", "record", "dispute", "us-overdose-deaths-2025").code == 2
    reason = "one government's own target"
    own("--node", "demo/mx", "record", "dispute", "us-overdose-deaths-2025", "--reason", reason)
    told = own("--node", "demo/mx", "record", "show", "us-overdose-deaths-2025")
    assert "disputed" in told.out and reason in " ".join(told.out.split())


def test_a_thing_is_withdrawn_whole(own: Ambos) -> None:
    """Withdrawn by its name, a thing leaves the lists with all its versions; by a record's id, one."""
    own("record", "add", "commitment", "meet", *MEETING)
    newer = own("record", "revise", "meet", "--set", "due=2026-12").out.strip()
    own("record", "withdraw", newer, "--reason", "too soon")
    shown = own("record", "show", "meet", "--json").json()
    assert shown["state"] == "proposed" and "due" not in shown["body"]
    own("record", "withdraw", "commitment/meet", "--reason", "typed by mistake")
    assert own("record", "show", "meet", "--json").json()["state"] == "withdrawn"
    listed = own("record", "list", "commitment", "--json").json()
    assert "commitment/meet" not in [thing["subject"] for thing in listed]


def test_revising_one_language_keeps_the_other(own: Ambos) -> None:
    """A field of words is changed language by language, and a field can be emptied."""
    own("record", "add", "commitment", "meet", *MEETING, "--set", "area=dialogue")
    own("record", "revise", "meet", "--set", "sentence.es=Reunirse dos veces al año.", "--unset", "area")
    body = own("record", "show", "meet", "--json").json()["body"]
    assert body["sentence"] == {"en": "Meet twice a year.", "es": "Reunirse dos veces al año."}
    assert "area" not in body


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "commitment", "sig-drones", *MEETING), 1, ""),
        (("add", "commitment", "a b", *MEETING), 2, "cannot be an id"),
        (("add", "commitment", "new", "--set", "sentence.en=Meet."), 2, "needs the field"),
        (("add", "commitment", "new", *SENTENCE, *SAID_BY, "--set", "said_on=2199"), 1, "lies in the future"),
        (("add", "commitment", "new", *SENTENCE, *SAID_BY, "--set", "said_on=soon"), 2, "cannot hold “soon”"),
        (("add", "commitment", "new", *SENTENCE, *SAID_ON, "--set", "said_by=all"), 2, "of joint, us, mx"),
        (("add", "commitment", "new", *MEETING, "--set", "owner=x"), 2, "has no field owner"),
        (("add", "key", "new", "--set", "holder=x"), 1, ""),
        (("revise", "sig-drones", "--set", "state=open"), 1, ""),
        (("countersign", "commitment/sig-drones"), 1, ""),
        (("countersign", "source/wayne-2020"), 1, ""),
    ],
)  # fmt: skip
def test_what_may_not_be_written(own: Ambos, words: tuple[str, ...], code: int, said: str) -> None:
    """Each fault has its own answer, and nothing is written."""
    before = own("ledger", "verify", "--json").json()
    called = own("record", *words)
    assert (called.code, called.out) == (code, "")
    assert said in called.err
    assert own("ledger", "verify", "--json").json() == before


def test_a_csv_file_is_taken_whole_or_not_at_all(own: Ambos, tmp_path: Path) -> None:
    """Every bad cell is named by row and column; a good file is taken; the same file again is refused."""
    file = tmp_path / "promises.csv"
    file.write_text("id,sentence.en,said_on,said_by\none,Meet.,2026-01,joint\ntwo,Act.,soon,nobody\n")
    bad = own("record", "import", "commitment", str(file))
    assert bad.code == 2
    assert "row 3, column said_on" in bad.err and "row 3, column said_by" in bad.err
    assert own("record", "show", "commitment/one").code == 1
    file.write_text("id,sentence.en,said_on,said_by\none,Meet.,2026-01,joint\ntwo,Act.,2026-02,us\n")
    assert "said 2 commitments" in own("record", "import", "commitment", str(file)).err
    assert own("record", "import", "commitment", str(file)).code == 1


def test_a_list_as_csv_is_the_kinds_own_form(ambos: Ambos) -> None:
    """The CSV that a list prints has the kind's columns and a row for each thing."""
    rows = list(csv.DictReader(io.StringIO(ambos("record", "list", "framework", "--csv").out)))
    assert [row["id"] for row in rows] == ["bicentennial-2021", "ganseg-2019", "merida-2008", "sig-2025"]
    assert rows[0]["name.es"].startswith("Entendimiento")


def test_lists_are_chosen_by_field_and_state(ambos: Ambos) -> None:
    """A list holds just the things with the wanted value, one of many included, in the wanted state."""
    chosen = ambos("record", "list", "commitment", "--where", "said_by=us", "--json").json()
    assert chosen and {thing["body"]["said_by"] for thing in chosen} == {"us"}
    cited = ambos("record", "list", "event", "--where", "sources=wayne-2020", "--json").json()
    assert cited and all("source/wayne-2020" in thing["body"]["sources"] for thing in cited)
    proposed = ambos("record", "list", "commitment", "--state", "proposed", "--json").json()
    assert proposed and {thing["body"]["said_by"] for thing in proposed} <= {"us", "mx"}


def test_every_name_of_a_record_opens_it(ambos: Ambos) -> None:
    """Subject, bare name, id, its beginning and its last digits all open the same record."""
    rid = ambos("record", "show", "framework/sig-2025", "--json").json()["record"]
    for name in ("sig-2025", "framework/sig-20", rid, rid.upper(), rid[:20], rid[-12:]):
        assert ambos("record", "show", name, "--json").json()["record"] == rid


def test_an_ambiguous_name_lists_what_it_may_mean(ambos: Ambos) -> None:
    """A beginning that several things share is refused with their names."""
    called = ambos("record", "show", "framework/")
    assert called.code == 2
    assert "framework/sig-2025" in called.err and "framework/merida-2008" in called.err


def test_reading_shows_nothing_that_is_not_public(own: Ambos) -> None:
    """Somebody who sees only what is public finds no trace of anything else: not by name, list or count."""
    own("node", "officer", "add", "visitor", "--name", "Visitor", "--role", "public")
    own("record", "add", "commitment", "quiet", *MEETING)
    rid = own("record", "show", "quiet", "--json").json()["record"]
    for name in ("quiet", "commitment/quiet", rid, rid[-12:]):
        assert own("--as", "visitor", "record", "show", name).err.startswith("ambos: nothing of that name")
    listed = own("--as", "visitor", "record", "list", "commitment", "--json").json()
    assert "commitment/quiet" not in [thing["subject"] for thing in listed] and len(listed) == 41
    assert rid not in own("--as", "visitor", "ledger", "show", "--limit", "2000", "--json").out
    for refused in (
        ("node", "status"),
        ("ledger", "verify"),
        ("node", "rebuild"),
        ("bundle", "export", "MX", "x"),
    ):
        assert own("--as", "visitor", *refused).code == 1


def test_a_proof_is_written_and_checked_elsewhere(own: Ambos, tmp_path: Path) -> None:
    """A proof holds at the partner's node; with one digit changed it does not."""
    proof = tmp_path / "proof.json"
    assert own("ledger", "prove", "sig-2025", "--output", str(proof)).code == 0
    checked = own("--node", "demo/mx", "ledger", "check", str(proof), "--json").json()
    assert (checked["subject"], checked["signer"], checked["batched"]) == (
        "framework/sig-2025",
        "secretariat",
        False,
    )
    document = json.loads(proof.read_text())
    document["record"]["place"] -= 1
    proof.write_text(json.dumps(document))
    assert own("--node", "demo/mx", "ledger", "check", str(proof)).code == 3


def test_a_foreign_key_signs_nothing(own: Ambos, tmp_path: Path) -> None:
    """With another key in place of the officer's nothing can be written, and the log stays sound."""
    before = own("ledger", "verify", "--json").json()
    key = tmp_path / "demo" / "us" / "keys" / "officer-secretariat.key"
    key.write_text("11" * 32 + "\n")
    refused = own("record", "add", "commitment", "forged", *MEETING)
    assert (refused.code, refused.out) == (3, "")
    assert own("ledger", "verify", "--json").json() == before
    key.write_text("no key")
    assert own("record", "add", "commitment", "forged", *MEETING).code == 2


@pytest.mark.parametrize("edition", ["minister", "public"])
def test_an_edition_of_the_review_is_written(ambos: Ambos, tmp_path: Path, edition: str) -> None:
    """A named edition becomes a file of the named form, and the command says which."""
    for form, begin in (("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>"), ("json", b"{")):
        file = tmp_path / f"packet.{form}"
        called = ambos("review", "--for", edition, "--format", form, "--output", str(file))
        assert called.code == 0 and str(file) in called.err
        assert file.read_bytes().startswith(begin)


def test_an_edition_that_is_not_there_is_refused(ambos: Ambos) -> None:
    """An edition or form of another name is refused with those that there are."""
    assert "cochair" in ambos("review", "--for", "press").err
    assert "pdf" in ambos("review", "--format", "docx").err
