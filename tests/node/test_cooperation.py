"""Determinations, assistance, deployments and lists on a node: what is written is what the studies say."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ambos.analysis.studies.assistance import GAPS, chain
from ambos.analysis.studies.deployments import deployed
from ambos.analysis.studies.determinations import calendar, determination
from ambos.domains import DateInFuture
from ambos.evidence.errors import EvidenceAltered, FileInvalid, ListsUnlike, ListUndated, XmlHostile
from ambos.evidence.stored import path_of
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS
from ambos.kernel.shelf import Thing
from ambos.node import iati
from ambos.node.lists import differ, entries, find_name, lists, look, take, version
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed, NotFound
from ambos.values.handling import PUBLIC, Label

W = {"en": "in words", "es": "en palabras"}
NULL = ",-0- " * 7


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path / "nodes") as made:
        yield made


def say(node: Node, subject: str, /, label: Label = PUBLIC, **body: Any) -> Thing:
    """Write a thing and give it."""
    kind, slug = subject.split("/")
    node.propose([New(kind, slug, body, label)])
    return node.shelf.thing(subject)


def indicator(nodes: Pair, slug: str, value: str) -> None:
    """Agree on an indicator between both nodes, with a figure of this year."""
    year = str(nodes.us.today().year)
    say(
        nodes.us,
        f"indicator/{slug}",
        name=W,
        definition=W,
        sort="outcome",
        unit="cases",
        direction="down",
        calendar="calendar",
    )
    say(
        nodes.us,
        f"figure/{slug}",
        indicator=f"indicator/{slug}",
        period=year,
        place="MX",
        value=value,
        unit="cases",
        status="final",
    )
    nodes.exchange(2)
    nodes.mx.answer(COUNTERSIGNS, [nodes.mx.shelf.thing(f"indicator/{slug}").rid], {})
    nodes.exchange(2)


def test_a_criterion_stands_as_its_agreed_indicators_say(nodes: Pair) -> None:
    """Both nodes see whether a criterion is met; one without an agreed indicator is named as such."""
    indicator(nodes, "agreed", "70")
    us = nodes.us
    year = us.today().year + 1
    say(us, "determination/d", name=W, regime="majors", state="foreseen", trigger=f"{year}-09-15")
    criteria: dict[str, dict[str, Any]] = {
        "a": {"indicators": ["indicator/agreed"], "comparison": "at-least", "threshold": "70"},
        "b": {"indicators": ["indicator/agreed"], "comparison": "at-most", "threshold": "69.9"},
        "c": {"indicators": ["indicator/agreed"]},
        "d": {},
    }
    for slug, body in criteria.items():
        say(us, f"determination-criterion/{slug}", determination="determination/d", text=W, **body)
    nodes.exchange(2)
    for node in (nodes.us, nodes.mx):
        _, line = determination(node.shelf, "determination/d")
        standings = {one.item.subject[-1]: one.standing for one in line.criteria}
        assert standings == {"a": "met", "b": "not-met", "c": "no-threshold", "d": "not-agreed"}
        assert [one.item.subject[-1] for one in line.unagreed] == ["d"]
        assert line.field == "trigger" and line.days and line.days > 0


def test_a_day_of_the_law_without_a_determination_is_told(nodes: Pair) -> None:
    """A law's next day stands in the calendar until a determination for it does."""
    before = [line for line in calendar(nodes.us.shelf).ahead if line.regime.code == "majors"]
    assert [line.item for line in before] == [None]
    assert before[0].day
    say(
        nodes.us,
        "determination/d",
        name=W,
        regime="majors",
        state="foreseen",
        trigger=before[0].day.isoformat(),
    )
    after = [line for line in calendar(nodes.us.shelf).ahead if line.regime.code == "majors"]
    assert [line.item.subject for line in after if line.item] == ["determination/d"]
    assert len(after) == 1


def programme(node: Node) -> None:
    """Write a programme with money of two years."""
    say(node, "programme/p", name=W, provider="INL", receiver="SSPC", state="running", started="2010-01-15")
    for slug, stage, period, amount in (
        ("whole", "appropriated", "2008-10/2010-09", "900"),
        ("part", "appropriated", "FY2010", "400"),
        ("spent", "expended", "FY2009", "81"),
    ):
        say(
            node,
            f"funding/{slug}",
            programme="programme/p",
            stage=stage,
            period=period,
            amount=amount,
            currency="usd",
        )


def test_the_chain_names_what_cannot_be_shown(nodes: Pair) -> None:
    """Money that overlaps is not added up; every missing link is named, and none once all are there."""
    us = nodes.us
    say(us, "programme/q", name=W, provider="INL", state="planned")
    assert chain(us.shelf, "programme/q").gaps == ("no-money", "no-delivery", "no-result")
    programme(us)
    found = chain(us.shelf, "programme/p")
    assert found.totals["appropriated"] == {"USD": Decimal(900)}
    assert found.share("expended") == Decimal(9)
    assert found.gaps == ("obligated-unknown", "no-delivery", "no-result")
    say(us, "funding/owed", programme="programme/p", stage="obligated", period="2009", share_percent="46")
    say(us, "delivery/d", programme="programme/p", what=W, planned="2010-01-01")
    say(us, "assistance-result/r", programme="programme/p", name=W, level="output")
    found = chain(us.shelf, "programme/p")
    assert found.share("obligated") == Decimal(46)
    assert found.gaps == ("delivery-late", "output-only")
    assert set(found.gaps) <= set(GAPS)


def test_activities_come_back_as_they_went(nodes: Pair, tmp_path: Path) -> None:
    """A programme written as an IATI activity and read at the other node is the same programme."""
    programme(nodes.us)
    say(nodes.us, "assistance-result/r", programme="programme/p", name=W, level="outcome")
    path = tmp_path / "iati.xml"
    path.write_bytes(iati.write(nodes.us, "programme/p").xml)
    (read,) = iati.read(path)
    assert dict(read.programme) == nodes.us.shelf.thing("programme/p").body
    for slug in ("whole", "part", "spent"):
        assert dict(read.funding[slug]) == nodes.us.shelf.thing(f"funding/{slug}").body
    assert iati.take(nodes.mx, path) == 5
    assert iati.take(nodes.mx, path) == 0
    assert chain(nodes.mx.shelf, "programme/p").totals == chain(nodes.us.shelf, "programme/p").totals


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('<activity-status code="2"', '<activity-status code="9"', FileInvalid),
        (">900<", ">nine hundred<", FileInvalid),
        ('iso-date="2010-01-15"', 'iso-date="15/01/2010"', FileInvalid),
        ("<iati-activities", '<!DOCTYPE a [<!ENTITY x "y">]><iati-activities', XmlHostile),
    ],
)
def test_broken_activities_are_refused(
    nodes: Pair, tmp_path: Path, old: str, new: str, error: type[Exception]
) -> None:
    """A file with one broken activity gives none."""
    programme(nodes.us)
    path = tmp_path / "iati.xml"
    text = iati.write(nodes.us).xml.decode()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(error):
        iati.take(nodes.mx, path)
    assert not nodes.mx.shelf.things("programme")


def test_diversion_is_a_share_of_what_there_was(nodes: Pair) -> None:
    """What was taken is a share of that and of what is left; where that is unknown, no share is said."""
    us = nodes.us
    month = f"{us.today().year - 1}-05"
    force: dict[str, Any] = {"force": "guardia-nacional", "place": "MX-07"}
    taken: dict[str, Any] = {**force, "mission": "migration", "taken_from": "public-security"}
    say(us, "deployment/a", period="2010-01", strength=25000, **taken)
    say(us, "deployment/b", period=month, strength=300, **taken)
    say(us, "deployment/c", period=month, strength=900, mission="public-security", **force)
    hidden = say(us, "deployment/e", Label(), period=month, strength=7, mission="disaster", **force)
    first, second = deployed(us.shelf).months
    assert (first.diverted, first.share) == (25000, None)
    assert (second.diverted, second.share) == (300, Decimal(25))
    assert second.strength == 1207
    assert hidden.get("strength") == 7
    assert deployed(us.shelf, public=True).months[1].strength == 1200
    nodes.exchange(2)
    assert deployed(nodes.mx.shelf).months[1].strength == 1200


def silent(step: str) -> Callable[[int, int], None]:
    """Watch a step and say nothing."""
    return lambda done, total: None


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a version of OFAC's list."""

    def write(name: str, *entries: tuple[int, str]) -> Path:
        path = tmp_path / name
        path.write_text("".join(f'{key},"{text}",-0- ,"SDNTK"{NULL},-0- \r\n' for key, text in entries))
        return path

    return write


def test_versions_of_a_list_are_kept_and_compared(nodes: Pair, file: Callable[..., Path]) -> None:
    """Each version is one public record; the newest is the list, and two tell what changed between them."""
    us = nodes.us
    old, new = file("old.csv", (1, "ONE"), (2, "TWO")), file("new.csv", (2, "DOS"), (3, "THREE"))
    first, second = (
        take(us, look(us, [path], day, silent), silent)
        for path, day in ((old, "2009-01"), (new, "2010-01-03"))
    )
    assert take(us, look(us, [old], "", silent), silent) == first
    (held,) = lists(us.shelf)
    assert [thing.subject for thing in held.versions] == [second, first]
    assert version(us.shelf, "ofac-sdn").subject == second
    found = differ(us, second, first)
    assert [(one.sort, one.key) for one in found.differences] == [
        ("added", "3"),
        ("removed", "1"),
        ("changed", "2"),
    ]
    assert found.untold == ("aliases", "places")
    assert [one.key for one in find_name(us, "three")[0].found] == ["3"]
    assert entries(us, version(us.shelf, second), 0, 10, "2")[0][0]["name"] == "DOS"
    nodes.exchange(2)
    (there,) = find_name(nodes.mx, "three")
    assert not there.here and there.found == ()


def test_a_list_needs_a_day_a_right_and_its_rows(nodes: Pair, file: Callable[..., Path]) -> None:
    """No day, a day to come, no right to import, altered rows: each is refused."""
    us, path = nodes.us, file("sdn.csv", (1, "ONE"))
    with pytest.raises(ListUndated):
        look(us, [path], "", silent)
    with pytest.raises(DateInFuture):
        look(us, [path], f"{us.today().year + 1}-01", silent)
    with pytest.raises(NotAllowed):
        look(us.seat(""), [path], "2009", silent)
    subject = take(us, look(us, [path], "2009", silent), silent)
    thing = us.shelf.thing(subject)
    stored = path_of(us.config.evidence, thing.get("rows_digest"))
    stored.chmod(0o600)
    stored.write_bytes(stored.read_bytes()[:-1] + b"x")
    with pytest.raises(EvidenceAltered):
        entries(us, thing, 0, 1)
    with pytest.raises(NotFound):
        version(us.shelf, "un")


def test_two_lists_are_not_versions_of_one(nodes: Pair, file: Callable[..., Path]) -> None:
    """Versions of different lists are not compared."""
    us = nodes.us
    files = [file("sdn.csv", (1, "ONE")), file("cons_prim.csv", (9, "NINE"))]
    names = [take(us, look(us, [path], "2009", silent), silent) for path in files]
    with pytest.raises(ListsUnlike):
        differ(us, *names)
