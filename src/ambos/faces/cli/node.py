"""``ambos node``: make a node, look at it, rebuild its tables, enrol its officers, bring it back."""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.errors import NodeNotNamed
from ambos.faces.cli.readings import READS
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, FILE, NUMBER, PARTY, TEXT, Text
from ambos.node.standing import Standing, standing

COMMAND = Noun("node")
OFFICER = COMMAND.noun("officer")


@COMMAND.verb(
    "init",
    Option("party", PARTY, required=True),
    Option("name", Text("name"), required=True),
    Option("store", Text("dsn")),
    Option("officer-name", TEXT),
)
def init(session: Session, party: str, name: str, store: str | None, officer_name: str | None) -> None:
    """Make a node in the folder named, with its keys and its first officer."""
    from ambos.node.config import SQLITE, Config
    from ambos.node.node import Node

    home = session.named_home()
    if home is None:
        raise NodeNotNamed(folder=name)
    officer = session.officer or "secretariat"
    called = officer_name or session.say("cli", "node.first-officer")
    with Node.create(Config(home, party, name, store or SQLITE, officer), called) as node:
        session.tell(session.say("cli", "node.made", party=party, name=name, folder=home, officer=officer))
        own = node.card()
        session.tell(session.say("cli", "node.fingerprint", fingerprint=own.fingerprint))
        roots = {"count": len(own.keys.roots), "threshold": own.keys.threshold, "folder": node.config.roots}
        session.tell(session.say("cli", "node.roots", **roots))


@COMMAND.verb("status", JSON)
def status(session: Session, json: bool) -> None:
    """Print how the node stands."""
    found = standing(session.node)
    if json:
        session.json(_document(session, found))
    else:
        _print(session, found)


def _document(session: Session, found: Standing) -> dict[str, object]:
    config = session.node.config
    return {
        "party": config.party,
        "name": config.name,
        "folder": str(config.home),
        "officer": session.node.person().officer,
        "logs": [vars(log) for log in found.logs],
        "officers": [{"id": thing.slug, **thing.body} for thing in found.officers],
        "peers": {
            party: {"name": card.name, "fingerprint": card.fingerprint} for party, card in found.peers.items()
        },
        "forks": list(found.forks),
        "quarantine": dict(found.quarantine),
        "tables": dict(found.cursors),
    }


def _print(session: Session, found: Standing) -> None:
    from ambos.faces.cli.printing import heading, line, pairs, table

    config, shown = session.node.config, session.shown
    line(session.say("cli", "node.title", party=config.party, name=config.name, folder=config.home), "bold")
    for party in found.forks:
        line(session.say("cli", "node.fork", party=party), "bold red")
    heading(session.say("cli", "node.logs"))
    head = [
        session.say("cli", f"column.{name}")
        for name in ("log", "origin", "records", "head", "newest", "read")
    ]
    rows = [
        (
            session.say("cli", f"log.{log.sort}", party=log.party),
            log.origin,
            shown.formats.number(log.size),
            log.root[:12],
            shown.stamp(log.time),
            "" if log.acknowledged is None else shown.formats.number(log.acknowledged),
        )
        for log in found.logs
    ]
    table(head, rows, right=(2, 5))
    heading(session.say("cli", "node.officers"))
    register = session.node.register["officer"]
    people = [
        (thing.slug, *(shown.value(register.by_name[n], thing.get(n)) for n in OFFICER_FIELDS))
        for thing in found.officers
    ]
    table(
        [session.say("cli", "column.id"), *(shown.field_name("officer", name) for name in OFFICER_FIELDS)],
        people,
    )
    heading(session.say("cli", "node.peers"))
    if not found.peers:
        line(session.say("cli", "node.no-peers"))
    pairs([(party, f"{card.name}  {card.fingerprint}") for party, card in found.peers.items()])
    heading(session.say("cli", "node.tables"))
    pairs(
        (log, session.say("cli", "node.folded", count=shown.formats.number(at)))
        for log, at in found.cursors.items()
    )
    _print_quarantine(session, found)


OFFICER_FIELDS = ("name", "roles", "compartments", "vetted_until")


def _print_quarantine(session: Session, found: Standing) -> None:
    from ambos.faces.cli.printing import heading, line, pairs

    heading(session.say("cli", "node.quarantine"))
    if not found.quarantine:
        line(session.say("cli", "node.quarantine-empty"))
    pairs((code, str(count)) for code, count in sorted(found.quarantine.items()))


@COMMAND.verb("rebuild", JSON)
def rebuild(session: Session, json: bool) -> None:
    """Fold the tables anew and say whether they came out the same."""
    from ambos.kernel.access import RUN

    node = session.node
    node.demand(RUN)
    before = node.projection.digests()
    with session.progress(session.say("cli", "progress.rebuilding")) as report:
        count = node.rebuild(report)
    changed = sorted(name for name, digest in node.projection.digests().items() if digest != before.get(name))
    if json:
        session.json({"records": count, "tables": len(before), "changed": changed})
        return
    key = "node.rebuilt-changed" if changed else "node.rebuilt-equal"
    from ambos.faces.cli.printing import line

    counted = session.shown.formats.number(count)
    line(session.say("cli", key, count=counted, tables=len(before), changed=", ".join(changed)))


@COMMAND.verb("restored")
def restored(session: Session) -> None:
    """Declare that this node was put back from a copy: it signs nothing until somebody else was asked."""
    from ambos.node.recovering import declare_restored

    parties = declare_restored(session.node)
    session.tell(session.say("restoring", "declared" if parties else "declared-alone"))
    for party in parties:
        session.tell(session.say("restoring", "awaited", party=party))


@COMMAND.verb("confirm")
def confirm(session: Session) -> None:
    """Confirm, as one of two persons, that this node has signed nothing newer than what it holds."""
    from ambos.node.recovering import confirm as confirmed
    from ambos.node.recovering import in_doubt

    officers = confirmed(session.node)
    key = "confirmed" if in_doubt(session.node) else "settled"
    session.tell(session.say("restoring", key, officers=", ".join(officers)))


@COMMAND.verb("give-back", Argument("party", PARTY), Argument("file", FILE))
def give_back(session: Session, party: str, file: Path) -> None:
    """Write for a partner that has lost it what this node holds of the partner's own channel."""
    from ambos.node.recovering import give_back_file

    count = session.shown.formats.number(give_back_file(session.node, party, file))
    session.print(str(file))
    session.tell(session.say("restoring", "given-back", party=party, count=count))


@COMMAND.verb(
    "recover", Argument("party", PARTY), Argument("file", FILE), Option("lost", NUMBER, default=0), JSON
)
def recover(session: Session, party: str, file: Path, lost: int, json: bool) -> None:
    """Take this node's channel back from the file in which a partner gives it."""
    from ambos.node.recovering import recover_file

    found = recover_file(session.node, party, file, lost)
    if json:
        session.json(found._asdict())
        return
    number = session.shown.formats.number
    counts = {name: number(getattr(found, name)) for name in ("held", "regained", "came", "lost")}
    session.tell(session.say("restoring", "recovered", party=party, **counts))


COMMAND.verbs.append(READS)


@OFFICER.verb(
    "add",
    Argument("officer"),
    Option("name", TEXT, required=True, key="option.full-name"),
    Option("role", Text("role"), many=True, required=True),
    Option("group", Text("group"), many=True),
    Option("compartment", Text("compartment"), many=True),
    Option("vetted-until", DAY),
)
def add(
    session: Session,
    officer: str,
    name: str,
    role: tuple[str, ...],
    group: tuple[str, ...],
    compartment: tuple[str, ...],
    vetted_until: str | None,
) -> None:
    """Enrol an officer with a key of their own."""
    told = {"name": name, "roles": list(role), "groups": list(group), "compartments": list(compartment)}
    body = {key: value for key, value in {**told, "vetted_until": vetted_until}.items() if value}
    session.node.enrol(officer, body)
    session.tell(session.say("cli", "node.enrolled", officer=officer, name=name))
