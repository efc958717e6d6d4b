"""From an agenda to minutes to decisions and promises, through two nodes; a contact, at Mexico's alone."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from ambos.domains.dialogue.acts import Held
from ambos.domains.dialogue.contacts import OVERDUE, REPORT_DUE
from ambos.faces.reports.calendar import Planned, TimeZoneUnknown, calendar
from ambos.i18n.catalogue import Language
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNED, COUNTERSIGNS
from ambos.kernel.table_errors import TableInvalid
from ambos.node import meetings
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotFound, Refused

WORDS = {"en": "Publish the list", "es": "Publicar la lista"}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes with a group, a late promise, and an agenda drafted from it and countersigned."""
    with pair(tmp_path) as nodes:
        nodes.us.propose(
            [
                New("framework", "f", {"name": WORDS}),
                New("group", "g", {"framework": "framework/f", "name": WORDS, "cadence": "working-group"}),
                New(
                    "commitment",
                    "late",
                    {
                        "framework": "framework/f",
                        "sentence": WORDS,
                        "said_on": "2020-01-01",
                        "said_by": "joint",
                        "due": "2020-02-01",
                        "owner_us": "State",
                    },
                ),
            ]
        )
        drafted = meetings.draft_agenda(nodes.us, "g", nodes.us.today(), 5)
        given = {"name": WORDS, "starts_at": "09:30", "time_zone": "America/Mexico_City"}
        meetings.write_agenda(nodes.us, "march", drafted, given)
        nodes.exchange()
        sign(nodes.mx)
        nodes.exchange(2)
        yield nodes


def sign(node: Node) -> None:
    """Countersign whatever the partner proposed."""
    for kind in node.register:
        if kind.joint:
            rids = [t.rid for t in node.shelf.things(kind.name) if t.owner != node.config.party]
            node.answer(COUNTERSIGNS, rids, {})


def filled(node: Node, folder: Path, *rows: dict[str, str]) -> io.BytesIO:
    """Give the sheet of the agenda with its rows filled in, and further ones."""
    agenda = meetings.agenda_of(node, "march")
    path = folder / "sheet.csv"
    meetings.write_sheet(node, agenda, path)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        found, names = list(reader), reader.fieldnames or []
    for row, more in zip(found, rows, strict=False):
        row |= more
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows([*found, *rows[len(found) :]])
    return io.BytesIO(text.getvalue().encode())


def test_minutes_become_decisions_and_promises_on_both_sides(made: Pair, tmp_path: Path) -> None:
    """What was decided and promised stands in records of its own, tied both ways, and both sides sign it."""
    stream = filled(
        made.us,
        tmp_path,
        {"outcome": "decided", "text.en": "Name a new date"},
        {
            "id": "new",
            "order": "2",
            "outcome": "promised",
            "text.en": "Send names",
            "due": "2030",
            "owner_mx": "SRE",
        },
    )
    agenda = meetings.agenda_of(made.us, "march")
    held = Held("march", made.us.today().isoformat())
    meetings.record_minutes(made.us, agenda, held, stream, "sheet.csv")
    made.exchange()
    sign(made.mx)
    made.exchange(2)
    for node in (made.us, made.mx):
        shelf = node.shelf
        assert shelf.thing("meeting/march").get("agenda") == "agenda/march"
        assert shelf.thing("minute/march-1").get("becomes") == ["decision/march-1"]
        assert shelf.thing("minute/march-1").get("item") == "agenda-item/march-1"
        assert shelf.thing("decision/march-1").get("concerns") == ["commitment/late"]
        promised = shelf.thing("commitment/march-2")
        assert (promised.get("meeting"), promised.get("due"), promised.get("owner_mx")) == (
            "meeting/march", "2030", "SRE",
        )  # fmt: skip
        assert promised.state == COUNTERSIGNED
    assert ("minute/march-1", "becomes") in [
        (t.subject, f) for t, f in made.us.shelf.referring("decision/march-1")
    ]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"outcome": "settled", "text.en": "x"}, TableInvalid),
        ({"outcome": "decided"}, TableInvalid),
        ({"outcome": "promised", "text.en": "x", "due": "soon"}, TableInvalid),
        ({"outcome": "promised", "text.en": "x", "due": "2001"}, Refused),
    ],
)
def test_a_wrong_sheet_writes_nothing(
    made: Pair, tmp_path: Path, row: dict[str, str], error: type[Exception]
) -> None:
    """A sheet with a row that cannot be is refused whole: no meeting, no minute, no decision."""
    stream = filled(made.us, tmp_path, row)
    agenda = meetings.agenda_of(made.us, "march")
    with pytest.raises(error):
        meetings.record_minutes(made.us, agenda, Held("march", "2026-01-01"), stream, "sheet.csv")
    with pytest.raises(NotFound):
        made.us.shelf.thing("meeting/march")


def test_two_rows_of_one_number_are_refused(made: Pair, tmp_path: Path) -> None:
    """Records are named by the row's number, so that it stands once; the refusal names both rows."""
    again = {"id": "new", "order": "1", "outcome": "noted", "text.en": "x"}
    stream = filled(made.us, tmp_path, {"outcome": "noted", "text.en": "x"}, again)
    agenda = meetings.agenda_of(made.us, "march")
    with pytest.raises(meetings.NumberRepeated) as refused:
        meetings.record_minutes(made.us, agenda, Held("march", "2026-01-01"), stream, "sheet.csv")
    assert (refused.value.data["first"], refused.value.data["row"]) == (2, 3)


def revise(made: Pair, **changes: str) -> None:
    """Change the agenda, and let the partner sign the change."""
    written = made.us.revise("agenda/march", changes)
    made.exchange()
    made.mx.answer(COUNTERSIGNS, [written.rid.hex()], {})
    made.exchange(2)


def planned(node: Node) -> Planned:
    agenda = meetings.agenda_of(node, "march")
    return Planned(agenda, meetings.items_of(node.shelf, agenda), node.shelf.versions(agenda.subject))


def event(node: Node) -> Any:
    """Read back the one event of a node's calendar; the library's types are wider than what it gives."""
    return icalendar.Calendar.from_ical(calendar([planned(node)], Language("en"))).walk("VEVENT")[0]


def test_both_sides_export_one_event(made: Pair) -> None:
    """The calendars of both nodes hold the same event, in local time; an agreed revision counts up."""
    ours, theirs = event(made.us), event(made.mx)
    assert ours["UID"] == theirs["UID"]
    begin = ours.decoded("DTSTART")
    assert (begin.hour, begin.minute, begin.utcoffset()) == (9, 30, timedelta(hours=-6))
    assert str(ours["STATUS"]) == "CONFIRMED"
    assert "Publish the list" in str(ours["DESCRIPTION"])
    revise(made, starts_at="10:00")
    again = event(made.us)
    assert (again["UID"], again["SEQUENCE"]) == (ours["UID"], ours["SEQUENCE"] + 1)


def test_a_calendar_is_the_same_bytes(made: Pair) -> None:
    """The same records give the same file, so that nothing seems to have moved."""
    assert calendar([planned(made.us)], Language("es")) == calendar([planned(made.us)], Language("es"))


def test_an_unknown_time_zone_is_named(made: Pair) -> None:
    """A zone that is well written and does not exist is refused when the calendar is made, not guessed."""
    revise(made, time_zone="America/Atlantis")
    with pytest.raises(TimeZoneUnknown):
        calendar([planned(made.us)], Language("en"))


GIVEN = {
    "official": "x",
    "office": "SRE",
    "government": "federal",
    "agent_agency": "DEA",
    "agent_nationality": "US",
    "objective": WORDS,
}


def test_a_contact_is_filled_in_from_the_agenda_and_stays_at_home(made: Pair) -> None:
    """Day and topic come from the agenda; the partner's node never learns that the contact is there."""
    meetings.draft_contact(made.mx, "c", "agenda/march", GIVEN)
    thing = made.mx.shelf.thing("contact/c")
    assert (thing.get("topic"), thing.get("planned")) == (WORDS, made.us.today().isoformat())
    made.exchange(2)
    assert not made.us.shelf.things("contact")
    assert not [row for row in made.us.shelf.versions("contact/c")]


def test_the_clock_of_a_contact_runs_out(made: Pair) -> None:
    """A contact that was held is due for three days, then overdue, until it is reported."""
    day = made.mx.today().isoformat()
    meetings.draft_contact(made.mx, "c", "agenda/march", GIVEN)
    meetings.step_contact(made.mx, "c", {"submitted": day})
    meetings.step_contact(made.mx, "c", {"decided": day, "decision": "authorised", "decided_by": "GAN"})
    meetings.step_contact(made.mx, "c", {"held": day})
    assert [one.standing for one in meetings.contacts(made.mx)] == [REPORT_DUE]
    made.clock.advance(days=4)
    assert [one.standing for one in meetings.contacts(made.mx)] == [OVERDUE]
    meetings.step_contact(made.mx, "c", {"report": WORDS, "reported": made.mx.today().isoformat()})
    assert [one.standing for one in meetings.contacts(made.mx)] == ["reported"]


def test_the_other_party_keeps_no_contacts(made: Pair) -> None:
    """The rule is Mexican law: the node of the United States refuses to keep a contact."""
    with pytest.raises(meetings.NotMexican):
        meetings.draft_contact(made.us, "c", "agenda/march", GIVEN)


def test_a_contact_begins_from_a_meeting(made: Pair) -> None:
    """Only an agenda or a meeting fills a contact in."""
    with pytest.raises(meetings.ContactStart):
        meetings.draft_contact(made.mx, "c", "commitment/late", GIVEN)


def test_no_agenda_is_drafted_for_a_day_gone(made: Pair) -> None:
    """A day that is past is refused; today is not."""
    meetings.draft_agenda(made.us, "g", made.us.today(), 5)
    with pytest.raises(meetings.DayGone):
        meetings.draft_agenda(made.us, "g", made.us.today() - timedelta(days=1), 5)
