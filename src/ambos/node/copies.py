"""Marked copies: each one differs, is on record before it leaves, and names its recipient if it leaks.

The record holds the digest of the copy's bytes and, for each row, keyed digests of texts that stand in it
alone: nothing of its content, and enough to find the row again in what was retyped or cut.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from ambos.analysis.methods.carriers import CARRIERS, Index, Leak, Sheet, index_of, marked, read, seen_in
from ambos.analysis.methods.fingerprints import Scored, bit, scored, shared_out
from ambos.domains.integrity.records import EXPORT
from ambos.domains.integrity.wordings import wordings
from ambos.kernel.columns import OWNER
from ambos.kernel.ledger import Written
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.record import Draft
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.node.watching import demand_watch
from ambos.values.errors import Misused, Refused
from ambos.values.handling import OWNER_ONLY
from ambos.values.moments import Moment

ROWS_MOST: Final = 1000  # so that what is kept of a copy fits a record
COPIES_MOST: Final = 2000  # the newest ones that a leak is compared with
PAGE: Final = 100
FEWEST: Final = 8  # places below which nothing is said of anybody
SURE: Final = 1e-3  # of all copies compared together: how likely an accusation hits somebody who had no part
NAMED: Final = 0.9

Render = Callable[[Sheet, str], bytes]


class CopyTooLong(Refused):
    """A copy would have more rows than can be found again; data: rows, limit."""

    code = "integrity.copy-too-long"


class CopyEmpty(Refused):
    """There is nothing of the kind to copy."""

    code = "integrity.copy-empty"


class RecipientMissing(Misused):
    """A marked copy is for somebody."""

    code = "integrity.recipient-missing"


@dataclass(frozen=True)
class Copy:
    """A copy that may leave: its bytes, its code, at how many places it is marked, its record."""

    data: bytes
    code: str
    places: int
    written: Written


@dataclass(frozen=True)
class Suspect:
    """A copy that a leaked text may be made from: its record, how sure that is, and what spoke for it.

    ``probability`` is that this copy alone is the source; ``agreeing`` gives for each carrier the places that
    agree and all that were found. ``named`` says whether it may be said aloud.
    """

    export: Thing
    scored: Scored
    probability: float
    agreeing: tuple[tuple[str, int, int], ...]
    named: bool


@dataclass(frozen=True)
class Identified:
    """What a leaked text says: the copies by how well they fit, how many were compared, if it is just one."""

    compared: int
    exact: Thing | None
    suspects: tuple[Suspect, ...]


def issue(
    node: Node, sheet: Sheet, of: str, form: str, recipient: str, compartments: Sequence[str], render: Render
) -> Copy:
    """Make a marked copy and put it on record; only then give its bytes.

    Refused: no recipient, nothing to copy, too many rows.
    """
    if not recipient.strip():
        raise RecipientMissing
    if not sheet.rows:
        raise CopyEmpty(kind=of)
    if len(sheet.rows) > ROWS_MOST:
        raise CopyTooLong(rows=len(sheet.rows), limit=ROWS_MOST)
    secret, code, places = node.parts.secrets.marks(), secrets.token_hex(8), set[bytes]()

    def chosen(place: bytes) -> bool:
        places.add(place)
        return bit(secret, place, code.encode())

    grouped = form != "csv"
    data = render(marked(sheet, secret, wordings(), chosen, grouped=grouped), code)
    body: dict[str, Any] = {
        "officer": node.person().officer,
        "recipient": recipient.strip(),
        "at": str(Moment.of(node.parts.now())),
        "of": of,
        "format": form,
        "count": len(sheet.rows),
        "copy": code,
        "digest": sha256(data).hexdigest(),
        "places": len(places),
        "heads": list(sheet.heads),
        "index": b64encode(index_of(sheet, secret, wordings()).packed()).decode(),
    } | ({"compartments": sorted(compartments)} if compartments else {})
    draft = Draft(EXPORT.name, f"{EXPORT.name}/{code}", EXPORT.check(body), OWNER_ONLY)
    written = node.desk.report([draft])[0]
    node.refresh()
    return Copy(data, code, len(places), written)


def identify(node: Node, text: str, data: bytes = b"") -> Identified:
    """Say which copies a leaked text fits, the best first; for who may watch over people.

    Nobody is named from fewer than a few places, or where chance would name somebody in a thousand such
    looks. A text of unmarked origin fits none.
    """
    demand_watch(node)
    secret = node.parts.secrets.marks()
    leak, digest = read(text, secret, wordings()), sha256(data).hexdigest()
    exports = _exports(node)
    judged = [(one, *_judged(one, leak, secret)) for one in exports]
    shares = shared_out([found.odds for _, found, _ in judged])
    limit = SURE / max(1, len(judged))
    suspects = [
        Suspect(one, found, share, agreeing, _is_named(found, share, limit))
        for (one, found, agreeing), share in zip(judged, shares, strict=True)
        if found.places >= FEWEST and found.score > 0
    ]
    exact = next((one for one in exports if data and one.get("digest") == digest), None)
    return Identified(
        len(exports), exact, tuple(sorted(suspects, key=lambda one: (one.scored.innocent, -one.probability)))
    )


def _is_named(found: Scored, share: float, limit: float) -> bool:
    return found.innocent < limit or (share > NAMED and found.innocent < SURE)


def _exports(node: Node) -> list[Thing]:
    found: list[Thing] = []
    after = ""
    while len(found) < COPIES_MOST:
        ours = (Filter(OWNER, (node.config.party,)),)
        one = page(node.shelf, Query(EXPORT.name, ours, order="at", descending=True, after=after, limit=PAGE))
        found += one.things
        after = one.more
        if not after:
            break
    return found


def _judged(one: Thing, leak: Leak, secret: bytes) -> tuple[Scored, tuple[tuple[str, int, int], ...]]:
    """Judge one copy by the places of its own sheet, and count what agrees by carrier."""
    index = Index.unpacked(tuple(one.get("heads") or ()), b64decode(one.get("index") or ""))
    seen, copy = seen_in(leak, index, secret), one.get("copy").encode()
    every = {place: said for carrier in CARRIERS for place, said in seen[carrier].items()}
    agreeing = tuple(
        (carrier, sum(bit(secret, place, copy) == said for place, said in found.items()), len(found))
        for carrier, found in seen.items()
        if found
    )
    return scored(secret, every, copy), agreeing
