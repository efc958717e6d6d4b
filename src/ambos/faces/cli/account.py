"""``ambos account``: invite officers to the site, see their accounts, lock and unlock them."""

from typing import TYPE_CHECKING

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import OFFICER, TEXT
from ambos.kernel.access import RUN
from ambos.kernel.shelf import Thing
from ambos.node.staff import staff, works_here
from ambos.values.errors import NotFound

if TYPE_CHECKING:
    from ambos.faces.accounts.keeping import Kept

COMMAND = Noun("account", usual="list")
ADDRESS = "http://localhost:8100"
ONE = Argument("officer", OFFICER)
Row = tuple[str, "Thing | None", "Kept | None"]


def _open(session: Session) -> None:
    """Open the site's own database for whoever may run the node."""
    from ambos.faces.site.settings import configure, migrated

    session.node.demand(RUN)
    configure(session.home())
    migrated()


def _officer(session: Session, officer: str) -> None:
    """Open the database for an act on an officer's account; refuse one who does not work here."""
    _open(session)
    if not works_here(session.node, officer):
        raise NotFound(name=f"officer/{officer}")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the officers of the node with how their accounts stand."""
    _open(session)
    from ambos.faces.accounts.keeping import accounts

    kept = accounts()
    people = {one.slug: one for one in staff(session.node)}
    rows = [(slug, people.get(slug), kept.get(slug)) for slug in sorted({*people, *kept})]
    if json:
        session.json([_document(row) for row in rows])
        return
    from ambos.faces.cli.printing import table

    head = [
        session.say("account", f"column.{name}") for name in ("officer", "name", "account", "ways", "entered")
    ]
    table(head, [_shown(session, row) for row in rows])


def _document(row: Row) -> dict[str, object]:
    slug, person, kept = row
    return {
        "officer": slug,
        "name": person.get("name") if person else None,
        "active": bool(person and person.get("active")),
        "account": standing_of(person, kept),
        "ways": list(kept.ways) if kept else [],
        "password": bool(kept and kept.password),
        "entered": kept.last_entered.isoformat() if kept and kept.last_entered else None,
        "invited_until": kept.invited_until.isoformat() if kept and kept.invited_until else None,
    }


def _shown(session: Session, row: Row) -> tuple[str, ...]:
    slug, person, kept = row
    entered = session.shown.stamp(int(kept.last_entered.timestamp())) if kept and kept.last_entered else ""
    ways = ", ".join(session.say("account", f"way.{way}") for way in kept.ways) if kept else ""
    name = str(person.get("name")) if person else ""
    return slug, name, session.say("account", f"standing.{standing_of(person, kept)}"), ways, entered


def standing_of(person: Thing | None, kept: "Kept | None") -> str:
    """Give the code of how an account stands; what the ledger says of the officer comes first."""
    if person is None or not person.get("active"):
        return "left"
    if kept is None:
        return "none"
    return kept.standing


@COMMAND.verb("invite", ONE, Option("site", TEXT, default=ADDRESS))
def invite(session: Session, officer: str, site: str) -> None:
    """Print a link by which an officer sets up how they sign in: good for a day, and once."""
    _officer(session, officer)
    from ambos.faces.accounts.invitations import invite as invited

    session.print(f"{site.rstrip('/')}/invitation/{invited(officer)}")
    session.tell(session.say("account", "invited", officer=officer))


@COMMAND.verb("lock", ONE)
def lock(session: Session, officer: str) -> None:
    """Bar an account at once and end its sessions."""
    _officer(session, officer)
    from ambos.faces.accounts.keeping import account
    from ambos.faces.accounts.locking import bar

    bar(account(officer))
    session.tell(session.say("account", "locked", officer=officer))


@COMMAND.verb("unlock", ONE)
def unlock_(session: Session, officer: str) -> None:
    """Open an account again that was locked, by hand or after wrong passwords."""
    _officer(session, officer)
    from ambos.faces.accounts.keeping import account
    from ambos.faces.accounts.locking import unlock

    unlock(account(officer))
    session.tell(session.say("account", "unlocked", officer=officer))


@COMMAND.verb("forget-factors", ONE)
def forget(session: Session, officer: str) -> None:
    """Take every way in from an account, when a device is lost; a new invitation opens it."""
    _officer(session, officer)
    from ambos.faces.accounts.keeping import forget_factors

    count = forget_factors(officer)
    session.tell(session.say("account", "forgotten", officer=officer, count=count))
