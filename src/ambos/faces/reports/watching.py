"""What the watch over integrity says in words: alarms with their reasons, and an exposure as a document."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from ambos.analysis.studies.unusual import Alarm, Compared
from ambos.faces.reports.blocks import (
    FINE,
    IDENT,
    TEXT,
    VALUE,
    Block,
    Document,
    Items,
    Line,
    Paragraph,
    Section,
    Table,
    Tiles,
)
from ambos.faces.reports.shown import Shown
from ambos.kernel.shelf import Thing
from ambos.node.access_reviews import digest_of
from ambos.node.exposing import Danger, Exposure, Reach, Sighting

CAVEATS: Final = ("outside", "newest", "names", "partner")
TOTALS: Final = ("did_see", "readings", "exported", "signed", "named_in", "at_risk")
COUNTS: Final = ("could_see", "did_see", "exported", "signed", "at_risk")


def chance(probability: float, shown: Shown) -> str:
    """Say how unlikely something is, as one in so many."""
    if probability >= 0.5:
        return shown.say("integrity", "chance.usual")
    times = min(round(1 / max(probability, 1e-12)), 10**9)
    return shown.say("integrity", "chance.one-in", times=shown.formats.number(times))


def alarm_sentence(alarm: Alarm, shown: Shown) -> str:
    """Say what was out of the ordinary."""
    return shown.say(
        "integrity",
        f"alarm.{alarm.sort}",
        officer=alarm.officer,
        day=shown.formats.date(alarm.day),
        count=alarm.count,
        what=alarm.subject,
        chance=chance(alarm.probability, shown),
    )


def compared_sentence(alarm: Alarm, one: Compared, shown: Shown) -> str:
    """Say what it was compared with, and how that weighed."""
    return shown.say(
        "integrity",
        f"compared.{alarm.sort}.{one.basis}",
        units=shown.formats.number(one.units),
        mean=f"{one.mean:.1f}",
        chance=chance(one.probability, shown),
        weight=f"{100 * one.weight:.0f}",
    )


def exposure_document(exposed: Exposure, shown: Shown, signed: Sequence[Thing] = ()) -> Document:
    """Lay out an exposure as a document, with the reports on record that name its digest.

    The same records give the same document on one day.
    """
    day = shown.formats.date(exposed.computed)
    return Document(
        language=shown.language.code,
        edition="exposure",
        over=shown.say("integrity", "exposure.over"),
        title=shown.say("integrity", "exposure.title", person=exposed.person),
        subtitle=shown.say("integrity", "exposure.subtitle", party=exposed.party, day=day),
        lead=shown.say("integrity", "exposure.lead"),
        day=exposed.computed.isoformat(),
        date=day,
        sections=(*_sections(exposed, shown), _proof(digest_of(exposure_bytes(exposed)), signed, shown)),
        footer=shown.say("integrity", "exposure.footer", person=exposed.person, day=day),
        contents="",
        skip=shown.say("review", "skip"),
    )


def report_document(report: Thing, shown: Shown) -> Document:
    """Lay out a report on record: what was signed, and by what digest its whole text is known."""
    kind, person = report.kind, report.get("person")
    day = shown.formats.date(date.fromisoformat(report.get("computed")))
    counts = tuple(
        (shown.formats.number(report.get(name)), "", shown.field_name(kind, name)) for name in COUNTS
    )
    rotate = [shown.language.label("codes", f"rotation.{one}") for one in report.get("rotate") or ()]
    recall = list(report.get("recall") or ())
    parts = (
        ("totals", [Tiles(counts)]),
        ("recall", _list(shown, recall)),
        ("rotate", _list(shown, rotate)),
    )
    return Document(
        language=shown.language.code,
        edition="exposure",
        over=shown.say("integrity", "exposure.over"),
        title=shown.say("integrity", "exposure.title", person=person),
        subtitle=shown.say("integrity", "exposure.subtitle", party=report.get("party"), day=day),
        lead=shown.say("integrity", "report.lead"),
        day=report.get("computed"),
        date=day,
        sections=(
            *(_section(key, blocks, shown) for key, blocks in parts),
            _proof(report.get("digest"), [report], shown),
        ),
        footer=shown.say("integrity", "exposure.footer", person=person, day=day),
        contents="",
        skip=shown.say("review", "skip"),
    )


def _section(key: str, blocks: Iterable[Block], shown: Shown) -> Section:
    found = tuple(blocks)
    none = Paragraph(Line(FINE, shown.say("integrity", "exposure.none")))
    return Section(key, shown.say("integrity", f"exposure.{key}"), found or (none,))


def _proof(digest: str, signed: Sequence[Thing], shown: Shown) -> Section:
    """Say by what digest the data are known, and which records name it."""
    said = [shown.say("integrity", "proof.digest", digest=digest)]
    said += [
        shown.say("integrity", "proof.record", record=one.rid, party=one.owner, time=shown.time(one.time))
        for one in signed
    ] or [shown.say("integrity", "proof.none")]
    return _section("proof", _list(shown, said), shown)


def _sections(exposed: Exposure, shown: Shown) -> Iterator[Section]:
    section = partial(_section, shown=shown)
    tiles = Tiles(
        tuple(
            (shown.formats.number(exposed.totals[name]), "", shown.say("integrity", f"total.{name}"))
            for name in TOTALS
        )
    )
    yield section("totals", [tiles])
    yield section("rights", _rights(exposed, shown))
    yield section("could-see", _could(exposed.could_see, shown))
    yield section("did-see", _seen(exposed.did_see, shown))
    yield section(
        "exported",
        _list(
            shown, [f"{one.get('at')} · {one.get('of')} · {one.get('recipient')}" for one in exposed.exported]
        ),
    )
    yield section(
        "signed", _list(shown, [_named(one.kind, one.subject, one.record, shown) for one in exposed.signed])
    )
    yield section(
        "named-in",
        _list(shown, [_named(one.kind, one.subject, one.record, shown) for one in exposed.named_in]),
    )
    yield section("at-risk", _dangers(exposed.at_risk, shown))
    yield section("recall", _dangers(exposed.recall, shown))
    yield section(
        "rotate", _list(shown, [shown.language.label("codes", f"rotation.{one}") for one in exposed.rotate])
    )
    yield section("caveats", _list(shown, [shown.say("integrity", f"caveat.{name}") for name in CAVEATS]))


def _list(shown: Shown, texts: list[str]) -> list[Block]:
    return [Items(tuple((Line(TEXT, text),) for text in texts))] if texts else []


def _named(kind: str, subject: str, record: str, shown: Shown) -> str:
    """Name a record by what it is about, or by its id where the reader may not know that."""
    return f"{shown.kind(kind)} · {subject or shown.rid(record)}"


def _rights(exposed: Exposure, shown: Shown) -> list[Block]:
    texts = [
        shown.say(
            "integrity",
            "span" if one.until else "span.open",
            since=shown.stamp(one.since // 1000)[:10],
            until=shown.stamp(one.until // 1000)[:10] if one.until else "",
            roles=", ".join(shown.language.label("codes", f"role.{role}") for role in one.roles),
            compartments=", ".join(one.compartments) or "—",
            vetted=one.vetted_until or "—",
        )
        for one in exposed.spans
    ]
    return _list(shown, texts)


def _could(reaches: Iterable[Reach], shown: Shown) -> list[Block]:
    columns = tuple(shown.say("integrity", f"column.{name}") for name in ("compartment", "kind", "count"))
    rows = tuple(
        (
            (Line(IDENT, one.compartment or shown.say("integrity", "outside")),),
            (Line(TEXT, shown.kind(one.kind) if one.kind else shown.say("integrity", "not-yours")),),
            (Line(VALUE, "" if one.count is None else shown.formats.number(one.count)),),
        )
        for one in reaches
    )
    caption = shown.say("integrity", "exposure.could-see")
    return [Table(caption, columns, rows, (2, 3, 1))] if rows else []


def _seen(seen: Iterable[Sighting], shown: Shown) -> list[Block]:
    names = ("what", "compartment", "times", "last")
    columns = tuple(shown.say("integrity", f"column.{name}") for name in names)
    rows = tuple(
        (
            (Line(TEXT, _named(one.kind, one.subject, one.record, shown)),),
            (Line(IDENT, one.compartment),),
            (Line(VALUE, shown.formats.number(one.times)),),
            (Line(FINE, one.last.replace("T", " ").replace("Z", "")),),
        )
        for one in seen
    )
    return [Table(shown.say("integrity", "exposure.did-see"), columns, rows, (4, 2, 1, 2))] if rows else []


def _dangers(dangers: Iterable[Danger], shown: Shown) -> list[Block]:
    columns = tuple(shown.say("integrity", f"column.{name}") for name in ("what", "why", "held"))
    rows = tuple(
        (
            (Line(TEXT, _named(one.kind, one.subject, one.record, shown)),),
            (Line(TEXT, shown.say("integrity", f"why.{one.why}")),),
            (Line(IDENT, ", ".join(one.held_by) or "—"),),
        )
        for one in dangers
    )
    return [Table(shown.say("integrity", "column.what"), columns, rows, (4, 3, 1))] if rows else []


def plain_exposure(exposed: Exposure) -> Any:
    """Give an exposure as JSON has it."""
    return _plain(exposed)


def exposure_bytes(exposed: Exposure) -> bytes:
    """Give the whole text of an exposure, of which the signed report names the digest."""
    return json.dumps(_plain(exposed), ensure_ascii=False, sort_keys=True).encode()


def plain_alarm(alarm: Alarm) -> Any:
    """Give an alarm as JSON has it."""
    return _plain(alarm)


def _plain(value: Any) -> Any:
    if isinstance(value, Thing):
        return {"subject": value.subject, "record": value.rid}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
