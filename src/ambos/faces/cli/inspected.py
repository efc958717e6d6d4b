"""A bundle as a guard sees it: what it says of itself, what it holds, what was not verified."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from ambos.faces.cli.printing import heading, line, pairs, table
from ambos.faces.cli.session import Session
from ambos.node.inspecting import UNVERIFIED

if TYPE_CHECKING:
    from ambos.node.inspecting import Inspection


def print_inspection(session: Session, found: "Inspection", allowed: Collection[str] | None) -> None:
    """Print everything that the key shows."""
    _print_manifest(session, found)
    _print_kinds(session, found, allowed)
    _print_labels(session, found)
    _print_attachments(session, found)
    heading(session.say("bundle", "unverified"))
    for what in UNVERIFIED:
        line(session.language.label("bundle", f"unverified.{what}"))


def _print_manifest(session: Session, found: "Inspection") -> None:
    number, head, manifest = session.shown.formats.number, found.head, found.manifest
    span = {"old": number(manifest.old), "count": number(manifest.new - manifest.old)}
    line(session.say("bundle", "title", file=found.file), "bold")
    rows = [
        ("size", session.say("bundle", "bytes", count=number(found.size))),
        ("part", session.say("bundle", "part-of", part=manifest.part, parts=manifest.parts)),
        ("channel", head.origin),
        ("entries", session.say("bundle", "from-to", **span)),
        ("whole", "" if found.note is None else number(found.note.size)),
        ("made", session.shown.time(head.time)),
        ("signer", found.signer),
        ("receipt", _receipt(session, found)),
        ("policy", str(head.policy)),
        ("keyset", str(head.keyset)),
    ]
    pairs((session.say("bundle", f"row.{name}"), value) for name, value in rows if value)


def _receipt(session: Session, found: "Inspection") -> str:
    """Say what the bundle acknowledges of the other direction."""
    if found.receipt is None:
        return session.say("bundle", "no-receipt")
    size = session.shown.formats.number(found.receipt.size)
    return session.say("bundle", "receipt", origin=found.receipt.origin, size=size)


def _print_kinds(session: Session, found: "Inspection", allowed: Collection[str] | None) -> None:
    if not found.kinds:
        return
    heading(session.say("bundle", "kinds"))
    number = session.shown.formats.number
    head = [session.say("bundle", f"column.{name}") for name in ("kind", "label", "records", "bytes")]
    head += [session.say("bundle", "column.passes")] if allowed is not None else []
    rows = [
        (
            kind,
            session.shown.kind(kind),
            number(counted.records),
            number(counted.bytes),
            *(
                [session.language.label("cli", f"flag.{_flag(kind in allowed)}")]
                if allowed is not None
                else []
            ),
        )
        for kind, counted in sorted(found.kinds.items())
    ]
    table(head, rows, right=(2, 3))


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _print_labels(session: Session, found: "Inspection") -> None:
    if not found.labels:
        return
    heading(session.say("bundle", "labels"))
    number = session.shown.formats.number
    head = [session.say("bundle", "column.handling"), session.say("bundle", "column.records")]
    rows = [(session.shown.handling(label), number(count)) for label, count in found.labels.most_common()]
    table(head, rows, right=(1,))


def _print_attachments(session: Session, found: "Inspection") -> None:
    if not found.attached:
        return
    heading(session.say("bundle", "attachments"))
    number = session.shown.formats.number
    names = ("content", "from", "to", "of", "checked")
    rows = [
        (
            each.digest,
            number(each.start),
            number(each.stop),
            number(each.whole),
            session.language.label("cli", f"flag.{_flag(each.checked)}"),
        )
        for each in found.attached
    ]
    table([session.say("bundle", f"column.{name}") for name in names], rows, right=(1, 2, 3))


def document(found: "Inspection", allowed: Collection[str] | None) -> dict[str, Any]:
    """Give everything as one JSON document."""
    head, manifest = found.head, found.manifest
    return {
        "file": found.file,
        "bytes": found.size,
        "part": manifest.part,
        "parts": manifest.parts,
        "channel": head.origin,
        "old": manifest.old,
        "new": manifest.new,
        "size": None if found.note is None else found.note.size,
        "time": head.time,
        "signer": found.signer,
        "receipt": None
        if found.receipt is None
        else {"log": found.receipt.origin, "size": found.receipt.size},
        "policy": head.policy,
        "keyset": head.keyset,
        "kinds": {kind: vars(counted) for kind, counted in sorted(found.kinds.items())},
        "labels": [{"label": label.plain(), "records": count} for label, count in found.labels.most_common()],
        "attachments": [vars(each) for each in found.attached],
        "not_allowed": [] if allowed is None else sorted(found.kinds.keys() - set(allowed)),
        "not_verified": list(UNVERIFIED),
        "problems": [{"code": problem.code, **problem.data} for problem in found.problems],
    }
