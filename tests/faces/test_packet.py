"""The review packet: four editions, each in two languages, as a page, as a PDF and as plain data."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from pypdf import PdfReader
from rich.console import Console

from ambos.analysis.studies.judgements import FanPoint, Outlook
from ambos.analysis.studies.lines import Review
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.review import review
from ambos.faces.reports.blocks import BADGE, IDENT, NAME, TEXT, Charts, Document, Line, Table
from ambos.faces.reports.charts import series_svg, vintages
from ambos.faces.reports.document import PARTS, document, of_groups
from ambos.faces.reports.editions import EDITIONS
from ambos.faces.reports.page import page
from ambos.faces.reports.pdf import fitted, pages, pdf
from ambos.faces.reports.render import FORMATS, render
from ambos.faces.reports.sparks import BARS, series_terminal
from ambos.faces.reports.summary import OUTPUT, every_line
from ambos.faces.reports.voice import Voice
from ambos.i18n import LANGUAGES, Language
from ambos.node.stamps import Stamped
from ambos.values.dates import Period
from tests.faces.judged import PUBLIC_STAMP, STAMP, goals_of, judged, targeted
from tests.partnership import public_record

LAID = (
    ("minister", "en"), ("minister", "es"), ("cochair", "es"),
    ("auditor", "es"), ("public", "en"),
)  # fmt: skip
HEARD = ("/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/P")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """The review of the public record."""
    with public_record(tmp_path_factory.mktemp("record")) as node:
        return review(node.shelf)


@pytest.fixture(scope="module")
def packet(reviewed: Review) -> Packet:
    """A packet of a few lines of every sort, so that pages are soon typeset."""
    frameworks = tuple(
        replace(one, goals=one.goals[:2], commitments=one.commitments[:4]) for one in reviewed.frameworks
    )
    few = {name: getattr(reviewed, name)[:3] for name in ("disagreements", "revisions", "untied", "unframed")}
    return judged(replace(reviewed, frameworks=frameworks, **few))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture(scope="module", params=LAID, ids="-".join)
def laid(request: pytest.FixtureRequest, packet: Packet) -> Document:
    """Each edition, the shortest in both languages, the others in one."""
    edition, code = request.param
    stamp = PUBLIC_STAMP if edition == "public" else STAMP
    return fitted(packet, EDITIONS[edition], Language(code), stamp)


@pytest.fixture(scope="module")
def printed(laid: Document) -> PdfReader:
    return PdfReader(BytesIO(pdf(laid)))


def tables(laid: Document) -> Iterator[Table]:
    return (block for part in laid.sections for block in part.blocks if isinstance(block, Table))


def cells(laid: Document) -> Iterator[tuple[Line, ...]]:
    return (cell for table in tables(laid) for row in table.rows for cell in row)


def resources(sheet: Any) -> Any:
    return sheet["/Resources"]


def structure(element: Any) -> Iterator[Any]:
    """Give every element below one of a PDF's structure tree."""
    below = element.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from structure(found)


def test_the_pdf_can_be_heard(printed: PdfReader, laid: Document) -> None:
    """It is tagged, names its language and title, has headings, table headers, and words for each drawing."""
    root: Any = printed.root_object
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith(laid.language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert printed.metadata is not None and laid.title in str(printed.metadata.title)
    elements = list(structure(root["/StructTreeRoot"]))
    assert set(HEARD) <= {element["/S"] for element in elements}
    figures = [element for element in elements if element["/S"] == "/Figure"]
    drawn = [
        chart
        for part in laid.sections
        for block in part.blocks
        if isinstance(block, Charts)
        for chart in block.charts
    ]
    assert [figure["/Alt"] for figure in figures] == [chart.alt for chart in drawn]


def test_the_pdf_says_what_the_document_says(printed: PdfReader, laid: Document) -> None:
    """Its text can be taken out, with every heading and every name in order of the document."""
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in printed.pages)
    said = "".join(text.split())
    for section in laid.sections:
        assert "".join(section.heading.split()) in said
    names = [line.text for cell in cells(laid) for line in cell if line.sort == NAME]
    assert names and not [name for name in names if "".join(name.split()) not in said]


def test_the_pdf_brings_its_fonts(printed: PdfReader) -> None:
    """No font is asked of the machine that shows it, and none was taken from the one that made it."""
    fonts = [font.get_object() for sheet in printed.pages for font in resources(sheet)["/Font"].values()]
    names = {str(font["/BaseFont"]) for font in fonts}
    assert names and all("Libertinus" in name or "DejaVu" in name for name in names)
    embedded = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & descriptor.keys() for descriptor in embedded)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_state_gives_the_same_bytes(packet: Packet, edition: str, form: str) -> None:
    """Two makings of one edition from one state of the logs are equal, byte for byte."""
    made = Stamped(packet, STAMP)
    one, other = (render(made, EDITIONS[edition], Language("es"), form) for _ in range(2))
    assert one == other


def test_the_stamp_is_all_that_a_longer_log_changes(packet: Packet) -> None:
    """With other heads and the same content, two pages differ in the sizes and roots alone."""
    longer = replace(STAMP, heads=tuple(replace(head, size=7, root="ee" * 32) for head in STAMP.heads))
    one, other = (
        page(document(packet, EDITIONS["auditor"], Language("en"), stamp)) for stamp in (STAMP, longer)
    )
    assert one != other
    for head in STAMP.heads:
        one = one.replace(head.root, "ee" * 32).replace(f">{head.size}<", ">7<")
    assert one == other.replace(">3<", ">7<").replace(">2<", ">7<")


@pytest.mark.parametrize("many", [0, 1, 8, 60])
def test_the_ministers_edition_has_two_pages(reviewed: Review, language: Language, many: int) -> None:
    """However much there is to decide, it keeps to two pages, decisions first, and says what is left out."""
    packet = judged(reviewed, many)
    laid = fitted(packet, EDITIONS["minister"], language, STAMP)
    assert pages(laid) == 2
    assert [section.key for section in laid.sections][:3] == ["asks", "headline", "scorecard"]
    shown = next(tables(laid)) if many else None
    if shown is not None and len(shown.rows) < many:
        left = str(many - len(shown.rows))
        assert left in next(s for s in laid.sections if s.key == "asks").blocks[-1].line.text  # type: ignore[union-attr]


def test_every_status_says_why(laid: Document) -> None:
    """No status of a goal stands without a reason, and a telling one says what would change it."""
    for table in tables(laid):
        badges = [row for row in table.rows if row[0] and row[0][0].sort == BADGE and table.head == 1]
        for row in badges:
            assert any(line.text for cell in row[1:] for line in cell if line.sort != IDENT)
    scorecard = next(part for part in laid.sections if part.key == "scorecard")
    rows = [row for block in scorecard.blocks if isinstance(block, Table) for row in block.rows]
    assert rows and all(any(line.sort == TEXT and line.text for line in row[2]) for row in rows)


def test_a_probability_is_shown_with_what_it_rests_on(packet: Packet, language: Language) -> None:
    """Wherever the target stands, so do its probability, interval, base rate and turning value."""
    laid = document(packet, EDITIONS["cochair"], language, STAMP)
    line = targeted(packet.review)
    shown = [cell for cell in cells(laid) if any(part.text == line.item.subject for part in cell)]
    said = " ".join(part.text for cell in shown for part in cell)
    assert "71" in said and "50" in said and "8" in said


def test_outputs_are_called_outputs(packet: Packet, laid: Document) -> None:
    """Wherever the name of an output stands above its id, it carries the label."""
    outputs = {line.item.subject for line in every_line(packet.review) if line.sort == OUTPUT}
    named = [
        (name, following.text)
        for cell in cells(laid)
        for at, name in enumerate(cell)
        for following in [next((line for line in cell[at:] if line.sort == IDENT), None)]
        if name.sort == NAME and following is not None
    ]
    shown = [name for name, subject in named if subject in outputs]
    assert shown or laid.edition == "minister"
    assert all(OUTPUT in {tag.code for tag in name.tags} for name in shown)


def test_every_part_is_in_some_edition() -> None:
    """Each part is made, and each edition asks only for parts that there are."""
    wanted = {part for edition in EDITIONS.values() for part in edition.parts}
    assert wanted == set(PARTS)


def test_the_auditors_edition_opens_every_number(packet: Packet, language: Language) -> None:
    """Each figure that stands in it is listed with its record, and the way to verify it is there."""
    laid = document(packet, EDITIONS["auditor"], language, STAMP)
    listed = next(part for part in laid.sections if part.key == "pedigree")
    ids = {
        line.text
        for block in listed.blocks
        if isinstance(block, Table)
        for row in block.rows
        for line in row[0]
    }
    shown = {line.text for cell in cells(laid) for line in cell if line.text.startswith("figure/")}
    assert shown <= ids
    text = page(laid)
    assert all(head.root in text for head in STAMP.heads)
    assert all(fingerprint in text for _, fingerprint in STAMP.fingerprints)


def test_the_cochairs_edition_keeps_to_their_groups(packet: Packet) -> None:
    """Of a co-chair's groups only their frameworks are shown; without any, all are."""
    first = next(one for one in packet.review.frameworks if one.groups)
    group = first.groups[0].subject.partition("/")[2]
    kept = of_groups(packet, frozenset({group})).review.frameworks
    assert kept == (first,)
    assert of_groups(packet, frozenset()) == packet


def test_vintages_are_told_from_contradictions(reviewed: Review) -> None:
    """Every other value of a series is either, and what another publisher says is never a vintage."""
    for series in reviewed.series:
        earlier, contradicting = vintages(series)
        assert sorted(map(str, [*earlier, *contradicting])) == sorted(map(str, series.others))
        publishers = {(one.period, one.place): one.publisher for one in series.figures}
        assert all(publishers[one.period, one.place] == one.publisher for one in earlier)


def test_the_fan_is_drawn_where_there_is_a_forecast(packet: Packet, language: Language) -> None:
    """The chart of an indicator with a forecast differs from the one without; its words say the chance."""
    bare = replace(packet, outlooks={})
    drawn = [
        {
            chart.alt: chart.svg
            for part in document(each, EDITIONS["minister"], language, STAMP).sections
            for block in part.blocks
            if isinstance(block, Charts)
            for chart in block.charts
        }
        for each in (packet, bare)
    ]
    assert len(set(drawn[0].values()) - set(drawn[1].values())) == 1
    assert any("71" in alt for alt in drawn[0].keys() - drawn[1].keys())


def test_a_forecast_of_another_span_is_not_drawn(packet: Packet, language: Language) -> None:
    """Months are no part of a chart of years: a fan of months leaves the drawing as it was without one."""
    line = targeted(packet.review)
    series = next(one for one in packet.review.series if one.indicator.item.subject == line.item.subject)
    voice = Voice(language, packet.review.today)
    month = Period.parse("2027-01")
    fan = (FanPoint(month, *[series.figures[-1].value / 12] * 5),)
    monthly = Outlook("any", fan=fan)
    assert series.figures[-1].period.months == 12
    assert series_svg(series, line, monthly, voice) == series_svg(series, line, None, voice)


def test_every_series_has_its_line_in_the_terminal(packet: Packet, language: Language) -> None:
    """Each series of the review stands there with its id and its bars."""
    printed = StringIO()
    Console(file=printed, width=200).print(series_terminal(packet, language))
    text = printed.getvalue()
    assert all(series.indicator.item.subject in text for series in packet.review.series)
    assert set(BARS) & set(text)


def test_plain_data_holds_the_whole_packet(packet: Packet) -> None:
    """The JSON of an edition has the stamp, the review and every judgement, and no bare float."""
    plain = json.loads(render(Stamped(packet, STAMP), EDITIONS["auditor"], Language("en"), "json"))
    assert plain["stamp"]["heads"][0]["size"] == 3
    assert {"series", "headline", "outlooks", "asks", "effects", "findings"} <= plain.keys()
    assert len(plain["frameworks"]) == len(packet.review.frameworks)
    assert len(goals_of(packet.review)) == len(plain["goals"])
