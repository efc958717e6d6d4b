"""The page of one record: its header, its signature, its place in the log, its proof."""

import binascii
from dataclasses import dataclass

from django.http import HttpResponse

from ambos.faces.reports.names import Names, refs_of
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.things.laid import Laying
from ambos.kernel.checkpoint import parse_checkpoint
from ambos.kernel.note import parse_note
from ambos.kernel.reading import Opened
from ambos.kernel.record import Reference
from ambos.kernel.shelf import RecordRow
from ambos.node.audience import audience
from ambos.node.node import Node
from ambos.node.proof import Proven, cosigners, prove, signer_of, verify_proof
from ambos.values.errors import NotFound


@dataclass(frozen=True)
class Place:
    """Where a record lies: size and root of the log's signed head, and the steps of its proof to it."""

    size: int
    root: str
    steps: int


@dataclass(frozen=True)
class Tied:
    """What a record does to another; ``seen`` says whether whoever asks may see that one."""

    relation: str
    rid: str
    seen: bool


@reading
def show_record(visit: Visit, rid: str) -> HttpResponse:
    """Show a record down to the bytes that were signed."""
    row = visit.shelf.record(rid)
    opened = visit.node.read_record(row)
    kind = visit.node.register.kind(row.kind)
    body = kind.read(opened.body, row.version) if isinstance(opened.body, dict) else None
    names = Names(visit.shelf, visit.shown)
    names.learn([row.subject, *refs_of(kind.fields, body or {})])
    batch = visit.shelf.batch_of(row) if row.batched else None
    return visit.render(
        "things/record.html",
        row=row,
        kind=kind,
        title=names.of(row.subject),
        body=body,
        lines=Laying(visit.shown, names).lines(kind, body or {}),
        signer=signer_of(visit.node.book(row.log), row.kid, row.seq),
        header=opened.statement.header,
        place=_place(visit.node, row),
        batch=batch,
        batch_count=_batch_count(visit.node, batch),
        ties=[_tied(visit, tie) for tie in opened.statement.header.references],
        audience=audience(visit.node, row.label, row.party),
        raw=_raw(opened),
        own=row.log == visit.node.house,
    )


def _place(node: Node, row: RecordRow) -> Place | None:
    """Give the head under which the record lies; nothing while no head that is signed covers it."""
    log = node.reader(row.log).log
    note = log.store.note()
    if note is None:
        return None
    head = parse_checkpoint(parse_note(note).text)
    if row.seq >= head.size:
        return None
    return Place(head.size, head.root.hex(), len(log.inclusion(row.seq, head.size)))


def _batch_count(node: Node, batch: RecordRow | None) -> int:
    """Give how many records one signature stands for."""
    if batch is None:
        return 0
    told = node.read_record(batch).statement.header.batch
    return told[1] if told else 0


def _tied(visit: Visit, tie: Reference) -> Tied:
    rid = tie.rid.hex()
    try:
        visit.shelf.record(rid)
    except NotFound:
        return Tied(tie.relation, rid, seen=False)
    return Tied(tie.relation, rid, seen=True)


def _raw(opened: Opened) -> str:
    """Give the signed bytes in hexadecimal, sixteen to a line."""
    data = opened.statement.data
    return "\n".join(binascii.hexlify(data[at : at + 16], " ").decode() for at in range(0, len(data), 16))


@reading
def show_checked(visit: Visit, rid: str) -> HttpResponse:
    """Verify the proof of a record now, and say what it has shown."""
    proven, row = _proven(visit, rid)
    part = "checked_part" if visit.request.headers.get("HX-Request") else "checked"
    return visit.render(f"things/{part}.html", row=row, proven=proven, size=proven.checkpoint.size)


def _proven(visit: Visit, rid: str) -> tuple[Proven, RecordRow]:
    row = visit.shelf.record(rid)
    proof = prove(visit.node, row)
    known = cosigners(visit.node)
    return verify_proof(proof, visit.node.card_of_log(proof.origin), known), row


@reading
def give_proof(visit: Visit, rid: str) -> HttpResponse:
    """Give the proof of a record as a file, once it has been verified."""
    row = visit.shelf.record(rid)
    answer = HttpResponse(prove(visit.node, row).print(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{rid}.proof.json"'
    return answer
