"""The pages of task forces: everything on record shows, to those who may see it, in both languages."""

import html
from collections import Counter

import pytest

from ambos.analysis.studies import taskforce_boards as boards
from ambos.analysis.studies import taskforces as study
from ambos.domains.taskforces.records import KINDS
from ambos.kernel.shelf import Shelf, Thing
from tests.faces.conftest import Site

PAGES = {
    "/taskforces": ("SYNTHETIC: Task force on precursors", "terminados"),
    "/taskforces/of/synthetic-fentanyl-sonora": ("P-19C2", "sin admitir"),
    "/taskforces/targets": ("SYNTHETIC: Granite Ring", "Adoptado"),
    "/taskforces/operations": ("SYNTHETIC: Operation Copper", "sin revisión"),
    "/taskforces/conflicts": ("Rounds of comparison", "Rondas de comparación"),
    "/taskforces/incidents": ("Culiacán", "Culiacán"),
    "/taskforces/incidents/synthetic-fuga-cobre": ("No decision followed yet", "Cronología"),
    "/taskforces/results.csv": ("e-2026-nogales-03", "arrests"),
}


def text(site: Site, path: str, officer: str, language: str = "en") -> str:
    """Give a page as its reader reads it."""
    client = site.client(officer)
    client.cookies["ambos-language"] = language
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_pages_say_what_is_on_record(site: Site, path: str) -> None:
    """A page tells in either language what the study says."""
    english, spanish = PAGES[path]
    assert english in text(site, path, "secretariat")
    assert spanish in text(site, path, "secretariat", "es").replace("Terminados", "terminados")


def test_an_event_of_two_reports_stands_once(site: Site) -> None:
    """Of the event that both parties report, the greater number of arrests stands in one row."""
    rows = [
        row for row in text(site, "/taskforces/results.csv", "secretariat").splitlines() if "nogales" in row
    ]
    assert [row for row in rows if ",arrests," in row] == [
        "e-2026-nogales-03,2026-03-11,MX-26,arrests,,5,MX; US,true"
    ]


def test_nobody_sees_only_what_is_public(site: Site) -> None:
    """Without signing in the incidents of the public record show, and no task force does."""
    client = site.client()
    assert "Culiac" in client.get("/taskforces/incidents").content.decode()
    assert "Operation Copper" not in client.get("/taskforces/operations").content.decode()
    assert client.get("/taskforces/of/synthetic-fentanyl-sonora").status_code == 404
    assert client.get("/taskforces/conflicts").status_code == 302


@pytest.mark.parametrize("path", [path for path in PAGES if not path.endswith(".csv")])
def test_no_page_reads_all_of_a_kind(site: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever there is of a kind, a page reads what it shows."""
    whole, kinds = Shelf.things, {kind.name for kind in KINDS}

    def refused(shelf: Shelf, kind: str) -> list[Thing]:
        assert kind not in kinds, kind
        return whole(shelf, kind)

    monkeypatch.setattr(Shelf, "things", refused)
    text(site, path, "secretariat")


def test_boards_say_what_the_study_says(site: Site) -> None:
    """Each column counts what stands there, and shows the last of it with its review and its operations."""
    with site.node("secretariat") as node:
        shelf = node.shelf
        operations, targets = study.every_operation(shelf), study.every_target(shelf)
        by_stage = boards.operation_board(shelf, 1)
        assert {one.stage: one.count for one in by_stage} == Counter(one.stage for one in operations)
        for column in by_stage:
            last = max(
                (one for one in operations if one.stage == column.stage),
                key=lambda one: (one.operation.get("planned"), one.operation.subject),
            )
            assert column.lines == ((last.operation, last.risk),)
        shown = {line for column in boards.target_board(shelf, 99) for line in told_lines(column)}
        assert shown == {(one.stage, one.target.subject, one.operations) for one in targets}


def told_lines(column: boards.TargetColumn) -> list[tuple[str, str, int]]:
    """Give the lines of a column: stage, target, operations."""
    return [(column.stage, target.subject, working) for target, working in column.lines]


def test_pages_of_task_forces_say_what_the_study_says(site: Site) -> None:
    """Page by page the cards are those of all task forces in their order; a sheet has all of its results."""
    with site.node("secretariat") as node:
        shelf = node.shelf
        every = study.task_forces(shelf)
        cards = [card for start in range(len(every)) for card in boards.force_page(shelf, start, 1).cards]
        assert [summary(card.force) for card in cards] == [summary(force) for force in every]
        assert [(card.targets, card.operations) for card in cards] == [
            (len(force.targets), len(force.operations)) for force in every
        ]
        for force in every:
            sheet = boards.force_sheet(shelf, force.terms.subject, 1)
            assert (sheet.force.totals, sheet.force.events) == (force.totals, force.events)
            assert (sheet.targets, sheet.operations) == (len(force.targets), len(force.operations))
            assert sheet.force.members == force.members
            assert all(one in force.operations for one in sheet.force.operations)
            assert all(one in force.targets for one in sheet.force.targets)
            assert len(sheet.force.operations) == min(1, len(force.operations))


def summary(force: study.TaskForce) -> tuple[object, ...]:
    """Give how a task force stands, without what hangs on it."""
    return force.terms, force.standing, force.days_since, force.rhythm, force.evaluation_days, force.members


def test_incidents_of_a_page_are_those_of_all(site: Site) -> None:
    """The first page has the newest incidents, each with its lessons and what was decided."""
    with site.node("secretariat") as node:
        page, lines = boards.incident_page(node.shelf)
        every = study.incidents(node.shelf)
        assert page.total == len(every) and len(lines) == min(len(every), boards.DEPTH)
        assert all(line in every for line in lines)
        days = [line.incident.get("happened") for line in lines]
        assert days == sorted(days, reverse=True)
