"""The review packet as a document: one edition, in one language, of one state of the logs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from ambos.analysis.studies.lines import FrameworkLine
from ambos.analysis.studies.packet import Packet
from ambos.faces.reports.blocks import Document, Section
from ambos.faces.reports.editions import Edition
from ambos.faces.reports.parts import judged, opening, plan, trust
from ambos.faces.reports.scribe import Scribe
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language
from ambos.node.stamps import Stamp

Part = Callable[[Scribe], Iterator[Section]]
PARTS: Final[Mapping[str, Part]] = {
    "asks": opening.asks,
    "headline": opening.headline,
    "scorecard": opening.scorecard,
    "glance": opening.glance,
    "timeline": plan.timeline,
    "frameworks": plan.frameworks,
    "unframed": plan.unframed,
    "reciprocity": judged.reciprocity,
    "effects": judged.effects,
    "decisions": judged.decisions,
    "lint": judged.lint,
    "paper": plan.paper,
    "disagreements": trust.disagreements,
    "revisions": trust.revisions,
    "series": plan.series,
    "charts": plan.charts,
    "untied": plan.untied,
    "quality": trust.quality,
    "method": trust.method,
    "pedigree": trust.pedigree,
    "verify": trust.verify,
    "stamp": trust.stamp,
}


def document(packet: Packet, edition: Edition, language: Language, stamp: Stamp) -> Document:
    """Lay an edition of a packet out as sections of sentences in a language.

    The same packet and stamp give the same document. It holds no time of making: the stamp says from which
    state of the logs it was made, and the day is that of the review.
    """
    review = packet.review
    voice = Voice(language, review.today)
    scribe = Scribe(packet, edition, voice, stamp)
    date = voice.formats.date(review.today)
    party = voice.code("place", review.party)
    said = voice.say("subtitle", date=date, party=party) if party else voice.tell("subtitle", date=date)
    return Document(
        language=language.code,
        edition=edition.name,
        title=voice.say("title"),
        over=voice.tell(f"edition.{edition.name}"),
        subtitle=said,
        lead=voice.tell(f"lead.{edition.name}"),
        day=review.today.isoformat(),
        date=date,
        sections=tuple(section for part in edition.parts for section in PARTS[part](scribe)),
        footer=" ".join(filter(None, (voice.say("footer", date=date), caveats_said(packet, language)))),
        contents=voice.say("heading.contents") if edition.whole else "",
        skip=voice.say("skip"),
    )


def caveats_said(packet: Packet, language: Language) -> str:
    """Say under which caveats a packet stands; nothing where there are none."""
    names = ", ".join(language.label("codes", f"caveat.{code}") for code in packet.caveats)
    return language.say("release", "caveats.packet", caveats=names) if names else ""


def of_groups(packet: Packet, groups: frozenset[str]) -> Packet:
    """Keep of a packet the frameworks in which these groups work; of no known group, everything."""
    kept = tuple(one for one in packet.review.frameworks if _has_group(one, groups))
    return replace(packet, review=replace(packet.review, frameworks=kept)) if kept else packet


def _has_group(framework: FrameworkLine, groups: frozenset[str]) -> bool:
    return any(item.subject.partition("/")[2] in groups for item in framework.groups)
