"""Uploaded official lists as jobs: looked at with nothing written, then taken in as one signed version.

What a job gives is plain values, so that a page can show it whenever it is asked for.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any, Final

from ambos.evidence.errors import ColumnMissing, ColumnRenamed, ColumnUnknown
from ambos.evidence.lists.differences import SORTS, Difference
from ambos.evidence.lists.opened import Named
from ambos.evidence.lists.reading import is_list
from ambos.evidence.recognise import recognise
from ambos.kernel.access import IMPORT
from ambos.kernel.shelf import Thing
from ambos.node.apart import apart
from ambos.node.jobs import Seats, Teller, Work
from ambos.node.lists import Foreseen, SeenList, foresee, look, take
from ambos.node.node import Node
from ambos.node.pool import Pool
from ambos.node.taking import LARGE
from ambos.node.uploads import Upload
from ambos.values.errors import Misused

LOOK_LIST, TAKE_LIST = "list-look", "list-take"
SHOWN: Final = 100  # differences of a sort that are kept to be shown
SAMPLE: Final = 10
TOLD: Final = ("key", "sort", "name", "programs", "status")
VERSION: Final = "{version}"  # stands in an address for the name of the version that was taken in


def for_lists(uploads: Sequence[Upload]) -> bool:
    """Say whether what was handed in is an official list rather than a file of figures, by its beginning.

    Several files are: only lists come in parts. What comes near a format of figures is told as one of those.
    """
    if len(uploads) > 1:
        return True
    try:
        recognise(uploads[0].path)
    except (ColumnRenamed, ColumnMissing, ColumnUnknown):
        return False
    except Misused:
        return is_list(uploads[0].path)
    return False


@dataclass(frozen=True)
class LookingList:
    """The work of reading an uploaded list and foreseeing what it would change; nothing is written."""

    uploads: tuple[Upload, ...]
    as_of: str
    url: str

    def __call__(self, node: Node, told: Teller) -> Mapping[str, Any]:
        """Do it."""
        seen = _seen(node, self.uploads, self.as_of, told)
        told.step("foreseeing")(0, 0)
        return {
            "url": told.here(self.url),
            "uploads": [each.token for each in self.uploads],
            "size": sum(each.size for each in self.uploads),
            **_told(seen),
            **_foreseen(foresee(node, seen)),
        }


@dataclass(frozen=True)
class TakingList:
    """The work of taking an uploaded list in, all or nothing; the uploads are deleted once it is in.

    ``writing`` opens the node to write; where it is not given, a pool of the work's own does.
    """

    uploads: tuple[Upload, ...]
    as_of: str
    url: str
    writing: Seats | None = None

    def __call__(self, node: Node, told: Teller) -> Mapping[str, Any]:
        """Do it."""
        seen = _seen(node, self.uploads, self.as_of, told)
        told.step("waiting-to-write")(0, 0)
        writing = self.writing or Pool(node.config.home).writing
        with writing(self.uploads[0].officer) as writer:
            subject = take(writer, seen, told.step)
        for each in self.uploads:
            each.drop()
        return {
            "url": self.url.replace(VERSION, subject.partition("/")[2]),
            "evidence": subject,
            **_told(seen),
        }


def fit(work: LookingList | TakingList) -> Work:
    """Give the work as it is for a small list, and done in a process of its own for one that takes memory."""
    if sum(each.size for each in work.uploads) <= LARGE:
        return work
    return apart(replace(work, writing=None) if isinstance(work, TakingList) else work)


def _seen(node: Node, uploads: Sequence[Upload], as_of: str, told: Teller) -> SeenList:
    """Look at uploaded files; they are spoken of, also in refusals, by their sender's names for them."""
    node.demand(IMPORT)
    return look(node, [Named(each.path, each.name) for each in uploads], as_of, told.step)


def _told(seen: SeenList) -> dict[str, Any]:
    """Give what a list is, in plain values."""
    file, known = seen.file, seen.known
    sample = file.table.select(TOLD).slice(0, SAMPLE).to_pylist()
    return {
        "list": file.form.code,
        "publisher": file.form.publisher,
        "file": file.file_name,
        "digest": file.file_digest,
        "rows": file.table.num_rows,
        "as_of": seen.as_of,
        "made_on": file.made_on,
        "sorts": dict(Counter(file.table["sort"].to_pylist())),
        "known": "" if known is None else known.slug,
        "known_party": "" if known is None else known.owner,
        "sample": sample,
    }


def _foreseen(found: Foreseen) -> dict[str, Any]:
    """Give what a list would change, in plain values: of each sort of change the first."""
    return {
        "before": _version(found.before),
        "newer": _version(found.newer),
        "here": found.here,
        "counts": {sort: found.count(sort) for sort in SORTS},
        "untold": list(found.untold),
        "differences": [asdict(one) for sort in SORTS for one in _first(found.differences, sort)],
    }


def _version(thing: Thing | None) -> dict[str, str]:
    return {} if thing is None else {"slug": thing.slug, "as_of": str(thing.get("as_of"))}


def _first(found: Sequence[Difference], sort: str) -> list[Difference]:
    return list(islice((one for one in found if one.sort == sort), SHOWN))
