"""``ambos vetting``: until when people are vetted, by which scheme; the step that is next, and the end."""

from typing import TYPE_CHECKING, Any

from ambos.domains.integrity.records import VETTING_BAND, VETTING_SCHEME, VETTING_STEP
from ambos.domains.integrity.schemes import schemes
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, PARTY, TEXT, OneOf
from ambos.values.handling import Label

if TYPE_CHECKING:
    from ambos.node.vettings import Standing

COMMAND = Noun("vetting", usual="list")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the officers by when their vetting ends."""
    from ambos.node.vettings import standings

    found = standings(session.node)
    if json:
        session.json([_plain(one) for one in found])
        return
    from ambos.faces.cli.printing import line, table

    names = ("officer", "compartments", "standing", "until", "by")
    table(
        [session.say("integrity", f"column.{name}") for name in names],
        [
            (
                one.officer,
                ", ".join(one.compartments) or "—",
                session.language.label("integrity", f"standing.{one.standing}"),
                one.until.isoformat() if one.until else "—",
                one.by or "—",
            )
            for one in found
        ],
        whole=(0, 3),
    )
    lapsed = sum(one.standing == "lapsed" for one in found)
    line(session.say("integrity", "vetting.counted", count=len(found), lapsed=lapsed))


def _plain(one: "Standing") -> dict[str, Any]:
    return {
        "officer": one.officer,
        "name": one.name,
        "compartments": list(one.compartments),
        "standing": one.standing,
        "until": one.until.isoformat() if one.until else None,
        "days_left": one.days_left,
        "by": one.by,
        "basis": [vetted.subject for vetted in one.basis],
    }


@COMMAND.verb("schemes", JSON)
def schemes_(session: Session, json: bool) -> None:
    """List the schemes with their steps and how each is known."""
    if json:
        session.json(
            [
                {
                    "scheme": one.code,
                    "validity_months": one.validity_months,
                    "issuer": one.issuer,
                    "source": dict(one.source),
                    "mark": one.mark,
                    "steps": [
                        {
                            "step": step.name,
                            "needs": list(step.needs),
                            "source": dict(step.source),
                            "mark": step.mark,
                        }
                        for step in one.course.steps
                    ],
                }
                for one in schemes().values()
            ]
        )
        return
    from ambos.faces.cli.printing import heading, line

    label = session.language.label
    for one in schemes().values():
        heading(label("codes", f"vetting-scheme.{one.code}"))
        mark = (
            session.say("integrity", "unverified")
            if one.mark == "recalled"
            else label("codes", f"mark.{one.mark}")
        )
        source = session.language.words(one.source)
        line(session.say("integrity", "scheme", months=one.validity_months, source=source, mark=mark))
        for step in one.course.steps:
            known = session.say("integrity", "unverified") if step.mark == "recalled" else ""
            line(f"  {label('codes', f'vetting-step.{step.name}')}  {known}".rstrip())


@COMMAND.verb(
    "record",
    Argument("id"),
    Option("person", TEXT, required=True, key="option.vetting-person"),
    Option("of", PARTY, required=True, key="option.vetting-of"),
    Option("scheme", OneOf("scheme", *VETTING_SCHEME.codes), required=True, key="option.vetting-scheme"),
    Option("band", OneOf("band", *VETTING_BAND.codes), required=True, key="option.vetting-band"),
    Option("decided", DAY, key="option.vetting-decided"),
    Option("expires", DAY, key="option.vetting-expires"),
    Option("issuer", TEXT, key="option.vetting-issuer"),
    Option("scope", TEXT, many=True, key="option.vetting-scope"),
    Option("to", PARTY, many=True, key="option.vetting-to"),
)
def record(
    session: Session, id: str, of: str, scheme: str, issuer: str | None, scope: tuple[str, ...],
    to: tuple[str, ...], **given: Any,
) -> None:  # fmt: skip
    """Record a vetting: its band and days, never the result."""
    from ambos.node.vettings import vet

    body = {**given, "party": of, "scheme": scheme, "scopes": list(scope)}
    body["issuer"] = issuer or schemes()[scheme].issuer
    written = vet(session.node, id, body, Label(tuple(sorted(set(to)))))
    session.print(written.rid.hex())
    session.tell(session.say("integrity", "vetting.recorded", vetting=f"vetting/{id}"))


@COMMAND.verb(
    "step",
    Argument("vetting"),
    Argument("step", OneOf("step", *VETTING_STEP.codes)),
    Option("on", DAY, key="option.vetting-on"),
)
def step_(session: Session, vetting: str, step: str, on: str | None) -> None:
    """Record that a step of a vetting was taken."""
    from ambos.node.vettings import step as take

    written = take(session.node, _subject(vetting), step, on or session.node.today().isoformat())
    session.print(written.rid.hex())
    session.tell(session.say("integrity", "vetting.stepped", vetting=_subject(vetting)))


@COMMAND.verb(
    "end",
    Argument("vetting"),
    Option(
        "band",
        OneOf("band", "suspended", "not-passed", "revoked"),
        default="revoked",
        key="option.vetting-band",
    ),
    Option("on", DAY, key="option.vetting-on"),
)
def end_(session: Session, vetting: str, band: str, on: str | None) -> None:
    """End a vetting: access that rests on it ends at once."""
    from ambos.node.vettings import end

    written = end(session.node, _subject(vetting), band, on or session.node.today().isoformat())
    session.print(written.rid.hex())
    session.tell(session.say("integrity", "vetting.ended", vetting=_subject(vetting)))


def _subject(text: str) -> str:
    return text if "/" in text else f"vetting/{text}"
