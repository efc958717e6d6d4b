"""Uploaded files as jobs: looked at with nothing written, then taken in whole; and figures proved anew.

What a job gives is plain values, so that a page can show it whenever it is asked for.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from ambos.evidence.revisions import Revision
from ambos.kernel.access import IMPORT
from ambos.node.apart import apart
from ambos.node.definitions import DIFFERS, EQUAL, OUTCOMES, Checked, compute, recompute
from ambos.node.foreseen import foresee
from ambos.node.imports import Seen, look, take
from ambos.node.jobs import Seats, Teller, Work
from ambos.node.node import Node, Progress
from ambos.node.pool import Pool
from ambos.node.uploads import Upload
from ambos.values.errors import AmbosError

LOOK, TAKE, RECOMPUTE, COMPUTE = "evidence-look", "evidence-take", "figures-recompute", "figures-compute"
LARGE: Final = 4 << 20  # bytes of a file, compressed or not, that is read in a process of its own
SHOWN: Final = 200  # revisions and figures that are kept to be shown


@dataclass(frozen=True)
class Looking:
    """The work of reading an uploaded file and foreseeing what it would bring; nothing is written."""

    upload: Upload
    as_of: str
    url: str

    def __call__(self, node: Node, told: Teller) -> Mapping[str, Any]:
        """Do it."""
        seen = look_at(node, self.upload, self.as_of, told)
        told.step("foreseeing")(0, 0)
        found = foresee(node, seen)
        return {
            "url": told.here(self.url),
            "upload": self.upload.token,
            **_told(seen),
            "sample": [{name: _text(value) for name, value in row.items()} for row in found.sample],
            "figures": len(found.figures),
            "figure_sample": [asdict(row) for row in found.figures[-SHOWN:]],
            "counts": found.counts(),
            "revisions": _shown(found.revisions),
        }


@dataclass(frozen=True)
class Taking:
    """The work of taking an uploaded file in, all or nothing; the upload is deleted once it is in.

    ``writing`` opens the node to write; where it is not given, a pool of the work's own does.
    """

    upload: Upload
    as_of: str
    url: str
    writing: Seats | None = None

    def __call__(self, node: Node, told: Teller) -> Mapping[str, Any]:
        """Do it."""
        seen = look_at(node, self.upload, self.as_of, told)
        told.step("waiting-to-write")(0, 0)
        writing = self.writing or Pool(node.config.home).writing
        with writing(self.upload.officer) as writer:
            done = take(writer, seen, told.step)
        self.upload.drop()
        return {
            "url": told.here(self.url),
            **_told(seen),
            "evidence": done.evidence,
            "figures": done.figures,
            "defined": done.defined,
            "counts": dict(Counter(each.sort for each in done.revisions)),
            "revisions": _shown(done.revisions),
        }


def fit(work: Looking | Taking) -> Work:
    """Give the work as it is for a small file, and done in a process of its own for one that takes memory."""
    if work.upload.size <= LARGE:
        return work
    return apart(replace(work, writing=None) if isinstance(work, Taking) else work)


def look_at(node: Node, upload: Upload, as_of: str, told: Teller) -> Seen:
    """Look at an uploaded file; it is spoken of, also in refusals, by its sender's name for it."""
    node.demand(IMPORT)

    def watch(step: str) -> Progress:
        return told.step(step)

    try:
        seen = look(node, upload.path, as_of, watch)
    except AmbosError as error:
        _rename(error, upload)
        raise
    named = replace(seen.preview, file_name=upload.name)
    return replace(seen, file=replace(seen.file, file_name=upload.name), preview=named)


def _rename(error: AmbosError, upload: Upload) -> None:
    """Speak of the file by its sender's name in an error and in those that it holds."""
    error.data = {name: upload.named(value) for name, value in error.data.items()}
    for value in error.data.values():
        for problem in value if isinstance(value, tuple) else ():
            if isinstance(problem, AmbosError):
                _rename(problem, upload)


def proving(indicator: str, digest: str, url: str) -> Work:
    """Give the work of computing figures again from their evidence: all, an indicator's, or a set's."""

    def work(node: Node, told: Teller) -> Mapping[str, Any]:
        told.step("computing")(0, 0)
        checked = recompute(node, indicator, digest=digest)
        counts = Counter(each.outcome for each in checked)
        others = [each for each in checked if each.outcome != EQUAL]
        return {
            "url": told.here(url),
            "checked": len(checked),
            "outcomes": {outcome: counts[outcome] for outcome in OUTCOMES if counts[outcome]},
            "equal": not (counts[DIFFERS] or any(counts[outcome] for outcome in OUTCOMES[1:])),
            "others": [_other(each) for each in others[:SHOWN]],
        }

    return work


def computing(url: str, writing: Seats) -> Work:
    """Give the work of computing every definition whose inputs are here, and writing what changed."""

    def work(node: Node, told: Teller) -> Mapping[str, Any]:
        told.step("computing")(0, 0)
        with writing(node.person().officer) as writer:
            return {"url": told.here(url), "written": compute(writer)}

    return work


def _other(each: Checked) -> dict[str, Any]:
    names = ("indicator", "period", "place", "value", "definition")
    told = {name: each.figure.get(name) for name in names}
    return {"figure": each.figure.subject, "outcome": each.outcome, "found": each.found, **told}


def _told(seen: Seen) -> dict[str, Any]:
    """Give what a file is, in plain values."""
    preview, known = seen.preview, seen.known
    return {
        "reader": preview.reader.code,
        "publisher": preview.reader.publisher,
        "file": preview.file_name,
        "digest": preview.digest,
        "rows": preview.rows,
        "first": preview.first,
        "last": preview.last,
        "as_of": seen.as_of,
        "columns": list(preview.columns),
        "known": "" if known is None else known.subject,
        "known_party": "" if known is None else known.owner,
        "new_codes": [asdict(new) for new in preview.new_codes],
        "repeats": preview.repeats,
        "totals": [asdict(row) for row in preview.totals],
    }


def _shown(found: Sequence[Revision]) -> list[dict[str, Any]]:
    """Give revised and dropped figures, the largest changes first; what was added is only counted."""

    def weight(each: Revision) -> float:
        return -abs(float(each.percent or 0))

    listed = sorted((each for each in found if each.sort != "added"), key=weight)
    return [asdict(each) for each in listed[:SHOWN]]


def _text(value: object) -> str:
    return "" if value is None else str(value)
