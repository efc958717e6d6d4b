"""What is to be expected, computed once: outlooks are derived, kept in a file, and may be dropped.

The file ``outlooks.json`` beside the node's tables holds answers by the digest of their question, which names
the series, what is asked of it and the version of the method. An answer is computed when a question is new,
on every core if there are many. What is kept is the answer to numbers alone: it names no thing, and whoever
may not see a series never asks its question.
"""

import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from ambos.analysis.methods.chances import Chance
from ambos.analysis.methods.outlook import prospect
from ambos.analysis.methods.prospects import METHOD, Prospect, Question

FILE: Final = "outlooks.json"
MANY: Final = 24  # fewer questions are answered sooner than other processes have started
BATCH: Final = 8
KEPT: Final = 20_000  # answers; beyond that, those not asked for now are dropped


def foreseen(folder: Path | None, asked: Mapping[str, Question]) -> dict[str, Prospect]:
    """Answer every question, by its name; what the file does not hold is computed and added to it.

    Without a folder, everything is computed and nothing is kept.
    """
    digests = {name: digest_of(question) for name, question in asked.items()}
    held = _read(folder / FILE) if folder else {}
    missing = {digest: asked[name] for name, digest in digests.items() if digest not in held}
    if missing:
        held |= dict(zip(missing, answers(list(missing.values())), strict=True))
    if missing and folder:
        wanted = set(digests.values())
        _write(folder / FILE, held if len(held) <= KEPT else {one: held[one] for one in wanted})
    return {name: held[digest] for name, digest in digests.items()}


def answers(questions: list[Question]) -> Iterable[Prospect]:
    """Answer questions in their order, on every core if there are many."""
    cores = os.cpu_count() or 1
    if len(questions) < MANY or cores == 1:
        return [prospect(question) for question in questions]
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        return list(pool.map(prospect, questions, chunksize=BATCH))


def digest_of(question: Question) -> str:
    """Give the name of an answer: the digest of what is asked and of the method that answers."""
    return sha256(json.dumps([METHOD, asdict(question)], sort_keys=True).encode()).hexdigest()


def drop(folder: Path) -> None:
    """Forget every answer; the next review computes them anew."""
    (folder / FILE).unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Prospect]:
    """Read what is kept; a file that is not there or cannot be read holds nothing."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {digest: _prospect(row) for digest, row in kept[METHOD].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(path: Path, held: Mapping[str, Prospect]) -> None:
    """Replace the file in one step, so that no reader finds half of one."""
    rows = {digest: asdict(answer) for digest, answer in sorted(held.items())}
    draft = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):  # a folder that cannot be written to keeps nothing
        draft.write_text(json.dumps({METHOD: rows}), encoding="utf-8")
        draft.replace(path)


def _prospect(row: Mapping[str, Any]) -> Prospect:
    chance = Chance(**row["chance"]) if row["chance"] else None
    fan = tuple(Chance(**one) for one in row["fan"])
    return Prospect(row["refused"], chance, fan, row["origins"], row["last"], tuple(row["changes"]))
