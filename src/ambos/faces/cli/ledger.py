"""``ambos ledger``: verify the logs, look through the house log, prove one record."""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, NUMBER, PARTY, Text
from ambos.kernel.access import AUDIT
from ambos.kernel.audit import Audited
from ambos.node.proof import Proven, cosigners, parse_proof, prove, prove_released, verify_proof
from ambos.node.showing import find_record

COMMAND = Noun("ledger")
SHOWN = 20


@COMMAND.verb("verify", JSON)
def verify(session: Session, json: bool) -> None:
    """Verify every log of the node, byte by byte."""
    session.node.demand(AUDIT)
    with session.progress(session.say("cli", "progress.verifying")) as report:
        found = session.node.verify(report)
    if json:
        session.json([_audited(each) for each in found])
        return
    from ambos.faces.cli.printing import line

    number = session.shown.formats.number
    for each in found:
        data = {
            "log": each.checkpoint.origin,
            "size": number(each.checkpoint.size),
            "signed": number(each.signed),
        }
        line(session.say("cli", "ledger.verified", **data, batched=number(each.batched)))
        if each.erased:
            line(session.say("cli", "ledger.sealed", count=number(each.erased)))


def _audited(found: Audited) -> dict[str, object]:
    head = found.checkpoint
    counts = {"signed": found.signed, "batched": found.batched, "without_body": found.erased}
    return {"log": head.origin, "size": head.size, "root": head.root.hex(), **counts}


@COMMAND.verb(
    "show",
    Option("from", NUMBER, default=0),
    Option("kind", Text("kind")),
    Option("limit", NUMBER, default=SHOWN),
    JSON,
)
def show(session: Session, from_: int, kind: str | None, limit: int, json: bool) -> None:
    """List the house log's records that the officer may see, in their order."""
    from itertools import islice

    node = session.node
    if kind:
        node.register.kind(kind)
    rows = list(islice(node.shelf.entries(node.house, from_, kind or ""), limit))
    if json:
        session.json([{**vars(row), "label": row.label.plain()} for row in rows])
        return
    from ambos.faces.cli.printing import table

    shown = session.shown
    head = [
        session.say("cli", f"column.{name}") for name in ("place", "time", "record", "subject", "signature")
    ]
    cells = [
        (
            str(row.seq),
            shown.stamp(row.time),
            shown.rid(row.rid),
            row.subject,
            session.say("cli", "signed.batch" if row.batched else "signed.alone"),
        )
        for row in rows
    ]
    table(head, cells, right=(0,), whole=(1, 2, 4))
    if len(rows) == limit:
        session.tell(session.say("cli", "ledger.more", next=rows[-1].seq + 1 if rows else from_))


@COMMAND.verb(
    "prove",
    Argument("record"),
    Option("channel", PARTY, key="witness.option.channel"),
    Option("output", FILE),
)
def prove_record(session: Session, record: str, channel: str | None, output: Path | None) -> None:
    """Give the proof of a record, once it has been verified; within a channel, with the receipt for it."""
    node = session.node
    row = find_record(node.shelf, record)
    proof = prove(node, row) if channel is None else prove_released(node, row, channel)
    if output is None:
        session.print(proof.print().rstrip("\n"))
    else:
        output.write_text(proof.print(), encoding="utf-8")
        session.tell(session.say("cli", "ledger.proof-written", file=output))


@COMMAND.verb("check", Argument("file", FILE), JSON)
def check(session: Session, file: Path, json: bool) -> None:
    """Verify a proof under the card of this node or of a partner."""
    proof = parse_proof(file.read_text(encoding="utf-8", errors="replace"))
    node = session.node
    proven = verify_proof(proof, node.card_of_log(proof.origin), cosigners(node))
    if json:
        session.json(_proven(proven))
        return
    from ambos.faces.cli.printing import pairs

    header, shown = proven.statement.header, session.shown
    how = session.say("cli", "signed.batch" if proven.batched else "signed.alone")
    pairs(
        [
            (session.say("cli", "column.record"), header.rid.hex()),
            (session.say("cli", "column.subject"), header.subject),
            (session.say("cli", "column.party"), header.party),
            (session.say("cli", "column.moment"), shown.time(header.time)),
            (session.say("cli", "column.signer"), f"{proven.signer.holder} · {header.kid.hex()} · {how}"),
            (session.say("cli", "column.log"), f"{proven.checkpoint.origin} · {proven.checkpoint.size}"),
            *(
                (session.say("witness", "column.received"), f"{line.key.name} · {shown.time(line.time or 0)}")
                for line in proven.receipts
            ),
        ]
    )


def _proven(proven: Proven) -> dict[str, object]:
    header, head = proven.statement.header, proven.checkpoint
    return {
        "record": header.rid.hex(),
        "subject": header.subject,
        "party": header.party,
        "time": header.time,
        "signer": proven.signer.holder,
        "key": header.kid.hex(),
        "batched": proven.batched,
        "log": head.origin,
        "size": head.size,
        "root": head.root.hex(),
        "body": proven.body,
        "received": {line.key.name: line.time for line in proven.receipts},
    }
