"""A house of five kinds with many things each, and ten records in the ledger for each thing of a kind.

Everything is SYNTHETIC and the same on every run. Four kinds say each thing once, under a person's signature;
figures are stated six times over, in batches. So 100,000 things of each kind are a million records. They lie
under several handlings, so that what a reader may not see has to be left out everywhere.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ambos.kernel.joint import REVISES
from ambos.kernel.ledger import Written
from ambos.kernel.record import Draft, Reference
from ambos.node.config import YES, Config
from ambos.node.demonstration import COMPARTMENT, populate
from ambos.node.node import Node
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label

PARTY, NAME = "US", "us"
KINDS: Final = ("figure", "commitment", "event", "milestone", "source")
VERSIONS: Final = 6  # of each figure
GROUP: Final = 4096
BATCH: Final = 20_000
LABELS: Final = (PUBLIC, PUBLIC, PUBLIC, OWNER_ONLY, Label(("MX",)), Label(tlp="red"))
SECRET: Final = Label(compartment=COMPARTMENT)
NOUNS: Final = (
    "fentanyl",
    "firearms",
    "precursors",
    "remittances",
    "extradition",
    "seizures",
    "routes",
    "ports",
)
NOMBRES: Final = (
    "fentanilo",
    "armas",
    "precursores",
    "remesas",
    "extradición",
    "decomisos",
    "rutas",
    "puertos",
)
VERBS: Final = ("track", "report", "inspect", "exchange", "verify", "prosecute", "train", "map", "audit")
STATES: Final = ("open", "kept", "partly", "broken", "unknown")
DAYS: Final = 3650
FIRST: Final = date(2016, 1, 1)


def _day(number: int) -> str:
    return (FIRST + timedelta(days=number * 7919 % DAYS)).isoformat()


def _words(number: int) -> dict[str, str]:
    verb, at = VERBS[number % len(VERBS)], number // 9 % len(NOUNS)
    return {
        "en": f"{verb.capitalize()} {NOUNS[at]} of group {number:06d} each quarter (SYNTHETIC)",
        "es": f"Revisar {NOMBRES[at]} del grupo {number:06d} cada trimestre (SINTÉTICO)",
    }


BODIES: Final[dict[str, Callable[[int], dict[str, Any]]]] = {
    "commitment": lambda n: {
        "sentence": _words(n),
        "said_on": _day(n),
        "said_by": ("joint", "us", "mx")[n % 3],
        "area": ("arms", "drugs", "border", "finance")[n % 4],
        "state": "open",
    },
    "event": lambda n: {
        "happened": _day(n),
        "name": _words(n),
        "sort": ("visit", "threat", "incident", "announcement")[n % 4],
    },
    "milestone": lambda n: {
        "action": f"action/a{n % 300:03d}",
        "name": _words(n),
        "due": _day(n),
        **({"reached": _day(n + 1)} if n % 3 == 0 else {}),
    },
    "source": lambda n: {
        "title": _words(n)["en"],
        "publisher": f"Office {n % 25:02d} (SYNTHETIC)",
        "published": _day(n),
        "grade": "official",
        "key": f"s{n:06d}",
    },
    "figure": lambda n: {
        "indicator": f"indicator/i{n % 200:03d}",
        "period": f"20{n % 25 + 1:02d}-{n % 12 + 1:02d}",
        "place": f"MX-{n % 32 + 1:02d}",
        "value": f"{n * 7919 % 99991}.25",
        "unit": "victims",
        "publisher": "Secretariado Ejecutivo (SYNTHETIC)",
        "as_of": _day(n),
        "status": "provisional",
    },
}


def _label(kind: str, number: int) -> Label:
    return SECRET if kind == "event" and number % 500 == 0 else LABELS[number // 7 % len(LABELS)]


def _drafts(kind: str, things: int) -> Iterator[Draft]:
    for number in range(things):
        yield Draft(kind, f"{kind}/synthetic-{number:06d}", BODIES[kind](number), _label(kind, number))


def build(home: Path, things: int, say: Callable[[str], None]) -> None:
    """Make the house with so many things of each kind in ``home``, unless it is there."""
    if (home / "ready").exists():
        return
    config = Config(home / NAME, PARTY, NAME, demonstration=YES)
    with Node.create(config, "Secretariat (SYNTHETIC)") as node:
        populate(node)
        ledger, officer = node.parts.ledger, node.parts.secrets.officer("secretariat")
        for kind in KINDS[1:]:
            say(f"{things:,} things of kind {kind}")
            drafts = _drafts(kind, things)
            while group := list(islice(drafts, GROUP)):
                ledger.write(group, officer)
        _state(node, things, say)
        say("folding")
        node.refresh(lambda done, total: say(f"  {done:,} of {total:,}") if done % 100_000 < 2000 else None)
    (home / "ready").touch()


def _state(node: Node, things: int, say: Callable[[str], None]) -> None:
    """State every figure six times, each time over the last, batch by batch of one handling."""
    latest: dict[str, Written] = {}
    for version in range(VERSIONS):
        say(f"{things:,} figures, version {version + 1}")
        by_label: dict[Label, list[Draft]] = {}
        for draft in _drafts("figure", things):
            by_label.setdefault(draft.label, []).append(_version(draft, version, latest.get(draft.subject)))
        for drafts in by_label.values():
            for start in range(0, len(drafts), BATCH):
                group: Sequence[Draft] = drafts[start : start + BATCH]
                written = node.parts.ledger.write_batch(group, node.parts.secrets.authority())
                latest |= {draft.subject: one for draft, one in zip(group, written, strict=True)}


def _version(draft: Draft, version: int, before: Written | None) -> Draft:
    if before is None:
        return draft
    body = {**draft.body, "value": f"{version}{draft.body['value']}"}
    tie = (Reference(REVISES, before.rid, before.leaf),)
    return Draft(draft.kind, draft.subject, body, draft.label, tie)
