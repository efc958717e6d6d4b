"""Organisations and persons named by an entry of an official list, and what became of the entry."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ambos.domains.networks.rules import EntryUnclear
from ambos.evidence.stored import path_of
from ambos.kernel.acts import New
from ambos.node.linting import findings
from ambos.node.listed import (
    EntryNotListed,
    NameNotListed,
    VersionForeign,
    demand_listed,
    listed,
    naming,
    unlisted,
)
from ambos.node.lists import earlier, foresee, look, take, version
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC

NULL = ",-0- " * 7
Import = Callable[..., str]


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path / "nodes") as made:
        yield made


@pytest.fixture
def imported(nodes: Pair, tmp_path: Path) -> Import:
    """Take a version of OFAC's list in at the US node, of a day and with these entries."""

    def made(day: str, **names: str) -> str:
        rows = (f'{key[1:]},"{name}",-0- ,"SDNTK"{NULL},-0- \r\n' for key, name in names.items())
        (main := tmp_path / f"sdn-{day}.csv").write_text("".join(rows))
        (alt := tmp_path / f"alt-{day}.csv").write_text('1,1,"aka","EL UNO",-0- \r\n')
        return take(nodes.us, look(nodes.us, [main, alt], day, silent), silent)

    return made


def silent(step: str) -> Callable[[int, int], None]:
    """Watch a step and say nothing."""
    return lambda done, total: None


def body(entry: str, of: str = "", name: str = "ONE") -> dict[str, Any]:
    """Name an organisation by an entry, of a version if one is given."""
    told = {"name": name, "sort": "trafficking", "official_list": "ofac-sdn", "entry": entry}
    return told | ({"list_version": of} if of else {})


def say(node: Node, slug: str, told: dict[str, Any]) -> None:
    """Write an organisation."""
    node.propose([New("organisation", slug, told, PUBLIC)])


def test_an_entry_is_told_by_the_version_that_is_named(nodes: Pair, imported: Import) -> None:
    """An entry is held, changed, dropped or lacking, as the version named and the newest have it."""
    us = nodes.us
    assert listed(us, body("1")) is None
    old = imported("2009-01", k1="ONE", k2="TWO", k3="THREE")
    new = imported("2010-01", k1="ONE", k2="DOS", k4="FOUR")
    states = {key: listed(us, body(key, old)) for key in "12345"}
    assert {key: one.state for key, one in states.items() if one} == {
        "1": "held",
        "2": "changed",
        "3": "dropped",
        "4": "lacking",
        "5": "lacking",
    }
    changed = states["2"]
    assert changed and [(c.field, c.lost, c.gained) for c in changed.changes] == [
        ("name", ("TWO",), ("DOS",))
    ]
    unnamed = listed(us, body("4"))
    assert unnamed and unnamed.version.subject == new and unnamed.state == "held"
    assert earlier(us.shelf, us.shelf.thing(new)) == us.shelf.thing(old)
    say(us, "one", body("1", old))
    assert [one.subject for one in naming(us.shelf, version(us.shelf, new), "1")] == ["organisation/one"]


def test_entries_that_are_not_here_say_so(nodes: Pair, imported: Import) -> None:
    """Where the entries of a version have not come or were altered, that is told, and lint is silent."""
    us, subject = nodes.us, imported("2009-01", k1="ONE")
    say(us, "gone", body("9", subject))
    nodes.exchange(2)
    there = listed(nodes.mx, body("1", subject))
    assert there and there.state == "pending"
    assert unlisted(nodes.mx.shelf, nodes.mx.config.evidence) == {}
    demand_listed(nodes.mx, "organisation", body("9", subject))
    stored = path_of(us.config.evidence, us.shelf.thing(subject).get("rows_digest"))
    stored.chmod(0o600)
    stored.write_bytes(stored.read_bytes()[:-1] + b"x")
    here = listed(us, body("1", subject))
    assert here and here.state == "altered"


def test_who_is_not_on_the_list_is_refused(nodes: Pair, imported: Import) -> None:
    """A version that is named holds the entry, under a name that it has, or the record is refused."""
    us, old = nodes.us, imported("2009-01", k1="ONE, Of Many")
    for good in (
        body("1", old, "of many one"),
        body("1", old, "El Uno"),
        body("7"),
        body("7", "evidence/none"),
    ):
        demand_listed(us, "organisation", good)
    demand_listed(us, "person", {"subject": "P-0001", "list_version": ["of", "no", "form"]})
    with pytest.raises(EntryNotListed):
        demand_listed(us, "organisation", body("2", old))
    with pytest.raises(NameNotListed):
        demand_listed(us, "person", body("1", old, "Two"))
    with pytest.raises(VersionForeign):
        demand_listed(us, "person", body("1", old) | {"official_list": "un-consolidated"})
    with pytest.raises(EntryUnclear):
        say(us, "loose", {"name": "SYNTHETIC", "sort": "gang", "list_version": old})


def test_lint_finds_who_was_taken_off(nodes: Pair, imported: Import) -> None:
    """Whoever's entry the newest version does not hold is found once, at the record, with the day."""
    us, old = nodes.us, imported("2009-01", k1="ONE", k2="TWO")
    say(us, "one", body("1", old))
    say(us, "two", body("2", old, "TWO"))
    assert not [line for line in findings(us) if line.rule == "NE03"]
    imported("2010-01", k1="ONE")
    (line,) = [line for line in findings(us) if line.rule == "NE03"]
    assert line.item.subject == "organisation/two" and line.data == {"entry": "2", "day": "2010-01"}


def test_a_list_is_foreseen_against_the_version_before_it(
    nodes: Pair, imported: Import, tmp_path: Path
) -> None:
    """What a list would change is told against the version before its own day, and a later one is named."""
    us = nodes.us
    imported("2009-01", k1="ONE")
    imported("2011-01", k1="ONE", k3="THREE")
    path = tmp_path / "between.csv"
    path.write_text(f'2,"TWO",-0- ,"SDNTK"{NULL},-0- \r\n')
    found = foresee(us, look(us, [path], "2010-01", silent))
    assert found.before and found.newer
    assert (found.before.get("as_of"), found.newer.get("as_of")) == ("2009-01", "2011-01")
    assert (found.count("added"), found.count("removed")) == (1, 1) and "aliases" in found.untold
    first = foresee(us, look(us, [path], "2008-01", silent))
    assert first.before is None and first.differences == ()
