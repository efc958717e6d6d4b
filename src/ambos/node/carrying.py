"""The exchange as jobs: synchronising, bundles made and taken in, logs read anew, witnesses asked.

What a job gives is plain values, so that a page can show it whenever it is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from ambos.kernel.access import AUDIT, RUN
from ambos.node import bundles, witness_calls
from ambos.node.jobs import Seats, Teller, Work
from ambos.node.node import Node
from ambos.node.quarantine import retry
from ambos.node.syncing import sync
from ambos.node.uploads import Upload, Uploads
from ambos.values.errors import AmbosError

SYNC, EXPORT, IMPORT = "exchange-sync", "bundle-export", "bundle-import"
RETRY, COMPARE = "quarantine-retry", "witness-compare"
SUFFIX: Final = ".bundle"


def syncing(party: str, writing: Seats, url: str) -> Work:
    """Give the work of synchronising with a partner."""

    def work(node: Node, told: Teller) -> Mapping[str, Any]:
        node.demand(RUN)
        step = told.step("fetching")
        with writing(node.person().officer) as writer:
            return {"url": told.here(url), **asdict(sync(writer, party, step))}

    return work


def exporting(party: str, start: int | None, limit: int, writing: Seats, url: str) -> Work:
    """Give the work of making a bundle for a partner, in files of at most ``limit`` bytes if it is not 0.

    The files lie in the job's folder.
    """

    def work(node: Node, told: Teller) -> Mapping[str, Any]:
        node.demand(RUN)
        name = f"{node.config.party.lower()}-to-{party.lower()}-{node.today().isoformat()}{SUFFIX}"
        step = told.step("writing")
        with writing(node.person().officer) as writer:
            made = bundles.export(writer, party, told.folder / name, start, limit, step)
        return {
            "url": told.here(url),
            "files": [path.name for path in made.files],
            "party": party,
            "old": made.old,
            "new": made.new,
            "attachments": made.attachments,
        }

    return work


def importing(uploads: Uploads, files: Sequence[Upload], writing: Seats, url: str) -> Work:
    """Give the work of taking uploaded bundles in; the uploads are deleted once all are in."""

    def work(node: Node, told: Teller) -> Mapping[str, Any]:
        node.demand(RUN)
        step, taken = told.step("reading"), list[bundles.Taken]()
        try:
            with writing(node.person().officer) as writer:
                bundles.take_files(writer, [upload.path for upload in files], taken.append, step)
        except AmbosError as error:
            error.data = {name: _named(files, value) for name, value in error.data.items()}
            raise
        for upload in files:
            uploads.discard(upload.officer, upload.token)
        return {
            "url": told.here(url),
            "taken": [{**asdict(one), "file": _named(files, one.file)} for one in taken],
        }

    return work


def _named(files: Sequence[Upload], value: object) -> object:
    """Give the sender's name in place of our own for any of these files; anything else as it is."""
    for upload in files:
        value = upload.named(value)
    return value


def rereading(writing: Seats, url: str) -> Work:
    """Give the work of folding every log anew, after which what is understood by now is shown."""

    def work(node: Node, told: Teller) -> Mapping[str, Any]:
        node.demand(AUDIT)
        step = told.step("reading")
        with writing(node.person().officer) as writer:
            freed, still = retry(writer, step)
        return {"url": told.here(url), "freed": len(freed), "still": len(still)}

    return work


def comparing(party: str, writing: Seats, url: str) -> Work:
    """Give the work of asking the witnesses what they were shown of the channels with a partner."""

    def work(node: Node, told: Teller) -> Mapping[str, Any]:
        node.demand(RUN)
        told.step("fetching")(0, 0)
        with writing(node.person().officer) as writer:
            asked = witness_calls.compare(writer, party)
        found = [
            {
                "witness": one.witness,
                "log": one.log,
                "size": one.head.size if one.head else None,
                "outcome": "same" if one.head else "unreachable" if one.error else "nothing",
            }
            for one in asked
        ]
        return {"url": told.here(url), "party": party, "found": found}

    return work
