"""The shipped public record: sound against its kinds, sourced, bilingual, and true to what was read."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import ambos.node
from ambos.kernel import tabular
from ambos.kernel.fields import Ref, Words
from ambos.kernel.kinds import Body, Kind
from ambos.node.assemble import KINDS as ALL
from ambos.values.dates import Day, Period

FOLDER = Path(ambos.node.__file__).parent / "public_record"
KINDS = {kind.name: kind for kind in ALL}
FILES = sorted(FOLDER.glob("*.csv"))
NEWEST = Day.parse("2026-02")  # the newest item that was read
FOUNDING_PAPER = "source/wayne-2020"


@cache
def rows(kind: str) -> dict[str, Body]:
    """Every row of a kind by its slug."""
    with (FOLDER / f"{kind}.csv").open("rb") as file:
        return dict(tabular.read(KINDS[kind], file, file.name))


def record() -> Iterator[tuple[Kind, str, Body]]:
    """Every row of the public record."""
    for file in FILES:
        for slug, body in rows(file.stem).items():
            yield KINDS[file.stem], f"{file.stem}/{slug}", body


def values(kind: str, **wanted: str) -> dict[str, Body]:
    """The rows whose fields have just these values."""
    return {
        slug: body
        for slug, body in rows(kind).items()
        if all(body.get(name) == value for name, value in wanted.items())
    }


def figures(indicator: str) -> set[tuple[str, str]]:
    """Period and value of every figure of an indicator."""
    found = values("figure", indicator=f"indicator/{indicator}").values()
    return {(body["period"], body["value"]) for body in found}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_rows_are_sound(file: Path) -> None:
    """Every file is named after a kind, and every row of it is a valid body of that kind."""
    assert rows(file.stem)
    for body in rows(file.stem).values():
        KINDS[file.stem].check(body)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_files_are_in_the_kinds_own_form(file: Path) -> None:
    """Reading a file and writing it again gives the same bytes."""
    assert written(KINDS[file.stem], rows(file.stem)) == file.read_bytes()


def written(kind: Kind, bodies: dict[str, Body]) -> bytes:
    stream = BytesIO()
    tabular.write(kind, bodies.items(), stream)
    return stream.getvalue()


def test_references_resolve() -> None:
    """Every reference names a row of the public record."""
    subjects = {subject for _, subject, _ in record()}
    named = [(subject, ref) for kind, subject, body in record() for ref in refs(kind, body)]
    assert not [(subject, ref) for subject, ref in named if ref not in subjects]


def refs(kind: Kind, body: Body) -> Iterator[str]:
    for field in kind.fields:
        if isinstance(field.type, Ref) and field.name in body:
            yield from body[field.name] if field.many else [body[field.name]]


def test_every_row_has_a_source_and_a_mark() -> None:
    """No statement stands without where it comes from and how it is known."""
    stated = [(subject, body) for kind, subject, body in record() if kind.name != "source"]
    assert not [subject for subject, body in stated if not body.get("sources") or "mark" not in body]


def test_every_source_is_used() -> None:
    """The list of sources holds no entry on which nothing rests."""
    used = {ref for kind, _, body in record() for ref in refs(kind, body) if ref.startswith("source/")}
    assert used == {f"source/{slug}" for slug in rows("source")}


def test_recalled_rows_say_so() -> None:
    """Whatever rests on the source ``recalled`` is marked as recalled, and shown as unverified."""
    leaning = [
        (subject, body) for _, subject, body in record() if "source/recalled" in body.get("sources", ())
    ]
    assert leaning
    assert not [subject for subject, body in leaning if body["mark"] != "recalled"]


def words() -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in two languages, with the place where it stands."""
    for kind, subject, body in record():
        for field in kind.fields:
            if isinstance(field.type, Words) and field.name in body:
                yield f"{subject} {field.name}", body[field.name]


def test_words_are_bilingual() -> None:
    """Every text stands in English and in Spanish."""
    assert not [place for place, text in words() if text.keys() != {"en", "es"}]


ENGLISH = re.compile(r"\b(the|of|and|with|from|were|was|which|their|than|by|not|for)\b")
SPANISH = re.compile(r"\b(el|los|las|del|que|para|una|por|con|y|según)\b")


@pytest.mark.parametrize(("language", "foreign"), [("es", ENGLISH), ("en", SPANISH)])
def test_languages_are_not_mixed(language: str, foreign: re.Pattern[str]) -> None:
    """No common word of one language is left in a text of the other."""
    assert not [(place, found[0]) for place, text in words() if (found := foreign.search(text[language]))]


def test_both_languages_give_the_same_numbers() -> None:
    """A translation neither drops nor changes a number of four digits or more, nor a decimal."""
    number = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+|\d{4}")
    uneven = [
        place
        for place, text in words()
        if Counter(number.findall(text["en"])) != Counter(number.findall(text["es"]))
    ]
    assert not uneven


def test_nothing_lies_after_the_newest_item_read() -> None:
    """No fact of the public record is dated later than the newest item that was read."""
    fields = ("published", "held", "decided", "said_on", "last_news", "happened", "as_of")
    dated = [(subject, name, body[name]) for _, subject, body in record() for name in fields if name in body]
    assert not [found for found in dated if Day.parse(found[2]).first > NEWEST.last]


def test_a_figure_is_not_older_than_its_period() -> None:
    """No value of a whole period was public before the period began."""
    for slug, body in rows("figure").items():
        if "as_of" in body:
            assert Day.parse(body["as_of"]).last >= Period.parse(body["period"]).first, slug


def test_a_whole_period_is_public_only_after_it() -> None:
    """A value called final or revised was published when the period, by its dates, could be over."""
    early = [
        slug
        for slug, body in rows("figure").items()
        if body["status"] in {"final", "revised"} and "as_of" in body
        and Day.parse(body["as_of"]).last < Period.parse(body["period"]).last
    ]  # fmt: skip
    assert not early


def test_figures_have_the_unit_of_their_indicator() -> None:
    """A figure counts in the unit that the reference sheet of its indicator names."""
    sheets = rows("indicator")
    for slug, body in rows("figure").items():
        sheet = sheets[body["indicator"].removeprefix("indicator/")]
        assert body["unit"] == sheet["unit"], slug


def test_shares_name_their_denominator() -> None:
    """Every indicator in percent or per head says what it is divided by."""
    sheets = rows("indicator").items()
    assert not [
        slug for slug, body in sheets if body["unit"] in {"percent", "per-100k"} and "denominator" not in body
    ]
    shares = values("figure", indicator="indicator/atf-us-sourced-percent").values()
    assert all(body.get("denominator") for body in shares)


def test_twins_differ_in_what_they_say() -> None:
    """Two figures of one indicator, period, place, scope and denominator differ in value or vintage."""
    names = ("indicator", "period", "place", "scope", "denominator", "publisher", "as_of", "status", "value")
    said = Counter(tuple(body.get(name) for name in names) for body in rows("figure").values())
    assert not [twin for twin, times in said.items() if times > 1]


# Typed from the table of CBP seizures in pounds, and the notes beneath it: indicator, period, scope, value.
CBP = [
    ("fentanyl", "FY2017", "nationwide", "1132"),
    ("fentanyl", "FY2019", "nationwide", "2800"),
    ("fentanyl", "FY2020", "nationwide", "4776"),
    ("fentanyl", "FY2021", "nationwide", "11200"),
    ("fentanyl", "FY2022", "nationwide", "14699.88"),
    ("fentanyl", "FY2022", "SW border", "14100"),
    ("fentanyl", "FY2022", "OFO only", "12493"),
    ("fentanyl", "FY2023", "nationwide", "27000"),
    ("fentanyl", "FY2024", "nationwide", "21889"),
    ("fentanyl", "FY2024", "SW border", "21148"),
    ("fentanyl", "FY2024", "northern border", "43"),
    ("fentanyl", "2024-10/2025-04", "nationwide", "7700"),
    ("fentanyl", "FY2025", "nationwide", "11500"),
    ("fentanyl", "FY2025", "nationwide", "12000"),
    ("fentanyl", "2024-10/2025-01", "nationwide", "5409"),
    ("fentanyl", "2023-10/2024-01", "nationwide", "6932"),
    ("fentanyl", "2022-10/2023-01", "nationwide", "8673"),
    ("fentanyl", "2025-01/2025-08", "nationwide", "6873"),
    ("meth", "FY2017", "nationwide", "54393"),
    ("meth", "FY2021", "nationwide", "192000"),
    ("meth", "FY2024", "nationwide", "174197"),
    ("meth", "2024-10/2025-03", "nationwide", "61034"),
    ("heroin", "FY2017", "nationwide", "4579"),
    ("heroin", "FY2021", "nationwide", "5400"),
    ("cocaine", "FY2021", "nationwide", "97000"),
    ("cocaine", "FY2024", "nationwide", "68000"),
    ("cocaine", "2024-10/2025-03", "nationwide", "35674"),
    ("all-drugs", "FY2022", "nationwide", "655780"),
    ("all-drugs", "FY2023", "nationwide", "549238"),
    ("all-drugs", "FY2024", "nationwide", "573469"),
    ("all-drugs", "2024-10/2025-03", "nationwide", "251069"),
]


def test_cbp_series_is_whole() -> None:
    """Every value of the seizure table is there under its own scope, and no other."""
    slugs = {drug for drug, *_ in CBP}
    shipped = [
        (drug, body["period"], body["scope"], body["value"])
        for drug in slugs
        for body in values("figure", indicator=f"indicator/cbp-{drug}-lb").values()
    ]
    assert sorted(shipped) == sorted(CBP)


DISAGREEMENTS = [
    ("extraditions-mx-us", "2008", {"85", "95"}),
    ("extraditions-mx-us", "2009", {"100", "107"}),
    ("inegi-homicides", "2024", {"33241", "33550"}),
    ("inegi-homicides", "2019-H1", {"17198", "17776"}),
    ("sesnsp-homicide-victims", "2025", {"20674", "23760"}),
    ("sesnsp-homicide-victims", "2019", {"34500", "34582", "34720"}),
    ("sesnsp-homicide-victims", "2023", {"29405", "29713"}),
    ("us-overdose-deaths", "2023", {"105007", "110037"}),
    ("us-overdose-deaths", "2024", {"79384", "80391"}),
    ("us-overdose-deaths", "2020", {"91799", "93331", "93700"}),
    ("us-synthetic-opioid-deaths", "2023", {"72776", "76282"}),
    ("atf-us-sourced-percent", "2009-01/2014-12", {"70.28", "80.8"}),
    ("extraditions-pending", "2014", {"86", "118"}),
]


@pytest.mark.parametrize(("indicator", "period", "wanted"), DISAGREEMENTS)
def test_disagreements_are_kept(indicator: str, period: str, wanted: set[str]) -> None:
    """Where sources or vintages disagree, every value is kept."""
    assert {value for when, value in figures(indicator) if when == period} == wanted


SPOTS = [
    ("us-synthetic-opioid-deaths", "2021", "70601"),
    ("us-overdose-rate", "2024", "23.1"),
    ("inegi-homicides", "2012-H1", "13181"),
    ("inegi-homicides", "2023-H1", "15082"),
    ("sesnsp-homicide-victims", "2018", "33743"),
    ("mx-homicides-per-day", "2025-12", "52.4"),
    ("ensu-unsafe-percent", "2019-12", "72.9"),
    ("ensu-unsafe-percent", "2025-12", "63.8"),
    ("atf-traced", "2018-01/2023-12", "136894"),
    ("atf-us-sourced", "2017-01/2022-12", "83560"),
    ("extraditions-mx-us", "2022", "78"),
    ("transfers-mx-us", "2026-01-20", "37"),
    ("extraditions-us-mx", "2008", "32"),
    ("uif-blocked-mxn-m", "2022", "447.7"),
    ("wiretaps-us", "2021", "1102"),
    ("mx-drugs-t", "2024-10/2025-02", "112.8"),
    ("us-assistance-usd-bn", "2007-10/2021-09", "3.5"),
]


@pytest.mark.parametrize(("indicator", "period", "value"), SPOTS)
def test_spots_of_the_other_series(indicator: str, period: str, value: str) -> None:
    """Values picked from every other series stand as they were read."""
    assert (period, value) in figures(indicator)


def test_arithmetic_agrees() -> None:
    """Shares and sums that can be recomputed from shipped values come out as shipped."""
    traced, sourced = Decimal(136894), Decimal(91896)
    assert ("2018-01/2023-12", str(round(100 * sourced / traced, 2))) in figures("atf-us-sourced-percent")
    transfers = values("figure", indicator="indicator/transfers-mx-us", status="final").values()
    total = sum(int(body["value"]) for body in transfers)
    assert ("2025-02/2026-01", str(total)) in figures("transfers-mx-us")
    released = round(100 * Decimal(41300) / Decimal(48407), 1)
    assert ("2014-01/2024-12", str(released)) in figures("uif-released-percent")


@pytest.mark.parametrize("name", ["mx-detained", "mx-drugs-t", "mx-firearms", "mx-labs"])
def test_running_totals_never_fall(name: str) -> None:
    """A total since 1 October 2024 has five cut-offs and grows with each."""
    found = values("figure", indicator=f"indicator/{name}", status="cumulative").values()
    totals = [Decimal(body["value"]) for body in sorted(found, key=lambda body: body["as_of"])]
    assert len(totals) == 5
    assert totals == sorted(totals)


def test_overdose_target_holds_its_trap() -> None:
    """Level and percentage fit the provisional baseline that the target is pinned to, not the final count."""
    target = rows("target")["us-overdose-deaths-2025"]
    baseline = rows("baseline")[target["baseline"].removeprefix("baseline/")]
    final = rows("figure")["us-overdose-deaths-2020-final"]
    factor = 1 + Decimal(target["change_percent"]) / 100
    gaps = [abs(Decimal(body["value"]) * factor - Decimal(target["value"])) for body in (baseline, final)]
    assert (target["value"], target["change_percent"], target["deadline"]) == ("81000", "-13", "2025-12-31")
    assert gaps[0] < 250 < 1000 < gaps[1]


def test_baselines_equal_their_figures() -> None:
    """A baseline has the indicator, period and value of the figure it is pinned to."""
    for slug, body in rows("baseline").items():
        pinned = rows("figure")[body["figure"].removeprefix("figure/")]
        for name in ("indicator", "period", "value"):
            assert body[name] == pinned[name], slug


FRAMEWORKS = {
    "merida-2008": (None, "2008"),
    "ganseg-2019": ("merida-2008", "2019-08-27"),
    "bicentennial-2021": ("ganseg-2019", "2021-10-08"),
    "sig-2025": ("bicentennial-2021", "2025-09-03"),
}


def test_frameworks_follow_each_other() -> None:
    """Each framework continues the one before; none has a promised number of months between meetings."""
    shipped = {
        slug: (body.get("continues", "").removeprefix("framework/") or None, body["started"])
        for slug, body in rows("framework").items()
    }
    assert shipped == FRAMEWORKS
    assert not [slug for slug, body in rows("framework").items() if "cadence_months" in body]


def test_lineage_runs_forward_in_time() -> None:
    """A commitment continues one that was said before it."""
    commitments = rows("commitment")
    for slug, body in commitments.items():
        if "continues" in body:
            earlier = commitments[body["continues"].removeprefix("commitment/")]
            assert Day.parse(earlier["said_on"]).first <= Day.parse(body["said_on"]).last, slug


@pytest.mark.parametrize("area", ["arms", "extradition", "finance"])
def test_recurring_promises_are_joined(area: str) -> None:
    """Arms, extradition and finance were promised under all three frameworks, joined by lineage."""
    newest = values("commitment", framework="framework/sig-2025", area=area).values()
    assert any(len(list(ancestors(body))) == 2 for body in newest)


def ancestors(body: Body) -> Iterator[Any]:
    while "continues" in body:
        body = rows("commitment")[body["continues"].removeprefix("commitment/")]
        yield body


HELD = {
    "2019-10", "2019-12", "2020-01-15", "2021-10-08", "2021-12-14", "2022-04-27", "2022-10-14", "2023-10-05",
    "2024-02", "2025-09-26", "2025-12-11", "2026-01-23",
}  # fmt: skip
DUE = {
    "ganseg-prosecutors-meeting": "2020-02",
    "bicentennial-action-plan": "2024",
    "sig-ministerial-2026-02": "2026-02",
}


def test_dates_of_the_dialogue() -> None:
    """The meetings on record are there by their days; only three commitments were given a date."""
    assert {body["held"] for body in rows("meeting").values()} == HELD
    assert {slug: body["due"] for slug, body in rows("commitment").items() if "due" in body} == DUE


def test_action_plan_numbers() -> None:
    """The plan of 2022 has its 3 goals, 11 areas, 26 objectives and 102 actions, in each language."""
    told = rows("commitment")["bicentennial-action-plan"]["sentence"]
    for text in told.values():
        assert [int(number) for number in re.findall(r"\b\d{1,3}\b", text)] == [3, 11, 26, 102]
    assert len(values("goal", framework="framework/bicentennial-2021")) == 3
    assert len(rows("cooperation-area")) == 11


def test_the_founding_paper_is_told_whole() -> None:
    """Each figure and dated event that the founding paper names has a row that cites it."""
    told = {body["value"] for body in rows("figure").values() if FOUNDING_PAPER in body["sources"]}
    assert told == {"28", "80", "-75", "34500", "72.9", "25000", "56000", "150000", "10", "20"}
    days = {body["happened"] for body in rows("event").values() if FOUNDING_PAPER in body["sources"]}
    assert {"2019-08-08", "2019-08-27", "2019-10", "2019-11", "2019-12", "2020-01-10", "2020-01-15"} <= days
