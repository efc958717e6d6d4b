"""Figures by definition: computed when their inputs change, and proved again from the evidence alone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyarrow as pa

from ambos.analysis.studies.definitions.declared import DEFINITIONS, definition_named
from ambos.analysis.studies.definitions.definition import Definition
from ambos.analysis.studies.definitions.tables import TABLES
from ambos.evidence.catalogue import store
from ambos.evidence.engines import DuckEngine, Engine
from ambos.evidence.errors import EvidenceAltered, EvidenceMissing
from ambos.evidence.figures import FigureRow, definition_of, figures_of
from ambos.evidence.questions import table_of
from ambos.evidence.reader import Reader
from ambos.evidence.readers import READERS
from ambos.evidence.stored import path_of
from ambos.kernel.access import IMPORT
from ambos.kernel.acts import New
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.node.pedigree import Pedigree, checkpoint_of, news, paths
from ambos.values.dates import Day
from ambos.values.errors import VerificationFailed

EQUAL, DIFFERS = "equal", "differs"
MISSING, ALTERED, UNKNOWN = "evidence-missing", "evidence-altered", "definition-unknown"
OUTCOMES: Final = (EQUAL, DIFFERS, ALTERED, MISSING, UNKNOWN)
WRONG: Final = (DIFFERS, ALTERED)

Opened = Callable[[], Engine]
_Key = tuple[str, str, str, str]


class FiguresDiffer(VerificationFailed):
    """Figures on record are not those that their evidence gives; data: ``count``, ``checked``."""

    code = "figures.differ"


@dataclass(frozen=True)
class Checked:
    """One computed figure beside what its evidence gives now; ``found`` is empty where it gives nothing."""

    figure: Thing
    outcome: str
    found: str = ""


def compute(node: Node, inputs: Collection[str] | None = None, engine: Opened = DuckEngine) -> int:
    """Compute the definitions that read any of these inputs, or all, and write the figures that changed.

    Afterwards the newest figure of each definition, period and place is what a full computation gives. A
    figure that is on record already with this value is not written again. Give how many were written.
    Refused: a person without the right to import.
    """
    node.demand(IMPORT)
    touched = [one for one in DEFINITIONS if inputs is None or set(one.inputs) & set(inputs)]
    held = _newest(node) if touched else {}
    changed = [new for one in touched for new in _computed(node, one, held, engine)]
    if changed:
        node.state(changed)
    return len(changed)


def _computed(node: Node, one: Definition, held: dict[_Key, Thing], engine: Opened) -> list[New]:
    """Give the figures of a definition that the record does not hold as they are now."""
    found = _from_domain(node, one, engine) if one.on_domain else _from_files(node, one, engine)
    if found is None:
        return []
    rows, digests = found
    changed = [row for row in rows if not _stands(row, held.get(_key(one.name, row)))]
    pedigree = Pedigree(one.name, one.method, digests, checkpoint_of(node))
    named = news(changed, pedigree, "\n".join((one.name, *digests)))
    return [new for new in named if not node.shelf.versions(new.subject)]


def _key(definition: str, row: FigureRow) -> _Key:
    return definition, row.period, row.place, row.scope


def _stands(row: FigureRow, held: Thing | None) -> bool:
    return held is not None and (held.get("value"), held.get("status")) == (row.value, row.status)


def _newest(node: Node) -> dict[_Key, Thing]:
    """Give the figure that this house wrote last of each definition, period, place and scope."""
    own = (thing for thing in node.shelf.things("figure") if thing.owner == node.config.party)
    ordered = sorted((thing for thing in own if thing.get("definition")), key=written_at)
    return {
        (thing.get("definition"), thing.get("period"), thing.get("place"), thing.get("scope") or ""): thing
        for thing in ordered
    }


def written_at(figure: Thing) -> int:
    """Give how many records the log had when a computed figure was made: what orders those of one house."""
    return int(str(figure.get("checkpoint")).partition(":")[0])


def _from_files(
    node: Node, one: Definition, engine: Opened
) -> tuple[list[FigureRow], tuple[str, ...]] | None:
    """Give what the evidence sets in this node's store give; nothing while an input has none."""
    sets = {name: _sets(node, name) for name in one.inputs}
    if not all(sets.values()):
        return None
    digests = tuple(f"{name}:{thing.get('rows_digest')}" for name in one.inputs for thing in sets[name])
    as_of = max((str(thing.get("as_of")) for found in sets.values() for thing in found), key=_last_day)
    return one.figures(asked(one, digests, node.config.evidence, engine), as_of), digests


def _sets(node: Node, reader: str) -> list[Thing]:
    """Give the evidence sets of a format whose rows are here, by vintage."""
    folder = node.config.evidence
    sets = (thing for thing in node.shelf.things("evidence") if thing.get("reader") == reader)
    here = (thing for thing in sets if path_of(folder, thing.get("rows_digest")).exists())
    return sorted(here, key=lambda thing: (_last_day(thing.get("as_of")), thing.get("rows_digest")))


def _last_day(text: str) -> str:
    return Day.parse(text).last.isoformat()


def _from_domain(
    node: Node, one: Definition, engine: Opened
) -> tuple[list[FigureRow], tuple[str, ...]] | None:
    """Give what the record gives today; the table that it was asked of is kept as evidence."""
    name = one.inputs[0]
    table = TABLES[name].table(node.shelf)
    if not table.num_rows:
        return None
    digests = (f"{name}:{store(table, node.config.evidence).rows_digest}",)
    as_of = node.today().isoformat()
    return one.figures(asked(one, digests, node.config.evidence, engine), as_of), digests


def asked(one: Definition, digests: Sequence[str], folder: Path, engine: Opened) -> pa.Table:
    """Give the answer of a definition over stored rows, each file hashed first."""
    with engine() as running:
        for name in one.inputs:
            running.rows(table_of(name), paths(folder, digests, name))
        return running.ask(one.question)


def recompute(
    node: Node, indicator: str = "", engine: Opened = DuckEngine, digest: str = ""
) -> list[Checked]:
    """Compute every computed figure again, or those of one indicator, and say how each stands.

    With ``digest`` those that rest on the rows of that digest alone or among others. Nothing is read but the
    stored rows whose digests the figure names; each is hashed first. Nothing is written.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Thing]] = defaultdict(list)
    for thing in node.shelf.things("figure"):
        if thing.get("definition") and indicator in ("", thing.get("indicator")):
            digests = tuple(thing.get("evidence_digests") or ())
            if not digest or any(each.endswith(f":{digest}") for each in digests):
                groups[thing.get("definition"), digests].append(thing)
    checked = [
        each
        for key, things in groups.items()
        for each in _checked(*key, things, node.config.evidence, engine)
    ]
    return sorted(checked, key=lambda each: each.figure.subject)


def demand_equal(checked: Collection[Checked]) -> None:
    """Refuse once any figure is not what its evidence gives, or its evidence is not what was signed."""
    wrong = sum(each.outcome in WRONG for each in checked)
    if wrong:
        raise FiguresDiffer(count=wrong, checked=len(checked))


def _checked(
    definition: str, digests: tuple[str, ...], things: Iterable[Thing], folder: Path, engine: Opened
) -> Iterator[Checked]:
    """Say how the figures of one origin stand."""
    try:
        rows = _again(definition, digests, folder, engine)
    except (EvidenceMissing, EvidenceAltered, KeyError) as error:
        yield from (Checked(thing, _reason(error)) for thing in things)
        return
    values = {(row.indicator, row.period, row.place, row.scope): row.value for row in rows}
    for thing in things:
        indicator = str(thing.get("indicator")).removeprefix("indicator/")
        found = values.get((indicator, thing.get("period"), thing.get("place"), thing.get("scope") or ""), "")
        yield Checked(thing, EQUAL if found == thing.get("value") else DIFFERS, found)


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return UNKNOWN
    return MISSING if isinstance(error, EvidenceMissing) else ALTERED


def _again(definition: str, digests: tuple[str, ...], folder: Path, engine: Opened) -> list[FigureRow]:
    """Give the figures of a definition over these digests; ``KeyError`` where there is no such definition."""
    reader = _series().get(definition)
    if reader is None:
        one = definition_named(definition)
        return one.figures(asked(one, digests, folder, engine), "")
    (path,) = paths(folder, digests, reader.code)
    return figures_of(path, reader, "", engine())


@cache
def _series() -> dict[str, Reader]:
    return {definition_of(reader): reader for reader in READERS}
