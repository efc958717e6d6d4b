"""Values that evidence holds in finer periods than the record: a state's months, where its years are figures.

They are computed from the rows whose digest was signed, as the figures were, and open down to the evidence.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ambos.domains.measures.views import Figure
from ambos.evidence.catalogue import open_set
from ambos.evidence.figures import FigureRow, figures_of
from ambos.evidence.reader import Reader
from ambos.evidence.readers import READERS
from ambos.evidence.stored import path_of
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.values.dates import Day, Period
from ambos.values.places import Place

PART = "part"


def finer_figures(node: Node, indicator: str) -> list[Figure]:
    """Give what no figure says yet; nothing from evidence whose rows lie with the partner alone.

    Refused: rows that are not those that were signed.
    """
    readers = {reader.code: finer for reader in READERS if (finer := _finer(reader, indicator))}
    return [
        _figure(thing, row)
        for thing in node.shelf.things("evidence")
        if (reader := readers.get(thing.get("reader")))
        for row in _rows(node, thing, reader)
    ]


def _finer(reader: Reader, indicator: str) -> Reader | None:
    """Give a format with only those series of an indicator that the record has by the year alone."""
    coarse = (s for s in reader.series if f"indicator/{s.indicator}" == indicator and PART not in s.periods)
    series = tuple(replace(one, periods=(PART,)) for one in coarse)
    return replace(reader, series=series) if series else None


def _rows(node: Node, thing: Thing, reader: Reader) -> Iterator[FigureRow]:
    path = path_of(node.config.evidence, thing.get("rows_digest"))
    if path.exists():
        stored = open_set(path, thing.get("rows_digest"))
        yield from figures_of(stored.path, reader, str(thing.get("as_of")))


def _figure(evidence: Thing, row: FigureRow) -> Figure:
    body = {**row.body(), "evidence": evidence.subject}
    thing = replace(evidence, kind="figure", body=body)
    return Figure(
        thing, Period.parse(row.period), Place.parse(row.place), Decimal(row.value), Day.parse(row.as_of)
    )
