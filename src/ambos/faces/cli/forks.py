"""Verbs of ``ambos exchange``: the witnesses of a node, two histories of one log, and the proof of them."""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, PARTY

FORKS = Noun("exchange")


@FORKS.verb("witnesses", Option("policy", FILE, key="witness.option.policy"), JSON)
def witnesses(session: Session, policy: Path | None, json: bool) -> None:
    """Show the witnesses of the policy and what they said of our channels, or put a policy in force."""
    from ambos.node.witnesses import policy_of, take_policy
    from ambos.node.witnesses import witnesses as standing

    if policy is not None:
        found = take_policy(session.node, policy)
        session.tell(
            session.say("witness", "policy-set", witnesses=len(found.witnesses), quorum=found.quorum)
        )
        return
    listed, quorum = standing(session.node), policy_of(session.node).quorum
    if json:
        said = [
            {
                "witness": one.witness.name,
                "key": str(one.witness.key),
                "url": one.witness.url or None,
                "cosigned": {p: {"size": s.size, "time": s.time or None} for p, s in one.said.items()},
            }
            for one in listed
        ]
        session.json({"quorum": quorum, "witnesses": said})
        return
    from ambos.faces.cli.printing import line, table

    line(
        session.say("witness", "quorum", quorum=quorum) if listed else session.say("witness", "no-witnesses")
    )
    shown = session.shown
    head = [session.say("witness", f"column.{name}") for name in ("witness", "url", "party", "size", "time")]
    rows = [
        (one.witness.name, one.witness.url, party, shown.formats.number(said.size), _time(session, said.time))
        for one in listed
        for party, said in one.said.items()
    ]
    silent = [(one.witness.name, one.witness.url, "", "", "") for one in listed if not one.said]
    table(head, rows + silent, right=(3,))


def _time(session: Session, time: int) -> str:
    return session.shown.stamp(time) if time else ""


@FORKS.verb("evidence", Argument("party", PARTY), Argument("file", FILE))
def evidence(session: Session, party: str, file: Path) -> None:
    """Write the proof that a channel has two histories, for whoever has no Ambos."""
    from ambos.node.witnesses import fork_evidence

    found = fork_evidence(session.node, party)
    file.write_text(str(found), encoding="utf-8")
    size = session.shown.formats.number(found.size)
    session.tell(session.say("witness", "evidence-of", log=found.origin, size=size, file=file))


@FORKS.verb("judge", Argument("file", FILE), JSON)
def judge(session: Session, file: Path, json: bool) -> None:
    """Verify the proof of two histories under the card of the log's node."""
    from ambos.node.witnesses import check_evidence

    found, party = check_evidence(session.node, file.read_text(encoding="utf-8", errors="replace"))
    if json:
        session.json({"log": found.origin, "party": party, "size": found.size})
        return
    size = session.shown.formats.number(found.size)
    session.print(session.say("witness", "two-histories", log=found.origin, party=party, size=size))


@FORKS.verb("compare", Argument("party", PARTY), Argument("note", FILE, required=False), JSON)
def compare(session: Session, party: str, note: Path | None, json: bool) -> None:
    """Compare what witnesses, or whoever wrote a note to a file, were shown with what this node holds."""
    from ambos.node.witnesses import compare_note

    if note is not None:
        head = compare_note(session.node, party, note.read_bytes())
        rows = [{"witness": str(note), "log": head.origin, "size": head.size, "outcome": "same"}]
    else:
        from ambos.node.witness_calls import compare as ask

        rows = [
            {
                "witness": one.witness,
                "log": one.log,
                "size": one.head.size if one.head else None,
                "outcome": "same" if one.head else "unreachable" if one.error else "nothing",
            }
            for one in ask(session.node, party)
        ]
    if json:
        session.json(rows)
        return
    if not rows:
        session.tell(session.say("witness", "compared.nobody"))
    from ambos.faces.cli.printing import table

    head_ = [session.say("witness", f"column.{name}") for name in ("witness", "log", "size", "compared")]
    number = session.shown.formats.number
    table(
        head_,
        [
            (
                str(row["witness"]),
                str(row["log"]),
                "" if row["size"] is None else number(int(str(row["size"]))),
                session.say("witness", f"compared.{row['outcome']}"),
            )
            for row in rows
        ],
        right=(2,),
    )


@FORKS.verb("resume", Argument("party", PARTY))
def resume(session: Session, party: str) -> None:
    """Let a channel that stopped at a fork go on from the history that is held here."""
    from ambos.node.witnesses import resume as go_on

    go_on(session.node, party)
    session.tell(session.say("witness", "resumed", party=party))
