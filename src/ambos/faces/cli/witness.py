"""``ambos witness``: a witness in a folder of its own; and what a node sends to one, and takes from it, as
files.
"""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.errors import ArgumentInvalid
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, FOLDER, PARTY, Text
from ambos.values.errors import Form

COMMAND = Noun("witness")
PORTS = 65_536


@COMMAND.verb(
    "init", Argument("folder", FOLDER), Option("name", Text("name"), required=True, key="witness.option.name")
)
def init(session: Session, folder: Path, name: str) -> None:
    """Make a witness: its keys and its one file."""
    from ambos.node.witness_host import make_witness

    keys = [signer.key for signer in make_witness(folder, name)]
    session.tell(session.say("witness", "made", name=name, folder=folder))
    for key in keys:
        session.print(str(key))


@COMMAND.verb("key", Argument("folder", FOLDER))
def key(session: Session, folder: Path) -> None:
    """Print the verifier keys of the witness."""
    from ambos.node.witness_host import signers_of

    for signer in signers_of(folder):
        session.print(str(signer.key))


@COMMAND.verb(
    "add",
    Argument("folder", FOLDER),
    Argument("file", FILE, many=True),
    Option("reader", PARTY, many=True, key="witness.option.reader"),
)
def add(session: Session, folder: Path, file: tuple[Path, ...], reader: tuple[str, ...]) -> None:
    """Follow the channels between the nodes with these cards."""
    from ambos.node.card import parse_card
    from ambos.node.witness_host import follow

    cards = [parse_card(path.read_text(encoding="utf-8", errors="replace")) for path in file]
    for origin in follow(folder, cards, reader):
        session.tell(session.say("witness", "follows", log=origin))


@COMMAND.verb(
    "serve",
    Argument("folder", FOLDER),
    Option("listen", Text("listen"), required=True, key="witness.option.listen"),
)
def serve(session: Session, folder: Path, listen: str) -> None:
    """Answer over HTTP until it is stopped."""
    from ambos.node.witness_service import serve as answer

    host, _, digits = listen.rpartition(":")
    if not host or not digits.isascii() or not digits.isdigit() or int(digits) >= PORTS:
        raise ArgumentInvalid(name="--listen", value=listen, expected=Form("listen"))

    def told(where: str, port: int) -> None:
        session.tell(session.say("witness", "listens", address=f"http://{where}:{port}"))

    answer(folder, host.strip("[]"), int(digits), told)


@COMMAND.verb("list", Argument("folder", FOLDER), JSON)
def list_(session: Session, folder: Path, json: bool) -> None:
    """List the logs that the witness follows."""
    from ambos.node.witness_host import followed

    logs = followed(folder)
    if json:
        session.json(
            [
                {
                    "log": log.origin,
                    "size": log.size,
                    "time": log.time or None,
                    "note": log.note.decode() or None,
                }
                for log in logs
            ]
        )
        return
    from ambos.faces.cli.printing import table

    shown = session.shown
    head = [session.say("witness", f"column.{name}") for name in ("log", "size", "time")]
    rows = [
        (log.origin, shown.formats.number(log.size), shown.stamp(log.time) if log.note else "")
        for log in logs
    ]
    table(head, rows, right=(1,))


@COMMAND.verb(
    "conflicts",
    Argument("folder", FOLDER),
    Option("output", FOLDER, key="witness.option.output"),
    JSON,
)
def conflicts(session: Session, folder: Path, output: Path | None, json: bool) -> None:
    """List the notes that contradict what the witness cosigned."""
    from ambos.node.witness_host import conflicts as found

    listed = found(folder)
    if json:
        session.json(
            [
                {"log": one.origin, "time": one.time, "proof": made is not None, "note": one.note.decode()}
                for one, made in listed
            ]
        )
    elif not listed:
        session.tell(session.say("witness", "no-conflicts"))
    else:
        from ambos.faces.cli.printing import table

        head = [session.say("witness", f"column.{name}") for name in ("log", "time", "shows")]
        rows = [
            (
                one.origin,
                session.shown.stamp(one.time),
                session.say("witness", "shows.no-proof" if made is None else "shows.two-histories"),
            )
            for one, made in listed
        ]
        table(head, rows)
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        for number, (_, made) in enumerate(listed, 1):
            if made is not None:
                file = output / f"fork-{number}.json"
                file.write_text(str(made), encoding="utf-8")
                session.tell(session.say("witness", "evidence-written", file=file))


@COMMAND.verb("answer", Argument("folder", FOLDER), Argument("request", FILE), Argument("file", FILE))
def answer(session: Session, folder: Path, request: Path, file: Path) -> None:
    """Answer a request that came as a file."""
    from ambos.node.witness_host import answer_file

    given = answer_file(folder, request, file)
    session.tell(session.say("witness", f"answered.{given.status}", file=file))


@COMMAND.verb("request", Argument("party", PARTY), Argument("witness"), Argument("file", FILE))
def request(session: Session, party: str, witness: str, file: Path) -> None:
    """Write the request that a courier takes to a witness."""
    from ambos.node.witnesses import write_request

    size = write_request(session.node, party, witness, file)
    session.tell(
        session.say("witness", "request-written", size=session.shown.formats.number(size), file=file)
    )


@COMMAND.verb("take", Argument("party", PARTY), Argument("witness"), Argument("file", FILE))
def take(session: Session, party: str, witness: str, file: Path) -> None:
    """Take the answer that a courier brought from a witness."""
    from ambos.node.witnesses import take_file

    names = take_file(session.node, party, witness, file)
    session.tell(session.say("witness", "taken", party=party, witnesses=", ".join(names)))
