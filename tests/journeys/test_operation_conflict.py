"""Two desks and two borders, each a process of its own: both learn of a conflict, and neither of a plan."""

import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from pathlib import Path
from subprocess import Popen
from typing import Any, Final

import pytest

from ambos.exchange.release import STAYING
from ambos.exchange.sealed import open_section
from ambos.kernel.canonical import encode
from ambos.node.border_process import LOOPBACK
from ambos.node.bordering import outbox
from ambos.node.deconfliction import ANSWERED, BEGUN, JOINED, READ
from ambos.node.node import Node
from ambos.node.partners import place
from ambos.testing.border_crash import Neighbours, other
from ambos.testing.pair import PARTIES
from ambos.testing.proxy import PASS, Fault, Proxy
from tests.processes import finish, start

DESKS: Final = {"US": "EPIC watch", "MX": "Mesa CNI"}  # what each side means the other to call
AHEAD: Final = timedelta(days=3)


@dataclass(frozen=True)
class Secret:
    """A plan of one side, and the operation behind it: all of it is to stay."""

    slug: str
    name: str
    sort: str
    latitude: str
    longitude: str
    hours: tuple[str, str]
    desk: str

    def operation(self, day: date) -> dict[str, Any]:
        """Give the body of the operation."""
        return {"name": {"en": self.name}, "sort": self.sort, "planned": day.isoformat()}

    def plan(self, day: date) -> dict[str, Any]:
        """Give the body of the plan."""
        return {
            "sort": self.sort,
            "starts": f"{day}T{self.hours[0]}-07:00",
            "until": f"{day}T{self.hours[1]}-07:00",
            "latitude": self.latitude,
            "longitude": self.longitude,
            "radius_km": "3.7",
            "desk": self.desk,
            "operation": f"operation/{self.slug}",
        }

    def marks(self) -> Iterator[bytes]:
        """Give the bytes by which anything of it is known: its words, its numbers as text and as doubles."""
        for number in (self.latitude, self.longitude):
            yield from (struct.pack(order, float(number)) for order in (">d", "<d"))
        words = (self.slug, self.name, self.sort, self.latitude, self.longitude, self.desk)
        yield from (word.encode() for word in (*words, *(f"T{hour}-07:00" for hour in self.hours)))


PLANS: Final = {
    "US": (
        Secret(
            "zopilote-norte",
            "Operation Zopilote",
            "controlled-delivery",
            "31.3301",
            "-110.9407",
            ("01:37", "05:03"),
            "Cell-7c1f",
        ),
        Secret(
            "tlacuache-hermosillo",
            "Operation Tlacuache",
            "interdiction",
            "29.0871",
            "-110.9613",
            ("02:41", "03:19"),
            "Cell-4e9b",
        ),
    ),
    "MX": (
        Secret(
            "cacomixtle-sur",
            "Operativo Cacomixtle",
            "surveillance",
            "31.3359",
            "-110.9391",
            ("04:11", "09:29"),
            "Celda-93ad",
        ),
    ),
}


class Tap(Proxy):
    """A network that passes everything on, and keeps what it carried."""

    def __init__(self, onward: tuple[str, int]) -> None:
        super().__init__(onward, repeat(Fault(PASS)))
        self.carried = bytearray()

    def _pass(self, sink: Any, data: bytes, fault: Fault, passed: int) -> bool:
        self.carried += data
        return super()._pass(sink, data, fault, passed)


@contextmanager
def tapped(neighbours: Neighbours) -> Iterator[dict[str, Tap]]:
    """Let each reach the other's border through a tap."""
    with ExitStack() as stack:
        taps = {}
        for visitor in PARTIES:
            host, port = neighbours.listens[other(visitor)].split(":")
            taps[visitor] = stack.enter_context(Tap((host, int(port))))
        with neighbours.opened() as nodes:
            for visitor, tap in taps.items():
                place(nodes[visitor], other(visitor), f"https://{LOOPBACK}:{tap.port}", None)
        yield taps


class Desk:
    """A desk at work in its own process."""

    def __init__(self, home: Path) -> None:
        self._process: Popen[str] = start("tests.journeys.at_desk", str(home))

    def do(self, act: str, *arguments: Any) -> Any:
        """Have it do something; give what it answers."""
        asked, said = self._process.stdin, self._process.stdout
        assert asked and said
        asked.write(json.dumps([act, *arguments]) + "\n")
        asked.flush()
        return json.loads(said.readline())

    def end(self) -> None:
        """Let it close its node."""
        finish(self._process)


@contextmanager
def at_work(homes: Mapping[str, Path]) -> Iterator[dict[str, Desk]]:
    """Open a desk at each node, and let them close at the end."""
    with ExitStack() as stack:
        desks = {party: Desk(home) for party, home in homes.items()}
        for desk in desks.values():
            stack.callback(desk.end)
        yield desks


def lodge(desk: Desk, secrets: Sequence[Secret], day: date) -> None:
    """Let a desk write its operations and lodge their plans."""
    for secret in secrets:
        desk.do("say", "operation", secret.slug, secret.operation(day))
        desk.do("say", "planned-operation", secret.slug, secret.plan(day))


def compared(desks: Mapping[str, Desk]) -> list[list[str]]:
    """Let the desks take turns until both have read the round; give what each did in its turns."""
    did = []
    for party in (*PARTIES, *PARTIES):
        desks[party].do("visit", other(party))
        did.append(desks[party].do("compare", DESKS[party]))
        desks[party].do("visit", other(party))
    return did


@dataclass(frozen=True)
class Journey:
    """What came of it: what each turn did, what each side was told, what went over each connection."""

    neighbours: Neighbours
    did: list[list[str]]
    told: dict[str, list[dict[str, Any]]]
    carried: dict[str, bytes]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The whole way: lodged, visited, compared, told."""
    neighbours = Neighbours(tmp_path_factory.mktemp("conflict"))
    with neighbours.serving(), tapped(neighbours) as taps, at_work(neighbours.homes) as desks:
        for party, desk in desks.items():
            lodge(desk, PLANS[party], (datetime.now(UTC) + AHEAD).date())
        did = compared(desks)
        told = {party: desk.do("told") for party, desk in desks.items()}
    yield Journey(neighbours, did, told, {party: bytes(tap.carried) for party, tap in taps.items()})


def test_both_are_told_and_of_the_same(journey: Journey) -> None:
    """Each learns which of its own plans is met, where and when roughly, and whom to call; no more."""
    assert journey.did == [[BEGUN], [JOINED, ANSWERED], [ANSWERED, READ], [READ]]
    (ours,), (theirs,) = journey.told["US"], journey.told["MX"]
    assert ours["plan"] == "planned-operation/zopilote-norte" and ours["desk"] == DESKS["MX"]
    assert theirs["plan"] == "planned-operation/cacomixtle-sur" and theirs["desk"] == DESKS["US"]
    for field in ("starts", "until", "latitude", "longitude", "grid"):
        assert ours[field] == theirs[field]


@pytest.mark.parametrize("party", PARTIES)
def test_nothing_of_a_plan_lies_at_the_partner_or_at_a_border(journey: Journey, party: str) -> None:
    """No file of the partner and none of either border holds a mark of a plan; the owner's own files do."""
    homes, marks = journey.neighbours.homes, marks_of(party)
    borders = [home / "border" for home in homes.values()]
    assert all(border.is_dir() for border in borders)
    assert found([homes[other(party)], *borders], marks) == []
    assert found([homes[other(party)]], [DESKS[party].encode()])  # what was told is found in this way
    planted = {mark for _, mark in found([homes[party]], marks)}
    assert {secret.desk.encode() for secret in PLANS[party]} <= planted


@pytest.mark.parametrize("party", PARTIES)
def test_nothing_of_a_plan_was_handed_over(journey: Journey, party: str) -> None:
    """Opened with the partner's own keys, what it was given holds points and a desk, no mark of a plan."""
    with journey.neighbours.opened() as nodes:
        given = b"".join(handed(nodes[party], nodes[other(party)]))
        kinds = {row.kind for row in mirrored(nodes[other(party)], party)}
        assert all(node.verify() for node in nodes.values())
    assert DESKS[party].encode() in given and b"deconfliction-answer" in given
    assert [mark for mark in marks_of(party) if mark in given] == []
    assert kinds.isdisjoint(STAYING) and {"deconfliction-offer", "deconfliction-answer"} <= kinds


@pytest.mark.parametrize("party", PARTIES)
def test_the_wire_tells_nothing(journey: Journey, party: str) -> None:
    """Of what went over the sockets not even that can be read which the partner was told."""
    marks = [*marks_of(party), *(desk.encode() for desk in DESKS.values()), b"deconfliction"]
    for carried in journey.carried.values():
        assert len(carried) > 1 << 15 and [mark for mark in marks if mark in carried] == []


def marks_of(party: str) -> list[bytes]:
    """Give every mark of a party's plans."""
    return [mark for secret in PLANS[party] for mark in secret.marks()]


def found(folders: Sequence[Path], marks: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """Give each file below the folders with each mark that its bytes hold."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    read = ((path, path.read_bytes()) for path in files)
    return [(str(path), mark) for path, data in read for mark in marks if mark in data]


def mirrored(node: Node, party: str) -> Sequence[Any]:
    """Give the entries that a node holds of a partner."""
    return list(node.shelf.entries(node.mirrors()[party].name, 0))


def handed(sender: Node, receiver: Node) -> Iterator[bytes]:
    """Give all that a sender put out, opened with the receiver's keys, and all bodies that came of it."""
    party = sender.config.party
    openers = list(receiver.parts.secrets.openers().values())
    origin, position = sender.channel(receiver.config.party).log.origin, 0
    while path := outbox(sender, receiver.config.party).section_at(position):
        section = open_section(path.read_bytes(), openers, origin)
        yield bytes(section)
        position = section.new
    for row in mirrored(receiver, party):
        yield encode(receiver.reader(row.log).one(row.seq).body)
