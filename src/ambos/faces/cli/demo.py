"""``ambos demo``: two nodes with the public record, assessed; where everything is, what to type next."""

import shlex
from collections.abc import Callable
from pathlib import Path

from ambos.faces.cli.declare import Option, Verb
from ambos.faces.cli.review import print_packet
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FOLDER
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.node.demo import Built, build, home_of
from ambos.node.node import Node
from ambos.node.opening import close_sites, is_open, open_sites

USUAL = Path("demo")
RECORD = "commitment/sig-ministerial-2026-02"


def demo(session: Session, home: Path | None, example: bool, open: bool, close: bool) -> None:
    """Make the two nodes unless they are there, print the review and write it as pages.

    ``open`` leaves both nodes open in the browser behind the command; ``close`` ends that and does no more.
    """
    folder = home or USUAL
    if close:
        session.tell(session.say("demo", "closed", count=close_sites(folder)))
        return
    _banner(session)
    done = Built(0, 0, 0, 0) if is_open(folder) else build(folder, _steps(session), example)
    if any(vars(done).values()):
        session.tell(session.say("demo", "built", **vars(done)))
    else:
        session.tell(session.say("demo", "unchanged"))
    with Node.open(home_of(folder, "US")) as node:
        pages = _review(session, node, folder)
    _ending(session, folder, pages)
    if open:
        _opened(session, folder)


COMMAND = Verb(
    "demo",
    demo,
    (
        Option("home", FOLDER),
        Option("example", flag=True),
        Option("open", flag=True),
        Option("close", flag=True),
    ),
)


def _banner(session: Session) -> None:
    """Say before anything else what this is and what it is not."""
    from ambos.faces.cli.printing import line

    line(session.say("demo", "banner.title"), "bold")
    line(session.say("demo", "banner.text"))


def _steps(session: Session) -> Callable[[str], None]:
    return lambda step: session.tell(session.say("demo", f"step.{step}"))


def _review(session: Session, node: Node, folder: Path) -> list[Path]:
    """Print the review as of the day on which the shipped record ends, and write it in each language."""
    from ambos.faces.reports.document import document
    from ambos.faces.reports.editions import EDITIONS
    from ambos.faces.reports.page import page
    from ambos.node.past import looking_back
    from ambos.node.published import ENDS
    from ambos.node.stamps import stamped

    with looking_back(node, as_of=ENDS) as shelf:
        made = stamped(node, past=shelf)
    session.tell(session.say("demo", "as-of", day=session.shown.formats.date(made.packet.review.today)))
    print_packet(made.packet, session.language)
    files = [folder / f"review.{code}.html" for code in LANGUAGES]
    for code, file in zip(LANGUAGES, files, strict=True):
        laid = document(made.packet, EDITIONS["cochair"], Language(code), made.stamp)
        file.write_text(page(laid), encoding="utf-8")
    return files


def _ending(session: Session, folder: Path, pages: list[Path]) -> None:
    """Say where everything is and what to type next."""
    from ambos.faces.cli.printing import heading, line, pairs

    heading(session.say("demo", "where.title"))
    places = [(home_of(folder, party), f"where.{party.lower()}") for party in ("US", "MX")]
    pairs(
        [
            *((str(path), session.say("demo", key)) for path, key in places),
            *(
                (str(page), session.say("demo", f"where.page.{code}"))
                for code, page in zip(LANGUAGES, pages, strict=True)
            ),
        ]
    )
    heading(session.say("demo", "next.title"))
    begin = _program(session, folder)
    for key in ("show", "verify", "packet", "late", "figures", "import"):
        line(session.say("demo", f"next.{key}"))
        typed = session.say("demo", f"type.{key}", record=RECORD)
        session.print(f"    {begin} {typed}")
    line("")
    line(session.say("demo", "reminder"), "bold")


def _opened(session: Session, folder: Path) -> None:
    """Open both nodes in the browser and say where, how to sign in and how to end it."""
    from ambos.faces.cli.printing import heading, line, pairs

    sites = open_sites(folder)
    heading(session.say("demo", "open.title"))
    pairs([(one.address, session.say("demo", f"where.{one.party.lower()}")) for one in sites])
    line(session.say("demo", "open.enter"))
    line(session.say("demo", "open.people"))
    home = [] if folder == USUAL else ["--home", str(folder)]
    line(session.say("demo", "open.end", command=shlex.join([session.program(), "demo", *home, "--close"])))


def _program(session: Session, folder: Path) -> str:
    """Give what a command begins with here: the program, the node unless it is found anyway, the language."""
    node = [] if folder == USUAL else ["--node", str(home_of(folder, "US"))]
    language = ["--lang", session.language.code] if session.language_from == "--lang" else []
    return shlex.join([session.program(), *node, *language])
