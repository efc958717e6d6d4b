"""Lists, things and records: every kind is shown, safely, and to nobody who may not see it."""

import csv
import json
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client

from ambos.kernel import tabular
from ambos.kernel.handled import handled, part
from ambos.kernel.paging import Query, page, throughout
from ambos.kernel.records import TIES
from ambos.kernel.shelf import Thing
from ambos.kernel.store.sqlite import SqliteTables
from ambos.node.assemble import KINDS
from ambos.node.proof import cosigners, parse_proof, verify_proof
from tests.faces.web.conftest import Site
from tests.faces.web.hostile import (
    MARK,
    OFFICER,
    TARGET,
    TEXTS,
    Page,
    answered,
    hostile_body,
    is_planted,
    plant,
    slug_of,
)  # fmt: skip

KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
PLANTED = sorted(name for name, kind in KINDS_BY_NAME.items() if is_planted(kind))
NUMBER = re.compile(r"[+-][0-9]+(\.[0-9]+)?", re.ASCII)
FORMULA = tuple("=+-@\t\r\n")
QUERIES = 160  # of one page, most of them of a few microseconds


@pytest.fixture(scope="module")
def planted(site: Site) -> Site:
    """The site, with hostile things in a compartment that one officer alone may enter."""
    with site.node() as node:
        plant(node)
    return site


@pytest.fixture(scope="module")
def reader(planted: Site) -> Client:
    """Whoever may see the hostile things."""
    return planted.client(OFFICER)


@pytest.fixture(scope="module")
def outsider(planted: Site) -> Client:
    """An officer who may see much, and nothing of the compartment."""
    return planted.client("secretariat")


def text_of(client: Client, path: str, status: int = 200, part: bool = False) -> str:
    """Give what a path answers."""
    answer = client.get(path, headers={"HX-Request": "true"} if part else {})
    assert answer.status_code == status, f"{path}: {answer.status_code}"
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode()


def first_of(site: Site, kind: str) -> Thing | None:
    with site.node() as node:
        return next(iter(page(node.shelf, Query(kind, limit=1)).things), None)


@pytest.mark.parametrize("kind", sorted(KINDS_BY_NAME))
def test_every_kind_has_its_pages(planted: Site, reader: Client, kind: str) -> None:
    """Any kind lists; what there is of it is shown, with its history, what refers to it and its record."""
    assert KINDS_BY_NAME[kind].name in text_of(reader, f"/things/{kind}/")
    thing = first_of(planted, kind)
    if thing is not None:
        for end in ("", "/history", "/referring"):
            assert thing.slug in text_of(reader, f"/things/{thing.subject}{end}")
        assert thing.rid in text_of(reader, f"/records/{thing.rid}")


@pytest.mark.parametrize("kind", PLANTED)
def test_no_text_of_any_kind_is_run(reader: Client, kind: str) -> None:
    """Whatever is written into any field of any kind, no page runs it, loads it or leads to it."""
    things = [f"/things/{kind}/{slug_of(at)}" for at in range(len(TEXTS))]
    shown = [reader.get(path) for path in things]
    record = reader.get(f"/records/{first_rid(shown[0].content.decode())}")
    others = [
        f"/things/{kind}/",
        f"/things/{kind}/?q={MARK}&is.%40owner=%3Cscript%3E",
        f"{things[0]}/history",
        *([f"/things/{TARGET}/{answered(KINDS_BY_NAME[kind], 0)}/history"] if kind in TIES else []),
    ]
    for answer in (*shown, record, *map(reader.get, others)):
        assert answer.status_code == 200
        assert not Page(answer.content.decode()).wrong
    if MARK in str(hostile_body(KINDS_BY_NAME[kind], 0)):  # not of codes and days alone
        assert all(MARK in answer.content.decode() for answer in (*shown, record))


def first_rid(text: str) -> str:
    return text.partition("/records/")[2][:32]


@pytest.mark.parametrize(
    "path",
    [f"/search?q={MARK}", f"/search/palette?q={MARK}", "/search?q=%22%3E%3Cscript%3E", "/search?q=alert"],
)
@pytest.mark.parametrize("part", [True, False])
def test_no_text_is_run_that_was_found(reader: Client, path: str, part: bool) -> None:
    """The search and the palette show what was found, and what was typed, as text."""
    assert not Page(text_of(reader, path, part=part)).wrong


@pytest.mark.parametrize("kind", PLANTED)
def test_who_may_not_see_learns_nothing(outsider: Client, planted: Site, kind: str) -> None:
    """No page, count, choice, search, proposal or file tells that there is something in a compartment."""
    missing = text_of(outsider, f"/things/{kind}/planted-thing-9", 404)
    for end in ("", "/history", "/referring"):
        hidden = text_of(outsider, f"/things/{kind}/{slug_of(0)}{end}", 404)
        assert [*plain(hidden)] == [*plain(missing)]
    for path in (f"/things/{kind}/", f"/things/{kind}/export.csv", f"/things/{kind}/export.json"):
        told = text_of(outsider, path)
        assert MARK not in told
        assert "planted-thing" not in told
    with planted.node() as node:
        total = page(node.shelf, Query(kind, limit=1)).total
    assert total == len(list(csv.reader(StringIO(text_of(outsider, f"/things/{kind}/export.csv"))))) - 1


def plain(page_of: str) -> Iterator[str]:
    """Give the lines of a page without the token that differs each time, and the address of the page."""
    for line in page_of.splitlines():
        if "csrfmiddlewaretoken" not in line and 'name="back"' not in line:
            yield line


@pytest.mark.parametrize("path", ["/search", "/search/palette"])
def test_a_search_finds_nothing_that_may_not_be_seen(outsider: Client, reader: Client, path: str) -> None:
    """What somebody may not see is found as little as what is not there."""
    assert "planted-thing" in text_of(reader, f"{path}?q={MARK}", part=True)
    found, missing = (text_of(outsider, f"{path}?q={word}", part=True) for word in (MARK, "nowhereatall"))
    assert found == missing


def test_records_of_a_compartment_are_not_there(planted: Site, outsider: Client) -> None:
    """A record, its proof and its verification answer whoever may not see it as if it did not exist."""
    with planted.node(OFFICER) as node:
        rid = node.shelf.thing(f"goal/{slug_of(0)}").rid
    for end in ("", "/proof.json", "/checked"):
        told = text_of(outsider, f"/records/{rid}{end}", 404)
        assert [*plain(told)] == [*plain(text_of(outsider, f"/records/{'0' * 32}{end}", 404))]


def test_nobody_sees_what_is_public_alone(site: Site) -> None:
    """Whoever has not signed in sees public things, and no officer, partner or answer of the house."""
    nobody = site.client()
    assert "/things/goal/" in text_of(nobody, "/things/")
    assert "/things/officer/" not in text_of(nobody, "/things/")
    for path in ("/things/officer/", "/things/officer/secretariat", "/things/peer/", "/things/nothing/"):
        text_of(nobody, path, 404)


@pytest.mark.parametrize("kind", sorted(KINDS_BY_NAME))
def test_an_export_is_read_back_as_it_was(planted: Site, reader: Client, kind: str) -> None:
    """A CSV file of a list holds the columns of an import, and gives each body and handling back exactly."""
    declared = KINDS_BY_NAME[kind]
    data = text_of(reader, f"/things/{kind}/export.csv").encode()
    rows = tabular.read(handled(declared), BytesIO(data), "list.csv")
    with planted.node(OFFICER) as node:
        things = {thing.slug: thing for thing in everything(node.shelf, kind)}
    assert [slug for slug, _ in rows] == sorted(things)
    for slug, row in rows:
        body, label, terms = part(row)
        assert body == dict(things[slug].body)
        assert terms == things[slug].label.terms
        assert (label.release if label else ()) == things[slug].label.release


def everything(shelf: Any, kind: str) -> list[Thing]:
    """Give all things of a kind, page by page."""
    return list(throughout(shelf, Query(kind)))


@pytest.mark.parametrize("kind", PLANTED)
def test_no_cell_of_a_file_is_run(reader: Client, kind: str) -> None:
    """No cell begins as a formula, save a number with its sign; JSON has the cells unchanged."""
    rows = csv.reader(StringIO(text_of(reader, f"/things/{kind}/export.csv")))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)]
    document = json.loads(text_of(reader, f"/things/{kind}/export.json"))
    assert document["columns"] == list(tabular.columns(handled(KINDS_BY_NAME[kind])))
    told = [cell for row in document["rows"] for cell in row.values()]
    texts = any(
        type(field.type).__name__ in ("Text", "Words", "Prose") for field in KINDS_BY_NAME[kind].fields
    )
    assert texts == any(cell.startswith("=cmd") for cell in told)


def test_what_was_ticked_is_what_is_exported(outsider: Client) -> None:
    """Only the things that were ticked go into the file, a whole page of them too; none that is not there."""
    rows = [*csv.reader(StringIO(text_of(outsider, "/things/figure/export.csv")))]
    slugs = [row[0] for row in rows[1:51]]
    picks = "&".join(f"pick={slug}" for slug in [*slugs, "nothing", slug_of(0)])
    told = [*csv.reader(StringIO(text_of(outsider, f"/things/figure/export.csv?{picks}")))]
    assert told == rows[:51]


def test_a_list_is_narrowed_and_ordered_by_its_address(reader: Client) -> None:
    """Filters, ranges, order, words and pages stand in the address; each filter can be taken away again."""
    told = text_of(reader, "/things/figure/?is.unit=firearms&from.period=2020&order=-value&q=mexico")
    assert "unit:" in told
    assert "firearms" in told
    assert 'aria-sort="descending"' in told
    assert 'href="?from.period=2020&amp;order=-value&amp;q=mexico"' in told
    assert 'rel="next"' in text_of(reader, "/things/figure/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/things/goal/?is.nothing=1", 400),
        ("/things/goal/?order=nothing", 400),
        ("/things/goal/?after=nothing", 400),
        ("/things/goal/?from.name=a", 400),
        ("/things/figure/?from.value=much", 400),
        ("/things/goal/export.csv?is.nothing=1", 400),
        ("/things/goal/?q=%00&is.%40state=%00", 200),
        ("/things/goal/?" + "&".join(f"is.name=x{at}" for at in range(300)), 200),
        ("/search?q=goal&after=nothing", 400),
        ("/search?kind=nothing&q=goal", 200),
        ("/things/nothing/", 404),
        ("/things/nothing/export.csv", 404),
        ("/records/0123", 404),
    ],
)
def test_a_wrong_address_is_refused_in_words(reader: Client, path: str, status: int) -> None:
    """What an address asks wrongly is answered with a page that says so, never with a fault."""
    assert not Page(text_of(reader, path, status)).wrong


def test_a_view_is_kept_for_its_owner_alone(site: Site, outsider: Client) -> None:
    """A list kept under a name is found again by whoever kept it, by nobody else, until it is dropped."""
    kept = outsider.post("/things/goal/views/keep", {"name": "<b>mine</b>", "query": "?q=border"})
    assert kept["Location"] == "/things/goal/?q=border"
    told = text_of(outsider, "/things/goal/")
    assert "&lt;b&gt;mine&lt;/b&gt;" in told
    other = site.client("analyst")
    assert "mine" not in text_of(other, "/things/goal/")
    number = told.partition("/views/")[2].partition("/drop")[0].rpartition("/")[2]
    drop = f"/things/goal/views/{told.split('/drop')[0].rpartition('/')[2]}/drop"
    assert number
    other.post(drop)
    assert "mine" in text_of(outsider, "/things/goal/")
    outsider.post(drop)
    assert "mine" not in text_of(outsider, "/things/goal/")


def test_a_view_needs_a_name_and_a_form(outsider: Client, site: Site) -> None:
    """A view without a name is refused, and nothing is kept by following a link, nor for nobody."""
    assert outsider.post("/things/goal/views/keep", {"name": " ", "query": ""}).status_code == 400
    assert outsider.get("/things/goal/views/keep").status_code == 405
    assert site.client().post("/things/goal/views/keep", {"name": "x"}).status_code == 302


def test_a_proof_is_a_file_that_anybody_can_check(site: Site, outsider: Client) -> None:
    """What the page of a record gives as its proof is verified by what verifies any proof."""
    thing = first_of(site, "goal")
    assert thing is not None
    proof = parse_proof(text_of(outsider, f"/records/{thing.rid}/proof.json"))
    with site.node() as node:
        proven = verify_proof(proof, node.card_of_log(proof.origin), cosigners(node))
    assert proven.statement.header.rid.hex() == thing.rid
    assert "note good" in text_of(outsider, f"/records/{thing.rid}/checked", part=True)


def test_three_clicks_lead_from_a_figure_to_its_proof(outsider: Client, site: Site) -> None:
    """The page of a figure leads to its signed record, and that to its proof."""
    thing = first_of(site, "figure")
    assert thing is not None
    assert f"/records/{thing.rid}" in text_of(outsider, f"/things/{thing.subject}")
    assert f"/records/{thing.rid}/proof.json" in text_of(outsider, f"/records/{thing.rid}")


def test_both_languages_say_it(site: Site, outsider: Client) -> None:
    """The pages of this room are in Spanish for whoever asks so, and no key stands where words should."""
    for path in ("/things/", "/things/commitment/", "/search?q=armas", "/search/palette?q=me"):
        told = outsider.get(path, headers={"accept-language": "es"}).content.decode()
        assert 'lang="es"' in told
        assert "web_things" not in told
        assert "web_search" not in told


def test_a_page_asks_the_tables_few_questions(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many things a list shows, it is made of few questions to the tables."""
    asked: list[str] = []
    execute = SqliteTables.execute

    def counting(self: SqliteTables, sql: str, parameters: Any = ()) -> Any:
        asked.append(sql)
        return execute(self, sql, parameters)

    monkeypatch.setattr(SqliteTables, "execute", counting)
    for path in ("/things/figure/", "/things/commitment/", f"/things/goal/{slug_of(0)}", "/search?q=mexico"):
        asked.clear()
        text_of(reader, path)
        assert len(asked) <= QUERIES, path
