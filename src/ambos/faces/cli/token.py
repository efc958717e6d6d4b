"""``ambos token``: tokens for programs, issued for an officer and some scopes, listed and revoked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import NUMBER, TEXT
from ambos.kernel.access import RUN

if TYPE_CHECKING:
    from ambos.faces.accounts.models import Token

COMMAND = Noun("token", usual="list")
USUAL_DAYS = 30


def _open(session: Session) -> None:
    """Open the site's own database, to somebody who may run the node."""
    from ambos.faces.site.settings import configure, migrated

    session.node.demand(RUN)
    configure(session.home())
    migrated()


@COMMAND.verb(
    "issue",
    Argument("officer"),
    Option("name", TEXT, required=True, key="option.name.token"),
    Option("scope", TEXT, many=True, required=True),
    Option("days", NUMBER, key="option.days.token"),
    JSON,
)
def issue(
    session: Session, officer: str, name: str, scope: Sequence[str], days: int | None, json: bool
) -> None:
    """Issue a token for a program that acts as an officer, within scopes."""
    _open(session)
    from ambos.faces.accounts.scopes import SIGN
    from ambos.faces.accounts.tokens import SIGNING
    from ambos.faces.accounts.tokens import issue as issued
    from ambos.node.showing import find_of_kind

    subject = find_of_kind(session.node.shelf, "officer", officer)
    usual = SIGNING if SIGN in scope else timedelta(days=USUAL_DAYS)
    lifetime = usual if days is None else timedelta(days=days)
    made = issued(subject.removeprefix("officer/"), name, scope, lifetime, datetime.now(UTC))
    if json:
        session.json({**_plain(made.token), "text": made.text})
        return
    session.print(made.text)
    ends = session.shown.time(int(made.token.ends.timestamp()))
    session.tell(session.say("token", "issued", officer=made.token.officer, token=made.token.mark, ends=ends))


@COMMAND.verb("list", Argument("officer", required=False), JSON)
def list_(session: Session, officer: str | None, json: bool) -> None:
    """List the tokens, of one officer or of everybody."""
    _open(session)
    from ambos.faces.accounts.tokens import listed

    found = listed(officer or "")
    if json:
        session.json([_plain(token) for token in found])
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("token", "none"))
    names = ("token", "officer", "name", "scopes", "ends", "used")
    head = [session.say("token", f"column.{name}") for name in names]
    table(head, [_row(session, token) for token in found], whole=(0, 1))


def _row(session: Session, token: "Token") -> tuple[str, ...]:
    ends, used = (
        session.shown.time(int(moment.timestamp())) if moment else "" for moment in (token.ends, token.used)
    )
    over = "" if token.valid(datetime.now(UTC)) else session.say("token", "ended")
    return (token.mark, token.officer, token.name, token.scopes, over or ends, used)


def _plain(token: "Token") -> dict[str, object]:
    return {
        "token": token.mark,
        "officer": token.officer,
        "name": token.name,
        "scopes": token.scopes.split(),
        "made": int(token.made.timestamp()),
        "ends": int(token.ends.timestamp()),
        "used": int(token.used.timestamp()) if token.used else None,
    }


@COMMAND.verb("revoke", Argument("token", many=True))
def revoke(session: Session, token: Sequence[str]) -> None:
    """Take tokens back: from now on they open nothing."""
    _open(session)
    from ambos.faces.accounts.tokens import revoke as revoked

    for mark in token:
        gone = revoked(mark)
        session.tell(session.say("token", "revoked", token=gone.mark, officer=gone.officer))
