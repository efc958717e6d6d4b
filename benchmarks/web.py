"""``make bench-web``: fifty people at once in a browser's stead, at a house of a million records.

    python -m benchmarks.web [--sizes 10k,100k] [--seconds 60] [--home DIR] [--write docs/performance.md]

The house (SYNTHETIC, see ``web_house``) is made once in the folder named by ``--home`` and kept there. The
real ``ambos serve`` is started on it. Each of fifty people signs in as one of the demonstration's officers,
asks for a page, reads it for three seconds and asks for the next; what the server needed, it says itself
(Server-Timing). The first home and lists of each officer, for which a review is made and counts are taken,
come before the minute that is measured. Beside it, in the same run and with the same people, stands one list
page by plain Django (``web_peer``).
"""

import argparse
import gzip
import http.client
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlencode

from ambos.node.node import Node
from benchmarks import machine, pace, report, web_peer
from benchmarks.measuring import say
from benchmarks.web_house import BODIES, KINDS, NAME, NOMBRES, NOUNS, build

UNITS: Final = {"k": 1_000}
PEOPLE: Final = 50
THINKING: Final = 3.0  # seconds, on average, that a person reads a page
OFFICERS: Final = ("minister", "co-chair", "action-owner", "analyst", "prosecutor", "auditor", "secretariat")
PATIENCE: Final = 600
PENDING: Final = 503
P95, MEMORY, WEIGHT = 50.0, 400.0, 300_000  # milliseconds, MiB, bytes
NOTHING: Final = ("charts.js",)  # the chart runtime does not count towards the weight of a first page


@dataclass
class Told:
    """What was measured: for each page its times in milliseconds, errors, and the server's memory in MiB."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    memory: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: str, took: float) -> None:
        """Take one answer."""
        with self.lock:
            self.times.setdefault(page, []).append(took)


class Person:
    """One person with a connection and cookies of their own."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, float, bytes]:
        """Ask for a page, or send a form; give status, the server's own milliseconds, and the body."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "Accept-Encoding": "gzip", "Referer": "http://localhost/"}
        body = None
        if form is not None:
            body = urlencode({**form, "csrfmiddlewaretoken": self._cookies.get("ambos-csrf", "")})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self._asked("GET" if body is None else "POST", path, body, headers)
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        told = re.search(r"dur=([0-9.]+)", answer.headers.get("Server-Timing", ""))
        return answer.status, float(told[1]) if told else 0.0, content

    def _asked(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """Ask over the open connection, or as browsers do over a new one where the server has closed it."""
        try:
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()

    def enter(self, officer: str) -> None:
        """Sit down as one of the demonstration's people."""
        self.ask("/enter")
        status, _, _ = self.ask("/enter/as", {"officer": officer})
        assert status in (302, 303), status


def pages(things: int, rids: Sequence[str], seed: int) -> Iterator[tuple[str, str]]:
    """Give the pages that one person asks for in their order, each with its name in the table."""
    chance = Random(seed)  # the same walk on every run
    for _ in count():
        kind = chance.choice(KINDS)
        word = chance.choice((*NOUNS, *NOMBRES))
        number = chance.randrange(things)
        yield "home", "/"
        yield "list", f"/things/{kind}/"
        yield "list, narrowed", "/things/event/?" + urlencode({"sort": chance.choice(("visit", "threat"))})
        yield "thing", f"/things/{kind}/synthetic-{number:06d}"
        yield "search", "/search?" + urlencode({"q": f"{word} {number:06d}"[: chance.choice((6, 20))]})
        yield "scorecard", "/scorecard"
        yield "record", f"/records/{chance.choice(rids)}"
        yield "inbox", "/inbox"
        yield "list, ordered", "/things/commitment/?" + urlencode({"order": "said_on"})


def visit(person: Person, walk: Iterator[tuple[str, str]], told: Told, until: float, seed: int) -> None:
    """Ask for page after page until the time is over."""
    chance = Random(seed)
    time.sleep(chance.random() * THINKING)
    while time.monotonic() < until:
        name, path = next(walk)
        try:
            status, took, _ = person.ask(path)
        except OSError as error:
            told.errors.append(f"{path}: {error}")
            return
        if status not in (200, 404):
            told.errors.append(f"{path}: {status}")
        told.add(name, took)
        time.sleep(THINKING * (0.5 + chance.random()))


def crowd(
    server: subprocess.Popen[bytes],
    people: Sequence[Person],
    walks: Sequence[Iterator[tuple[str, str]]],
    seconds: int,
) -> Told:
    """Let all people walk at once; give what was measured."""
    told, until = Told(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=visit, args=(person, walk, told, until, seed))
        for seed, (person, walk) in enumerate(zip(people, walks, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    status = Path(f"/proc/{server.pid}/status").read_text()
    told.memory = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]
    return told


def started(command: Sequence[str], port: int, told: Path) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers; what it tells goes to a file."""
    with told.open("wb") as stream:
        server = subprocess.Popen(command, stdout=stream, stderr=stream)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(f"{command} ended: {told.read_text()}")
        try:
            Person(port).ask("/enter")
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise SystemExit(f"{command} does not answer")


def free_port() -> int:
    """Give a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def warmed(person: Person) -> float:
    """Let a person see what is computed once for their rights; give the seconds that the first home took."""
    started_at = time.monotonic()
    while person.ask("/")[0] == PENDING:  # the first review of very many things: one is told to ask again
        time.sleep(1)
    took = time.monotonic() - started_at
    for kind in KINDS:
        person.ask(f"/things/{kind}/")
    return took


def weigh(person: Person) -> int:
    """Give the bytes on the wire of the first page with its styles and scripts, without the chart runtime."""
    _, _, page = person.ask("/")
    text = gzip.decompress(page).decode() if page[:2] == b"\x1f\x8b" else page.decode()
    paths = dict.fromkeys(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
    return len(page) + sum(
        len(person.ask(path)[2]) for path in paths if not any(name in path for name in NOTHING)
    )


def measure(home: Path, things: int, seconds: int) -> tuple[Told, Told, int, list[float]]:
    """Measure ours and the peer, one after the other; give both, the first page's weight, and the paces.

    The machine's pace is taken just before and just after the minute of ours: it may change within minutes.
    """
    house = home / f"{things}"
    house.mkdir(parents=True, exist_ok=True)
    build(house, things, say)
    with Node.open(house / NAME) as node:
        rows = node.parts.tables.execute(
            "SELECT current FROM thing WHERE kind = 'event' ORDER BY subject LIMIT 500"
        )
    rids = [rid for (rid,) in rows]
    port = free_port()
    ambos = [
        sys.executable,
        "-m",
        "ambos.faces.cli",
        "--node",
        str(house / NAME),
        "serve",
        "--port",
        str(port),
    ]
    server = started(ambos, port, house / "ambos.log")
    try:
        people = [Person(port) for _ in range(PEOPLE)]
        for number, person in enumerate(people):
            person.enter(OFFICERS[number % len(OFFICERS)])
        firsts = [warmed(person) for person in people[: len(OFFICERS)]]
        say(f"first homes, seconds: {', '.join(f'{first:.1f}' for first in firsts)}")
        weight = weigh(people[0])
        say(f"{PEOPLE} people for {seconds} s")
        paces = [pace.checks_a_second()]
        ours = crowd(server, people, [pages(things, rids, seed) for seed in range(PEOPLE)], seconds)
        paces.append(pace.checks_a_second())
    finally:
        server.terminate()
        server.wait()
    bodies = ((f"synthetic-{n:06d}", BODIES["event"](n)) for n in range(things))
    web_peer.lay(house, ((slug, b["happened"], b["name"]["en"], b["sort"]) for slug, b in bodies))
    port = free_port()
    peer = [sys.executable, "-m", "benchmarks.web_peer", str(house), str(port)]
    server = started(peer, port, house / "peer.log")
    try:
        walks = [(("list by plain Django", "/") for _ in count()) for _ in range(PEOPLE)]
        theirs = crowd(server, [Person(port) for _ in range(PEOPLE)], walks, min(seconds, 20))
    finally:
        server.terminate()
        server.wait()
    return ours, theirs, weight, paces


def share(times: Sequence[float], part: float) -> float:
    """Give the time within which this part of the answers came."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def rows_of(told: Told) -> Iterator[tuple[str, ...]]:
    """Give the cells of each page, and of all together."""
    every = [took for times in told.times.values() for took in times]
    for name, times in (*sorted(told.times.items()), ("all", every)):
        if times:
            yield name, f"{len(times):,}", *(f"{share(times, part):.1f}" for part in (0.5, 0.95, 0.99))


def page(things: int, seconds: int, ours: Told, theirs: Told, weight: int, paces: list[float]) -> str:
    """Lay what was measured as a part."""
    paced = statistics.mean(paces) / pace.OF_THE_BARS
    every = [took for times in ours.times.values() for took in times]
    bars = [
        ("p95 of all pages, ms", f"<= {P95:.0f}", f"<= {P95 / paced:.0f}", f"{share(every, 0.95):.1f}"),
        ("errors", "0", "the same", str(len(ours.errors))),
        ("memory of the server, MiB", f"< {MEMORY:.0f}", "the same", f"{ours.memory:.0f}"),
        ("first page, bytes on the wire", f"< {WEIGHT:,}", "the same", f"{weight:,}"),
    ]
    head = ("page", "answers", "p50 ms", "p95 ms", "p99 ms")
    lines = [f"### {things:,} things of each of {len(KINDS)} kinds, {things * 10:,} records, {seconds} s", ""]
    lines += [f"- {pace.described(paces)}", ""]
    lines += [*report.table(("target", "wanted", "at this pace", "measured"), bars, "lrrr"), ""]
    lines += [*report.table(head, [*rows_of(ours), *list(rows_of(theirs))[:1]], "lrrrr"), ""]
    return "\n".join([*lines, *(f"- error: {each}" for each in ours.errors[:10]), ""])


def main() -> None:
    """Measure each size, print and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", default="100k")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--home", type=Path, default=Path.home() / ".cache" / "ambos-bench-web")
    parser.add_argument("--write", type=Path, help="put a section of today's on this page")
    asked = parser.parse_args()
    sizes = [int(text.rstrip("k")) * UNITS.get(text[-1], 1) for text in asked.sizes.split(",")]
    busy = machine.busy()
    told = [page(things, asked.seconds, *measure(asked.home, things, asked.seconds)) for things in sizes]
    parts = [f"## {datetime.now(UTC).date().isoformat()}: web", "", "Printed by `make bench-web`.", ""]
    parts += [*(f"- {line}" for line in machine.of_computer()), f"- Load before: {busy}", "", *told]
    text = "\n".join(parts)
    print(text)
    if asked.write:
        report.add(asked.write, text)


if __name__ == "__main__":
    main()
