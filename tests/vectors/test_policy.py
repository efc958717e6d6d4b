"""The vectors of spec/policy: made by the generator, true of this implementation, and of a second small one.

The second one, at the end, uses no line of the exchange: only a CBOR decoder and SHA-256.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from types import SimpleNamespace
from typing import Any, cast

import cbor2
import pytest

from ambos.exchange.release import Agreement, Case, Grant, decide
from ambos.exchange.ruling import Rulings
from ambos.kernel.canonical import encode
from ambos.kernel.header import parse_header, print_header
from ambos.kernel.keys import KEY, KEY_END, KeyBook
from ambos.kernel.ledger import Ledger
from ambos.kernel.reading import Opened
from ambos.kernel.record import Reference
from ambos.kernel.release_kinds import RELEASE_HOME
from ambos.kernel.seal import parse_statement
from ambos.kernel.store.contract import Row
from ambos.values.errors import AmbosError
from tests.vectors.generate_policy import FOLDER, MX, vectors
from tests.vectors.generate_record import Vector, header, printed

Decided = tuple[bool, str]


def load(name: str) -> list[Any]:
    """Give one committed file as test parameters."""
    return [pytest.param(row, id=row["name"]) for row in json.loads((FOLDER / name).read_text())]


def test_the_committed_files_are_what_the_generator_makes() -> None:
    """Every committed vector file equals what the generator makes from its fixed seeds."""
    made = {name: printed(lines) for name, lines in vectors().items()}
    assert made == {path.name: path.read_text() for path in FOLDER.glob("*.json")}


@pytest.mark.parametrize("vector", load("terms.json"))
def test_terms(vector: Vector) -> None:
    """Terms in a header are read, and printed again to the same bytes, or refused."""
    plain = cbor2.loads(print_header(header(1, label=MX)))
    plain |= {2: ["lab", "trm"], "trm": vector["input"]["terms"]}
    data = cbor2.dumps(plain, canonical=True)
    if "failure" in vector:
        with pytest.raises(AmbosError) as refused:
            parse_header(data)
        assert refused.value.code == vector["failure"]
        return
    found = parse_header(data)
    assert found.label.terms.plain() == vector["input"]["terms"]
    assert print_header(found) == data


def test_terms_are_critical() -> None:
    """A header whose terms are not named as critical is refused, and so is one that only names them."""
    plain = cbor2.loads(print_header(header(1, label=MX)))
    terms = [["not-for-court"], [], None, ""]
    for change in ({"trm": terms}, {2: ["lab", "trm"]}, {2: ["trm", "lab"], "trm": terms}):
        with pytest.raises(AmbosError, match="not-canonical"):
            parse_header(cbor2.dumps(plain | change, canonical=True))


def day(text: str | None) -> date | None:
    """Read a day, or nothing."""
    return None if text is None else date.fromisoformat(text)


def case_of(plain: Mapping[str, Any]) -> Case:
    """Read a case."""
    agreement = Agreement(frozenset(plain["purposes"]), day(plain["agreed_until"]))
    grants = tuple(
        Grant(own, bytes.fromhex(leaf), to, day(until)) for own, leaf, to, until in plain["grants"]
    )
    return Case(plain["peer"], date.fromisoformat(plain["day"]), agreement, grants, plain["ordered"])


@pytest.mark.parametrize("decided", ("ours", "second"))
@pytest.mark.parametrize("vector", load("decisions.json"))
def test_decisions(vector: Vector, decided: str) -> None:
    """Each header is decided as stated, by both implementations."""
    given = vector["input"]
    if decided == "ours":
        found = decide(given["version"], parse_header(bytes.fromhex(given["header"])), case_of(given["case"]))
        verdict = found.allowed, found.rule
    else:
        verdict = second_decision(
            given["version"], cbor2.loads(bytes.fromhex(given["header"])), given["case"]
        )
    assert verdict == (vector["expected"]["allowed"], vector["expected"]["rule"])


class House:
    """A house log in memory, as far as the rulings look at one."""

    name = "vector/house"

    def __init__(self, entries: Sequence[Mapping[str, Any]]) -> None:
        self.rows = [bytes.fromhex(entry["statement"]) for entry in entries]
        self.bodies = [entry.get("body") for entry in entries]
        found = [parse_statement(row) for row in self.rows]
        self.rids = {statement.header.rid: seq for seq, statement in enumerate(found)}
        rules = [seq for seq, statement in enumerate(found) if statement.header.kind in RELEASE_HOME]
        store = SimpleNamespace(
            read=self.read,
            statements=lambda start, stop: self.rows[start:stop],
            places_of=lambda rids: {rid: self.rids[rid] for rid in rids if rid in self.rids},
            mark=lambda name: encode(rules),
        )
        self.log = SimpleNamespace(store=store)
        self.reader = SimpleNamespace(one=lambda seq: Opened(seq, found[seq], self.bodies[seq]))
        self.book = KeyBook("US")
        for seq, statement in enumerate(found):
            if statement.header.kind in (KEY, KEY_END):
                self.book.admit(statement, self.bodies[seq] or {}, seq)

    def size(self) -> int:
        """Give the number of entries."""
        return len(self.rows)

    def read(self, start: int, stop: int) -> Iterator[Row]:
        """Give entries in order."""
        for seq in range(start, min(stop, len(self.rows))):
            yield Row(seq, parse_statement(self.rows[seq]).header.rid, self.rows[seq], None)


def find(grants: Sequence[Mapping[str, str]]) -> Callable[[str, Reference], tuple[Grant, ...]]:
    """Find grants among those of a vector."""

    def found(originator: str, tie: Reference) -> tuple[Grant, ...]:
        return tuple(
            Grant(originator, bytes.fromhex(each["leaf"]), each["to"], day(each["until"]))
            for each in grants
            if each["originator"] == originator and bytes.fromhex(each["grant"]) == tie.leaf
        )

    return found


@pytest.mark.parametrize("vector", load("logs.json"))
def test_logs(vector: Vector) -> None:
    """Of each house log just the entries stated go into the channel, in the order stated."""
    given = vector["input"]
    house = House(given["house"])
    rulings = Rulings(given["peer"], cast(Ledger, house), find(given["grants"]), lambda rid: False)
    gone = [row.seq for _, row, _ in rulings.let_go(0, house.size())]
    assert gone == vector["expected"]["channel"]
    rulings.demand_noted(house.size())


@pytest.mark.parametrize("vector", load("logs.json"))
def test_logs_by_a_second_implementation(vector: Vector) -> None:
    """The same follows from the page alone."""
    assert second_channel(vector["input"]) == vector["expected"]["channel"]


# -- a second implementation, from the page

HOME = {"officer", "peer", "policy", "agreement", "release-order", "release-confirmation", "release-lapse"}
STAYING = {"conflict", "deconfliction-reading", "planned-operation"}
KNOWN = {1, 2, 4, 15, 258, 259, "bat", "lab", "ref", "rid", "see", "trm", "typ"}


def second_decision(version: int, head: dict[Any, Any], case: Mapping[str, Any]) -> Decided:
    """Decide by the table of spec/policy, top down."""
    tlp, parties = head["lab"][0], head["lab"][1]
    caveats, purposes, last, own = head.get("trm", [[], [], None, ""])
    quoted = [leaf for relation, _, leaf in head.get("ref", []) if relation == "quotes"]
    author, peer, today = head[15][1].removeprefix("ambos:"), case["peer"], case["day"]
    foreign = own not in ("", author, peer)
    named = tlp == "clear" or peer in parties
    granted = {
        leaf
        for by, leaf, to, until in case["grants"]
        if (by, to) == (own, peer) and (until or today) >= today
    }
    ungranted = not quoted or any(leaf.hex() not in granted for leaf in quoted)
    agreed = set(purposes) <= set(case["purposes"]) and (case["agreed_until"] or today) >= today
    second = version >= 2
    table = [
        ("not-understood", False, not set(head[2]) <= KNOWN),
        ("home", False, head["typ"].partition("/")[0] in HOME),
        ("kind-stays", False, version == 3 and head["typ"].partition("/")[0] in STAYING),
        ("red", False, tlp == "red"),
        ("terms-unknown", False, not second and ("trm" in head or bool(quoted))),
        ("no-third-party", False, second and foreign and "no-third-party" in caveats),
        ("originator-not-asked", False, second and (ungranted if foreign else bool(quoted) and not own)),
        ("override", True, second and case["ordered"]),
        ("not-addressed", False, second and not named),
        ("expired", False, second and last is not None and today > last),
        ("purpose-not-agreed", False, second and bool(purposes) and not agreed),
        ("label", True, named),
        ("not-addressed", False, True),
    ]
    return next((goes, rule) for rule, goes, applies in table if applies)


def second_channel(given: Mapping[str, Any]) -> list[int]:
    """Fold a house log by the page, and give the places that are in the channel."""
    reader = _Second(given)
    for place in range(len(reader.heads)):
        reader.take(place)
    return reader.channel


class _Second:
    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given
        self.peer = given["peer"]
        data = [bytes.fromhex(entry["statement"]) for entry in given["house"]]
        messages = [cbor2.loads(each).value for each in data]
        self.heads = [cbor2.loads(message[0]) for message in messages]
        self.alone = [bool(message[3]) for message in messages]
        self.leaves = [sha256(b"\0" + each).digest() for each in data]
        self.places = {head["rid"]: place for place, head in enumerate(self.heads)}
        self.version, self.agreed, self.until = 1, [], None  # type: int, list[str], str | None
        self.orders: dict[bytes, int] = {}
        self.channel: list[int] = []
        self.going = False
        self.waiting: dict[str, int] = {}

    def kind(self, place: int) -> str:
        return str(self.heads[place]["typ"]).partition("/")[0]

    def about(self, place: int) -> str:
        return str(self.heads[place][15][2]).partition("/")[2].partition("-")[0].upper()

    def ties(self, place: int, relation: str) -> list[list[Any]]:
        return [tie for tie in self.heads[place].get("ref", []) if tie[0] == relation]

    def day(self, place: int) -> str:
        return datetime.fromtimestamp(self.heads[place][15][6], UTC).date().isoformat()

    def decided_on(self, place: int) -> str:
        for other in range(len(self.heads)):
            lapsed = self.kind(other) == "release-lapse" and self.about(other) == self.peer
            if lapsed and any(tie[1] == self.heads[place]["rid"] for tie in self.ties(other, "lapses")):
                return self.day(other)
        return self.day(place)

    def goes(self, place: int, order: int | None = None) -> bool:
        named = self.ties(place, "granted-by") + ([] if order is None else self.ties(order, "granted-by"))
        grants = [
            [grant["originator"], grant["leaf"], grant["to"], grant["until"]]
            for grant in self.given["grants"]
            if any(tie[2].hex() == grant["grant"] for tie in named)
        ]
        case = {"peer": self.peer, "day": self.decided_on(place), "purposes": self.agreed, "grants": grants}
        case |= {"agreed_until": self.until, "ordered": order is not None}
        return second_decision(self.version, self.heads[place], case)[0]

    def take(self, place: int) -> None:
        body, kind = self.given["house"][place].get("body", {}), self.kind(place)
        if kind == "policy":
            self.version = body["number"]
        elif kind == "agreement" and body["party"] == self.peer:
            self.agreed, self.until = body.get("purposes", []), body.get("until")
            self.until = self.until and f"{self.until}-31"[:10]
        elif kind == "release-order" and self.about(place) == self.peer:
            self.orders[self.heads[place]["rid"]] = place
        elif kind == "release-confirmation":
            self.confirm(place)
        elif self.alone[place]:
            self.going = self.goes(place)
        if kind == "key" and body["purpose"] == "officer":
            self.waiting[body["holder"]] = place
        elif kind == "key-end" and not self.told(place):
            pass
        elif self.going and kind not in HOME:
            self.add(place)

    def told(self, end: int) -> bool:
        """Say whether any of the keys that a record ends has gone; the others never will."""
        ended = {self.places[tie[1]] for tie in self.ties(end, "ends")}
        self.waiting = {holder: place for holder, place in self.waiting.items() if place not in ended}
        return any(place in self.channel for place in ended)

    def add(self, place: int) -> None:
        """Put a record into the channel, behind its officer's key if that has not gone."""
        key = self.waiting.pop(self.given["house"][place]["signer"], None) if self.alone[place] else None
        self.channel += [place] if key is None else [key, place]

    def confirm(self, place: int) -> None:
        for _, rid, leaf in self.ties(place, "confirms"):
            order = self.orders.get(rid)
            if order is None or self.leaves[order] != leaf:
                continue
            signers = {self.given["house"][each]["signer"] for each in (order, place)}
            age = (date.fromisoformat(self.day(place)) - date.fromisoformat(self.day(order))).days
            if len(signers) == 2 and age <= 30:
                self.late(order)

    def late(self, order: int) -> None:
        ((_, rid, leaf),) = self.ties(order, "releases")
        target = self.places[rid]
        ended = {tie[1] for place in range(len(self.heads)) for tie in self.ties(place, "ends")}
        registered = {
            self.given["house"][place]["body"]["holder"]: self.heads[place]["rid"]
            for place in range(len(self.heads))
            if self.kind(place) == "key"
        }
        signer = self.given["house"][target]["signer"]
        sound = self.leaves[target] == leaf and self.alone[target] and registered.get(signer) not in ended
        if sound and target not in self.channel and self.goes(target, order):
            members = self.heads[target].get("bat", [b"", 0])[1]
            for place in range(target, target + members + 1):
                self.add(place)
