"""What a person could see, saw, signed and what left with it is told in full, to who may ask, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ambos.domains.integrity.rules import OnePersonTwice
from ambos.faces.reports.watching import exposure_bytes, plain_exposure
from ambos.kernel.acts import New
from ambos.node.access_reviews import confirm, due, record_exposure, review
from ambos.node.exposing import PARTS, exposure
from ambos.node.kept_exposures import MOST, KeptExposures, demand_known
from ambos.node.unusual import unusual
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed, NotFound
from ambos.values.handling import Label

EVENT = {"happened": "2026-01-05", "name": {"en": "Name"}, "sort": "visit"}
INSIDE = {"compartments": ["nine"], "vetted_until": "2030-01-01"}
SECRET = Label(("MX",), compartment="nine")


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes; at one a prosecutor who wrote and released three secrets, read them, and was then moved."""
    with pair(tmp_path) as made:
        us = made.us
        us.enrol("prosecutor", {"name": "P", "roles": ["prosecutor"], **INSIDE})
        us.enrol("integrity", {"name": "I", "roles": ["integrity"], **INSIDE})
        us.enrol("auditor", {"name": "A", "roles": ["auditor"]})
        us.enrol("analyst", {"name": "N", "roles": ["analyst"]})
        desk = us.seat("prosecutor")
        desk.propose([New("event", f"secret-{n}", EVENT, SECRET) for n in range(3)])
        desk.shelf.things("event")
        made.clock.advance(days=1)
        us.enrol("prosecutor", {"name": "P", "roles": ["prosecutor"]})
        made.exchange()
        yield made


def test_everything_is_told(both: Pair) -> None:
    """The spans of rights, what was seen and signed, what the partner holds, and the keys to rotate."""
    found = exposure(both.us.seat("integrity"), "prosecutor")
    assert [span.compartments for span in found.spans] == [("nine",), ()]
    assert {one.subject for one in found.did_see} == {f"event/secret-{n}" for n in range(3)}
    assert ("nine", "event", 3) in {(one.compartment, one.kind, one.count) for one in found.could_see}
    assert {one.subject for one in found.signed} == {f"event/secret-{n}" for n in range(3)}
    assert {(one.subject, one.held_by) for one in found.recall} == {
        (f"event/secret-{n}", ("MX",)) for n in range(3)
    }
    assert found.rotate == ("officer-key", "sign-in", "tokens")
    assert found.totals["did_see"] == 3


def test_who_is_outside_learns_no_names(both: Pair) -> None:
    """An auditor outside the compartment gets ids of what was seen, no name and no count of the rest."""
    found = exposure(both.us.seat("auditor"), "prosecutor")
    told = [one.subject for one in found.did_see] + [one.subject for one in found.signed]
    assert {*told, *(one.subject for one in found.recall)} == {""}
    assert [one.count for one in found.could_see if one.compartment == "nine"] == [None]
    assert "secret-" not in str(plain_exposure(found))


def test_who_may_not_watch_is_refused(both: Pair) -> None:
    """An analyst may ask after nobody, and nobody after somebody who is not there."""
    with pytest.raises(NotAllowed):
        exposure(both.us.seat("analyst"), "prosecutor")
    with pytest.raises(NotAllowed):
        unusual(both.us.seat("analyst"))
    with pytest.raises(NotFound):
        exposure(both.us.seat("integrity"), "nobody-here")


def test_a_person_is_found_where_they_are_named(both: Pair) -> None:
    """Somebody who is no officer here is exposed by the records that name them, in a field of their own."""
    body = {"person": "P-7F3A", "party": "MX", "made": "2026-01-02", "interests": ["none"]}
    both.us.propose([New("declaration", "one", body)])
    found = exposure(both.us.seat("integrity"), "P-7F3A")
    assert [(one.subject, one.field) for one in found.named_in] == [("declaration/one", "person")]
    assert not found.enrolled and found.rotate == ()


def test_the_report_is_signed_with_its_digest(both: Pair) -> None:
    """The report on record has the counts, what to recall and rotate, and lies in the compartment named."""
    desk = both.us.seat("integrity")
    found = exposure(desk, "prosecutor")
    record_exposure(desk, found, exposure_bytes(found), "nine")
    thing = desk.shelf.thing("exposure-report/prosecutor-2026-01-06")
    assert (thing.get("did_see"), len(thing.get("recall")), thing.label.compartment) == (3, 3, "nine")


def test_rights_are_reviewed_by_two(both: Pair) -> None:
    """A review counts once another has confirmed it; the reviewer cannot, nor may the officer reviewed."""
    us = both.us
    both.clock.advance(days=181)
    assert all(one.overdue for one in due(us.seat("integrity")) if one.officer == "analyst")
    review(us.seat("integrity"), "analyst", "confirmed")
    name = next(one.open for one in due(us.seat("integrity")) if one.officer == "analyst")
    with pytest.raises(OnePersonTwice):
        confirm(us.seat("integrity"), name)
    confirm(us, name)
    line = next(one for one in due(us.seat("integrity")) if one.officer == "analyst")
    assert (line.overdue, line.open) == (False, "")


def test_progress_goes_from_nothing_to_all(both: Pair) -> None:
    """Whoever waits is told of every part, in order."""
    told: list[tuple[int, int]] = []
    exposure(both.us.seat("integrity"), "prosecutor", progress=lambda *done: told.append(done))
    assert told == [(done, PARTS) for done in range(PARTS + 1)]


def test_what_was_worked_out_is_kept_for_the_same_person(both: Pair) -> None:
    """An exposure is given again to who asked while their rights are the same, and to nobody else."""
    kept, desk = KeptExposures(), both.us.seat("integrity")
    kept.keep(desk, exposure(desk, "prosecutor"))
    assert kept.find(desk, "prosecutor") is not None
    assert kept.find(desk, "analyst") is None
    assert kept.find(both.us.seat("auditor"), "prosecutor") is None
    with pytest.raises(NotAllowed):
        kept.find(both.us.seat("analyst"), "prosecutor")
    both.us.enrol("integrity", {"name": "I", "roles": ["integrity"]})
    assert kept.find(both.us.seat("integrity"), "prosecutor") is None


def test_what_was_worked_out_is_let_go(both: Pair) -> None:
    """After an hour nothing is given any more, and of very many the oldest is let go."""
    kept, desk = KeptExposures(), both.us.seat("integrity")
    found = exposure(desk, "prosecutor")
    for number in range(MOST + 1):
        kept.keep(desk, replace(found, person=f"p-{number}"))
    assert kept.find(desk, "p-0") is None and kept.find(desk, "p-1") is not None
    both.clock.advance(hours=2)
    assert kept.find(desk, f"p-{MOST}") is None


def test_who_is_unknown_is_known_at_once(both: Pair) -> None:
    """Somebody of whom nothing is on record is refused at once, and so is who may not ask."""
    demand_known(both.us.seat("auditor"), "prosecutor")
    with pytest.raises(NotFound):
        demand_known(both.us.seat("integrity"), "nobody-here")
    with pytest.raises(NotAllowed):
        demand_known(both.us.seat("analyst"), "prosecutor")
