"""Until when a person is vetted: what all vettings on record say together.

Of the vettings of one scheme by one party for one scope, the last decided one rules; of several of one day,
the strictest. Every scheme on record must be current. A vetting that is pending changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ambos.domains.integrity.records import VETTING
from ambos.domains.integrity.rules import ENDED, GOOD
from ambos.kernel.columns import column_of
from ambos.kernel.kinds import SEPARATOR
from ambos.kernel.shelf import Thing
from ambos.kernel.store.contract import TableStore
from ambos.kernel.tables import table_of
from ambos.values.dates import Day

EVERY: Final = ""  # the scope of a vetting that names none


@dataclass(frozen=True)
class Vetted:
    """A vetting as far as access goes: by which party and scheme, for what, with which result and days."""

    subject: str
    owner: str
    scheme: str
    scopes: tuple[str, ...]
    band: str
    decided: str
    expires: str

    @property
    def until(self) -> date:
        """Give the last day on which it lets somebody in; what was ended, the day before that.

        What a partner told without the days that our rule demands lets nobody in.
        """
        if self.band in ENDED:
            return Day.parse(self.decided).first - timedelta(days=1) if self.decided else date.min
        return Day.parse(self.expires).last if self.expires and self.decided else date.min


def ruling(vettings: Iterable[Vetted]) -> dict[tuple[str, str, str], Vetted]:
    """Give the vetting that rules, for each party, scheme and scope."""
    found: dict[tuple[str, str, str], Vetted] = {}
    for one in vettings:
        if one.band in GOOD or one.band in ENDED:
            for scope in one.scopes or (EVERY,):
                key = (one.owner, one.scheme, scope)
                found[key] = max(found.get(key, one), one, key=_rank)
    return found


def _rank(one: Vetted) -> tuple[date, bool, int]:
    return Day.parse(one.decided).last if one.decided else date.min, one.band in ENDED, -one.until.toordinal()


def limits(vettings: Iterable[Vetted]) -> tuple[tuple[str, date], ...]:
    """Give, for each scope that a vetting speaks of, the last day of the one that ends first."""
    found: dict[str, date] = {}
    for (_, _, scope), one in ruling(vettings).items():
        found[scope] = min(found.get(scope, one.until), one.until)
    return tuple(sorted(found.items()))


def vetted_of(thing: Thing) -> Vetted:
    """Give what a thing of this kind says of access."""
    return Vetted(
        thing.subject,
        thing.owner,
        thing.get("scheme"),
        tuple(thing.get("scopes") or ()),
        thing.get("band"),
        thing.get("decided") or "",
        thing.get("expires") or "",
    )


def vettings_of(tables: TableStore, party: str, person: str = "") -> list[Vetted]:
    """Give the vettings on record of a party's person, or of all its people, whoever told them.

    The house asks, to decide who may see what; hand none of it to a person unasked.
    """
    where: list[Any] = [party]
    sql = (
        "SELECT k.subject, t.owner, k.f_scheme, k.f_scopes, k.f_band, k.f_decided, k.f_expires "
        f"FROM {table_of(VETTING)} k JOIN thing t ON t.subject = k.subject "
        "WHERE k.shown = 1 AND k.f_party = ?"
    )
    if person:
        sql += f" AND k.f_person = ? AND {column_of(VETTING, 'person').sql} = ?"
        where += [person, person.lower()]
    return [_vetted(row) for row in tables.execute(sql, where)]


def _vetted(row: tuple[Any, ...]) -> Vetted:
    subject, owner, scheme, scopes, band, decided, expires = row
    named = tuple(scopes.split(SEPARATOR)) if scopes else ()
    return Vetted(subject, owner, scheme, named, band, decided or "", expires or "")
