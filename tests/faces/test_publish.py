"""The public site: nothing unreleased, whole or not at all, and every proof in it holds without Ambos."""

import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ambos.faces.reports.site.writing import MARK, FolderForeign, write
from ambos.kernel.acts import New
from ambos.node.node import Node
from ambos.node.publishing import public, verifier
from ambos.testing.clock import HandClock
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed
from ambos.values.handling import PUBLIC, Label

WORDS = {"en": "Fewer deaths", "es": "Menos muertes"}
SECRET = {"en": "Quiet plan", "es": "Plan reservado"}
OPEN = [
    New("framework", "ours", {"name": WORDS, "started": "2025-09"}, PUBLIC),
    New("goal", "lives", {"framework": "framework/ours", "name": WORDS}, PUBLIC),
    New(
        "indicator",
        "deaths",
        {
            "name": WORDS,
            "definition": WORDS,
            "sort": "outcome",
            "unit": "deaths",
            "direction": "down",
            "calendar": "calendar",
            "goals": ["goal/lives"],
        },
        PUBLIC,
    ),
]
WITHHELD = [
    New("framework", "quiet", {"name": SECRET, "started": "2025-09"}, Label()),
    New("goal", "quiet", {"framework": "framework/ours", "name": SECRET}, Label(("MX",))),
]


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes, the one with public records and a withheld one between them."""
    with pair(tmp_path / "nodes") as made:
        made.us.propose([OPEN[0], WITHHELD[0], *OPEN[1:]])
        made.us.state([figure(year) for year in range(2019, 2025)])
        made.exchange(2)
        yield made


def figure(year: int) -> New:
    """Give a public figure of a year."""
    told = {
        "indicator": "indicator/deaths",
        "period": str(year),
        "place": "US",
        "value": str(900 - year % 100),
    }
    return New(
        "figure", f"deaths-{year}", {**told, "unit": "deaths", "publisher": "CDC", "status": "final"}, PUBLIC
    )


def site(node: Node, folder: Path) -> dict[str, bytes]:
    """Publish, and give every file by its path."""
    with public(node) as found:
        count = write(found, folder)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert len(files) == count
    return files


def test_every_proof_holds_without_ambos(nodes: Pair, tmp_path: Path) -> None:
    """Each proof that is published is accepted by the independent program under the card beside it."""
    files = site(nodes.us, tmp_path / "site")
    check = runpy.run_path(str(verifier()))["check"]
    proofs = [name for name in files if name.startswith("proofs/")]
    shown = [check(tmp_path / "site" / name, [str(tmp_path / "site/cards/US.json")]) for name in proofs]
    subjects = {one["subject"] for one in shown}
    assert {f"{new.kind}/{new.slug}" for new in OPEN} <= subjects and len(proofs) == len(OPEN) + 6


def test_what_the_site_tells_a_citizen_to_type_works(nodes: Pair, tmp_path: Path) -> None:
    """The commands of the page on verification end with nought, and fail on an altered proof."""
    folder = tmp_path / "site"
    page = site(nodes.us, folder)["en/verify.html"].decode()
    (typed,) = re.findall(r"<pre>python (verify\.py .*?)</pre>", page)
    command = [sys.executable, *typed.split()]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    assert subprocess.run(["sha256sum", "-c", "--quiet", MARK], cwd=folder, check=False).returncode == 0
    proof = folder / command[2]
    proof.write_text(re.sub(r'"place": (\d+)', '"place": 9\\1', proof.read_text(), count=1))
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 3


def test_what_is_withheld_changes_no_byte(nodes: Pair, tmp_path: Path) -> None:
    """Two nodes that differ in withheld records alone publish the same bytes, proofs included."""
    before = site(nodes.us, tmp_path / "one")
    home, clock = nodes.us.config.home, HandClock(nodes.us.parts.now())
    shutil.copytree(home, tmp_path / "other")
    nodes.us.propose(WITHHELD[1:])
    after = site(nodes.us, tmp_path / "two")
    with Node.open(tmp_path / "other", now=clock.now) as other:
        third = site(other, tmp_path / "three")
    assert before == after == third
    text = b"".join(after.values())
    assert not any(words.encode() in text for words in (*SECRET.values(), "quiet"))


def test_what_is_public_does_show(nodes: Pair, tmp_path: Path) -> None:
    """One more public thing changes the site: the test above can fail."""
    before = site(nodes.us, tmp_path / "one")
    nodes.us.propose([New("goal", "more", {"framework": "framework/ours", "name": WORDS}, PUBLIC)])
    after = site(nodes.us, tmp_path / "one")
    assert "en/goal/more.html" in after and before["en/index.html"] != after["en/index.html"]


class Links(HTMLParser):
    """Collects where a page points to, and any script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links and scripts; inline style and handlers count as scripts."""
        given = dict(attrs)
        self.scripts += tag == "script" or "style" in given or any(name.startswith("on") for name in given)
        self.ids |= {str(given["id"])} if "id" in given else set()
        self.found |= {str(given[name]) for name in ("href", "src") if given.get(name)}


def test_every_link_leads_to_a_file(nodes: Pair, tmp_path: Path) -> None:
    """No page has a script or points outside the site, and whatever it points to is there."""
    folder = tmp_path / "site"
    for name in site(nodes.us, folder):
        if name.endswith(".html"):
            links = Links()
            links.feed((folder / name).read_text(encoding="utf-8"))
            assert not links.scripts, name
            for link in links.found:
                path, _, part = link.partition("#")
                assert not path or ((folder / name).parent / path).resolve().is_file(), (name, link)
                assert path or part in links.ids or link.startswith("#"), (name, link)


def test_both_languages_say_as_much(nodes: Pair, tmp_path: Path) -> None:
    """Each page is there in English and in Spanish, and names its language."""
    files = site(nodes.us, tmp_path / "site")
    english, spanish = ({n[3:] for n in files if n.startswith(f"{code}/")} for code in ("en", "es"))
    assert english == spanish and len(english) > 10
    assert (
        b'<html lang="es">' in files["es/index.html"] and "Menos muertes" in files["es/index.html"].decode()
    )


def test_a_foreign_folder_is_left_alone(nodes: Pair, tmp_path: Path) -> None:
    """A folder that holds anything else is refused and keeps it; the site before is replaced whole."""
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine")
    with public(nodes.us) as found, pytest.raises(FolderForeign):
        write(found, foreign)
    assert [path.name for path in foreign.iterdir()] == ["thesis.txt"]
    site(nodes.us, tmp_path / "site")
    (tmp_path / "site" / "stray.html").write_text("left over")
    assert "stray.html" not in site(nodes.us, tmp_path / "site")
    assert {path.name for path in tmp_path.iterdir()} == {"nodes", "foreign", "site"}


def test_only_who_may_run_the_node_publishes(nodes: Pair) -> None:
    """What is published cannot be taken back: an analyst is refused."""
    nodes.us.enrol("clerk", {"name": "A clerk", "roles": ["analyst"]})
    with pytest.raises(NotAllowed), public(nodes.us.seat("clerk")):
        pytest.fail("it was published")
