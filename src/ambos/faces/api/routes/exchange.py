"""The exchange with the partners: how it stands, what each holds of the other's, recalls, quarantine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ambos.faces.accounts.scopes import READ_EXCHANGE
from ambos.faces.api.route import Call, DayText, Query, Route
from ambos.kernel.access import AUDIT
from ambos.node.exchanging import Exchange, exchanges
from ambos.node.holdings import Holdings, held_of, holdings
from ambos.node.quarantine import misunderstood, quarantined
from ambos.node.recalls import RecallLine, recalls
from ambos.values.dates import Day


@dataclass(frozen=True)
class AlarmForm:
    """Something that the people of a node must hear, by its code, with named data."""

    alarm: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class PartnerForm:
    """How the exchange with a partner stands.

    Of our channel to it: how many records it has, how many are out for it to fetch and how many it has
    acknowledged. Of its channel to us: how many are held, how many it promised. Times are POSIX seconds.
    """

    party: str
    name: str
    address: str
    listen: str
    size: int
    out: int
    acknowledged: int
    held: int
    promised: int | None
    signed: int | None
    contact: int | None
    failure: str | None
    alarms: tuple[AlarmForm, ...]

    @classmethod
    def of(cls, found: Exchange) -> "PartnerForm":
        """Tell how the exchange with a partner stands."""
        partner, contact, failure = found.partner, found.contact, found.failure
        return cls(
            party=partner.card.party,
            name=partner.card.name,
            address=partner.address,
            listen=partner.listen,
            size=found.size,
            out=found.out,
            acknowledged=found.acknowledged,
            held=found.held,
            promised=contact.promised if contact else None,
            signed=found.signed,
            contact=contact.time if contact else None,
            failure=failure.code if failure else None,
            alarms=tuple(AlarmForm(alarm.name, alarm.data) for alarm in found.alarms),
        )


@dataclass(frozen=True)
class KeptForm:
    """A record that is kept and not shown: where it lies, the codes of why and of what its author heard."""

    log: str
    place: int
    record: str
    party: str
    kind: str
    subject: str
    time: int
    code: str
    told: str


@dataclass(frozen=True)
class NotUnderstoodForm:
    """A record of ours that a partner holds and does not show, and the code of its reason."""

    party: str
    record: str
    subject: str
    code: str
    time: int


@dataclass(frozen=True)
class QuarantineForm:
    """What is kept and not shown here, and what partners do not show of ours."""

    kept: tuple[KeptForm, ...]
    not_understood: tuple[NotUnderstoodForm, ...]


class HoldingsQuery(Query, frozen=True):
    """``ours``: what we hold of the partner's; ``since``: of a day of release on."""

    ours: bool = False
    since: DayText = ""


def _exchange(call: Call) -> tuple[PartnerForm, ...]:
    return tuple(PartnerForm.of(found) for found in exchanges(call.node))


def _holdings(call: Call) -> Holdings:
    since = Day.parse(call.query.since).first if call.query.since else None
    return (held_of if call.query.ours else holdings)(call.node, call.path["party"], since)


def _recalls(call: Call) -> tuple[RecallLine, ...]:
    return tuple(recalls(call.node))


def _quarantine(call: Call) -> QuarantineForm:
    call.node.demand(AUDIT)
    kept = []
    for one in quarantined(call.node):
        head = one.statement.header
        kept.append(
            KeptForm(
                one.log,
                one.place,
                one.rid,
                head.party,
                head.kind,
                head.subject,
                head.time,
                one.code,
                one.told,
            )
        )
    others = tuple(
        NotUnderstoodForm(one.party, one.row.rid, one.row.subject, one.code, one.time)
        for one in misunderstood(call.node)
    )
    return QuarantineForm(tuple(kept), others)


ROUTES: Final[tuple[Route, ...]] = (
    Route("exchange", "/exchange", READ_EXCHANGE, _exchange, tuple[PartnerForm, ...]),
    Route("holdings", "/holdings/{party}", READ_EXCHANGE, _holdings, Holdings, query=HoldingsQuery),
    Route("recalls", "/recalls", READ_EXCHANGE, _recalls, tuple[RecallLine, ...]),
    Route("quarantine", "/quarantine", READ_EXCHANGE, _quarantine, QuarantineForm),
)
