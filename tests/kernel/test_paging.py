"""Pages, counts, facets and searches give what a plain reading of everything gives, on both back ends."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.kernel.access import NOBODY
from ambos.kernel.acts import New
from ambos.kernel.columns import ColumnUnknown, ValueUnfit, ordered
from ambos.kernel.facets import facets
from ambos.kernel.joint import COUNTERSIGNS, WITHDRAWS
from ambos.kernel.paging import CursorInvalid, Filter, FilterUnfit, Page, Query, count, page
from ambos.kernel.searching import search
from ambos.kernel.shelf import Shelf, Thing
from ambos.kernel.words import words_of
from ambos.testing.pair import Pair, pair
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label

NAMES = (
    "Ángel",
    "angela",
    "Zacatecas",
    "zócalo",
    "Ñandú",
    "nandu",
    "50 % de avance",
    "it's",
    "a; b",
    "Éxito",
)
SORTS = ("visit", "announcement", "incident")
LABELS = (PUBLIC, OWNER_ONLY, Label(("MX",)), Label(compartment="chapter-9"))
COUNT = 60


def event(number: int) -> New:
    """Give one of many events that differ in every column."""
    body: dict[str, Any] = {
        "happened": ("2024", "2024-03", "2024-03-05", "2025-11")[number % 4],
        "name": {"en": f"{NAMES[number % len(NAMES)]} {number // 20}"},
        "sort": SORTS[number % len(SORTS)],
    }
    body |= {"note": {"es": f"Nota {NAMES[number % 7]}"}} if number % 2 else {}
    body |= {"sources": [f"source/s{number % 3}", f"source/s{number % 5 + 3}"]} if number % 3 else {}
    return New("event", f"e{number:03}", body, LABELS[number % len(LABELS)])


@pytest.fixture(scope="module", params=("sqlite", "postgres"))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A house of events of both parties, some withdrawn, and two-key facts that wait."""
    stores = {}
    if request.param == "postgres":
        stores = {"US": request.getfixturevalue("postgres").create_database("paging")}
    with pair(tmp_path_factory.mktemp("paging"), stores) as made:
        roles = {"name": "S", "roles": ["secretariat"], "compartments": ["chapter-9"]}
        made.us.enrol("secretariat", roles | {"vetted_until": "2030-01-01"})
        made.us.propose([event(number) for number in range(COUNT)])
        made.mx.propose([New("event", "theirs", event(2).body, Label(("US",)))])
        frameworks = [New("framework", f"f{n}", {"name": {"en": f"F {n}"}}) for n in range(4)]
        made.us.propose(frameworks[:2])
        made.mx.propose(frameworks[2:])
        made.exchange(2)
        made.us.answer(WITHDRAWS, [made.us.shelf.thing("event/e007").rid], {"reason": "r"})
        made.us.answer(COUNTERSIGNS, [made.us.shelf.thing("framework/f2").rid], {})
        yield made


def shelves(made: Pair) -> dict[str, Shelf]:
    """Give the shelves of somebody who is vetted and of nobody."""
    shelf = made.us.shelf
    return {"vetted": shelf, "nobody": Shelf(made.us.parts.tables, shelf.register, NOBODY, shelf.today)}


KEYS: dict[str, Callable[[Thing], Any]] = {
    "": lambda thing: thing.subject,
    "@state": lambda thing: thing.state,
    "@owner": lambda thing: thing.owner,
    "happened": lambda thing: thing.get("happened"),
    "name.en": lambda thing: ordered(thing.get("name")["en"]),
    "name.es": lambda thing: ordered(thing.get("name")["en"]),
    "note.es": lambda thing: ordered((thing.get("note") or {}).get("es", "")),
    "sort": lambda thing: thing.get("sort"),
}
FILTERS: dict[Filter, Callable[[Thing], bool]] = {
    Filter("sort", ("visit",)): lambda thing: thing.get("sort") == "visit",
    Filter("sort", ("visit", "incident")): lambda thing: thing.get("sort") in ("visit", "incident"),
    Filter("@owner", ("MX",)): lambda thing: thing.owner == "MX",
    Filter("@state", ("stated",)): lambda thing: thing.state == "stated",
    Filter("mark", ("",)): lambda thing: thing.get("mark") is None,
    Filter("sources", ("s1", "source/s4")): lambda thing: bool(
        {"source/s1", "source/s4"} & set(thing.get("sources") or ())
    ),
    Filter("happened", least="2024-03", most="2024"): lambda thing: (
        thing.get("happened")[:4] == "2024" and len(thing.get("happened")) > 4
    ),
    Filter("happened", most="2024-03"): lambda thing: thing.get("happened")[:7] <= "2024-03",
    Filter("name.en", ("ANGEL 0",)): lambda thing: ordered(thing.get("name")["en"]) == "angel 0",
}


def walked(shelf: Shelf, query: Query) -> list[str]:
    """Give all that a query finds by walking its pages to the end, and demand the same on the way back."""
    pages: list[Page] = [page(shelf, query)]
    while pages[-1].more:
        pages.append(page(shelf, Query(**{**vars(query), "after": pages[-1].more})))
    there = [[thing.subject for thing in each.things] for each in pages]
    back = [there[-1]]
    cursor = pages[-1].back
    while cursor:
        each = page(shelf, Query(**{**vars(query), "after": cursor}))
        back.insert(0, [thing.subject for thing in each.things])
        cursor = each.back
    assert back == there and pages[0].back == ""
    return [subject for each in there for subject in each]


@settings(max_examples=60)
@given(
    who=st.sampled_from(("vetted", "nobody")),
    order=st.sampled_from(list(KEYS)),
    descending=st.booleans(),
    where=st.lists(st.sampled_from(list(FILTERS)), max_size=2, unique=True),
    text=st.sampled_from(("", "angel", "zocalo 1", "nota a", "50 de av", "nothing")),
    limit=st.sampled_from((1, 7, 50)),
)
def test_pages_are_cuts_of_the_whole(
    made: Pair, who: str, order: str, descending: bool, where: list[Filter], text: str, limit: int
) -> None:
    """Pages there and back hold each visible thing that matches once, in order, and their total is right."""
    shelf = shelves(made)[who]
    query = Query("event", tuple(where), text, order, descending, limit=limit)
    matching = [
        thing
        for thing in shelf.things("event")
        if all(FILTERS[each](thing) for each in where) and has(thing, text)
    ]
    expected = sorted(matching, key=lambda thing: (KEYS[order](thing), thing.subject), reverse=descending)
    assert walked(shelf, query) == [thing.subject for thing in expected]
    assert page(shelf, query).total == len(expected)


def has(thing: Thing, text: str) -> bool:
    """Say whether every word of a text stands in a thing, the last one as a beginning."""
    said = [thing.slug, *thing.get("name").values(), *(thing.get("note") or {}).values()]
    words = [word for each in said for word in words_of(each)]
    *whole, last = words_of(text) or [""]
    if len(last) == 1:
        return {*whole, last} <= set(words)
    return set(whole) <= set(words) and any(word.startswith(last) for word in words)


@pytest.mark.parametrize("who", ("vetted", "nobody"))
@pytest.mark.parametrize("where", [(), *((each,) for each in FILTERS)])
def test_facets_count_what_is_seen(made: Pair, who: str, where: tuple[Filter, ...]) -> None:
    """A facet counts the visible things of each value, under the other columns' filters and not its own."""
    shelf = shelves(made)[who]
    for facet in facets(shelf, Query("event", where)):
        others = [each for each in where if each.column != facet.column]
        things = [thing for thing in shelf.things("event") if all(FILTERS[each](thing) for each in others)]
        values = [cells(thing, facet.column) for thing in things]
        assert dict(facet.values) == Counter(value for each in values for value in each)


def cells(thing: Thing, column: str) -> list[str]:
    """Give the cells of a thing in a column."""
    if column.startswith("@"):
        return [{"@state": thing.state, "@owner": thing.owner}[column]]
    value = thing.get(column)
    values = value if isinstance(value, list) else [value or ""]
    return [each.removeprefix("source/") for each in values] or [""]


def test_the_newest_come_first(made: Pair) -> None:
    """Ordered by time, what was signed last comes first, and last where the order is turned."""
    things = page(made.us.shelf, Query("event", order="@newest")).things
    assert [t.time for t in things] == sorted((t.time for t in things), reverse=True)
    turned = page(made.us.shelf, Query("event", order="@newest", descending=True)).things
    assert [t.time for t in turned] == sorted(t.time for t in turned)


def test_what_waits_for_us(made: Pair) -> None:
    """What the partner proposes and we have not answered waits; what we propose, or answered, does not."""
    waiting = page(made.us.shelf, Query("framework", (Filter("@waits"),)))
    assert [thing.slug for thing in waiting.things] == ["f3"] and waiting.total == 1


def test_a_proposal_beside_what_stands_waits(tmp_path: Path) -> None:
    """A partner's revision of what is agreed waits for us, and our own does not."""
    with pair(tmp_path) as made:
        made.us.propose([New("framework", "f", {"name": {"en": "F"}})])
        made.exchange(2)
        made.mx.answer(COUNTERSIGNS, [made.mx.shelf.thing("framework/f").rid], {})
        made.mx.revise("framework/f", {"abbreviation": "F"})
        made.exchange(2)
        assert page(made.us.shelf, Query("framework", (Filter("@waits"),))).total == 1
        assert page(made.mx.shelf, Query("framework", (Filter("@waits"),))).total == 0


@pytest.mark.parametrize("cursor", ("x", "e30", "W10", "!", "ñ", "bnVsbA", "W1tdXQ", "/" * 500))
def test_an_altered_cursor_is_refused(made: Pair, cursor: str) -> None:
    """A cursor that no list gave out is refused, and so is one of another order."""
    with pytest.raises(CursorInvalid):
        page(made.us.shelf, Query("event", after=cursor))
    given_out = page(made.us.shelf, Query("event", limit=1)).more
    with pytest.raises(CursorInvalid):
        page(made.us.shelf, Query("event", order="sort", after=given_out))


@given(st.text(min_size=1, max_size=60))
def test_any_cursor_is_refused(made: Pair, cursor: str) -> None:
    """Whatever else is handed in as a cursor is refused with an error of ours."""
    with pytest.raises(CursorInvalid):
        page(made.us.shelf, Query("event", after=cursor))


@pytest.mark.parametrize(
    ("where", "error"),
    [
        (Filter("nmae", ("x",)), ColumnUnknown),
        (Filter("name.fr", ("x",)), ColumnUnknown),
        (Filter("sort", least="a"), FilterUnfit),
    ],
)
def test_what_a_kind_has_not_is_refused(made: Pair, where: Filter, error: type[Exception]) -> None:
    """A column that is not there, or that has no range, is refused by name."""
    with pytest.raises(error):
        page(made.us.shelf, Query("event", (where,)))


def test_a_number_is_a_number(made: Pair) -> None:
    """A column of numbers is not narrowed to what is no number."""
    with pytest.raises(ValueUnfit):
        page(made.us.shelf, Query("figure", (Filter("value", ("many",)),)))


@given(st.text(alphabet="'\"%*:;\\(){}^+-~|&!<>, aÁñ", max_size=30))
def test_any_text_may_be_sought(made: Pair, text: str) -> None:
    """Whatever is typed is looked for, and nothing of it is taken for a command."""
    shelf = made.us.shelf
    search(shelf, text)
    assert page(shelf, Query("event", (Filter("name.en", (text,)),))).total == 0 or text


def test_a_search_finds_names_first(made: Pair) -> None:
    """What is named so comes before what speaks of it, each once, however long the pages are."""
    shelf = made.us.shelf
    whole = [hit.thing.subject for hit in search(shelf, "angel", limit=100).hits]
    named = [bool(set(words_of(shelf.thing(s).get("name")["en"])) & {"angel", "angela"}) for s in whole]
    assert named == sorted(named, reverse=True) and len(set(whole)) == len(whole) and not all(named)
    walked, more = list[str](), ""
    while True:
        found = search(shelf, "angel", limit=3, after=more)
        walked += [hit.thing.subject for hit in found.hits]
        if not (more := found.more):
            break
    assert walked == whole
    assert set(whole) == {t.subject for t in shelf.things("event") if has(t, "angel")}


def test_snippets_mark_what_was_sought(made: Pair) -> None:
    """A snippet holds the word that was sought as it is written, and marks it alone."""
    for hit in search(made.us.shelf, "zocalo").hits:
        assert [text for text, sought in hit.parts if sought] == ["zócalo"]


def test_what_is_withdrawn_is_not_listed(made: Pair) -> None:
    """A withdrawn thing is in no page, no count and no search, and can still be opened by its name."""
    shelf = made.us.shelf
    assert shelf.thing("event/e007").state == "withdrawn"
    assert "event/e007" not in walked(shelf, Query("event"))
    assert count(shelf, "event") == COUNT
    assert search(shelf, "e007").hits == []


def test_a_fold_made_anew_is_the_same(made: Pair) -> None:
    """Tables of sights and words come out equal when they are folded anew."""
    before = made.us.projection.digests()
    made.us.rebuild()
    assert made.us.projection.digests() == before and {"sight", "word"} <= before.keys()


def test_large_kinds_are_indexed(made: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the indexes of a large kind the same pages come."""
    monkeypatch.setattr("ambos.kernel.columns.LARGE", 10)
    before = [walked(made.us.shelf, Query("event", order=order, limit=9)) for order in KEYS]
    made.us.rebuild()
    assert [walked(made.us.shelf, Query("event", order=order, limit=9)) for order in KEYS] == before
