"""Partners: how the exchange with each stands, its alarms in plain words, and synchronising now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from ambos.faces.reports.leaving import alarm_said, moment
from ambos.faces.web.exchange.words import tabs
from ambos.faces.web.frame.background import address_of_job, begin, handing_in
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.access import AUDIT, RUN
from ambos.node.carrying import SYNC, syncing
from ambos.node.exchanging import Alarm, Exchange, exchanges
from ambos.node.identity import own_card
from ambos.node.partners import Partner
from ambos.node.releasing import policy_in_force

COMMANDS: Final = (
    ("add", "ambos peer add FILE --fingerprint …"),
    ("trust", "ambos peer trust {party}"),
    ("rotate", "ambos peer rotate"),
    ("remove", "ambos peer remove {party}"),
    ("policy", "ambos exchange witnesses --policy FILE"),
)
SEE: Final = {
    "quarantine": "exchange-quarantine",
    "fork": "exchange-witnesses",
    "recall-unanswered": "exchange-recalls",
    "quorum": "exchange-witnesses",
    "gap": "exchange-bundles",
}


@dataclass(frozen=True)
class Told:
    """An alarm in words: what is seen, what it means, what to do, and where to look."""

    party: str
    said: str
    means: str
    do: str
    href: str
    words: str


@dataclass(frozen=True)
class Line:
    """How the exchange with one partner stands, in words."""

    party: str
    name: str
    alarms: tuple[Told, ...]
    facts: tuple[tuple[str, str], ...]
    address: str
    waiting: int


@signed_in
def peers(visit: Visit) -> HttpResponse:
    """Show every partner, what needs somebody, and this node's own fingerprint.

    Whoever may not audit the exchange is sent to what is left of it for them.
    """
    if not visit.may(AUDIT):
        return visit.go("exchange-release")
    lines = [line_of(visit, each) for each in exchanges(visit.node)]
    partners = visit.node.partners()
    own = own_card(visit.node.config)
    return visit.render(
        "exchange/peers.html",
        tabs=tabs(visit, "peers"),
        lines=lines,
        others=[(party, state_of(each), each) for party, each in partners.items() if not each.flows],
        partners=partners,
        own=own,
        policy=policy_in_force(visit.node),
        runs=visit.may(RUN),
        commands=commands(visit, list(partners)),
    )


def state_of(partner: Partner) -> str:
    """Give the code of how far a partner is trusted."""
    if not partner.active:
        return "removed"
    return "trusted" if partner.trusted else "untrusted"


def commands(visit: Visit, parties: Sequence[str]) -> list[tuple[str, str]]:
    """Give what is done at the command line, and how."""
    party = parties[0] if parties else "PARTY"
    return [
        (visit.say("web_exchange", f"peers.ceremony.{name}"), text.format(party=party))
        for name, text in COMMANDS
    ]


def line_of(visit: Visit, each: Exchange) -> Line:
    """Say how the exchange with a partner stands."""
    partner, number = each.partner, visit.formats.number
    now = int(visit.node.parts.now().timestamp())
    contact, failure, party = each.contact, each.failure, each.partner.card.party
    ours = visit.say(
        "web_exchange",
        "party.ours.said",
        acknowledged=number(each.acknowledged),
        size=number(each.size),
        out=number(each.out),
    )
    promised = number(contact.promised if contact else each.held)
    facts = [
        ("party.ours", ours),
        (
            "party.theirs",
            visit.say("web_exchange", "party.theirs.said", held=number(each.held), promised=promised),
        ),
        ("party.signed", moment(visit.shown, each.signed, now)),
        ("party.contact", moment(visit.shown, contact.time if contact else None, now)),
    ]
    if failure:
        reason = _reason(visit, failure.code)
        facts.append(
            (
                "party.failure",
                visit.say(
                    "web_exchange", "party.failure.said", time=visit.shown.time(failure.time), reason=reason
                ),
            )
        )
    return Line(
        party,
        partner.card.name,
        tuple(alarm_of(visit, alarm) for alarm in each.alarms),
        tuple((visit.say("web_exchange", key), text) for key, text in facts),
        partner.address,
        each.size - each.acknowledged,
    )


def _reason(visit: Visit, code: str) -> str:
    """Say what a contact failed of; where the sentence wants more than is known, by its code alone."""
    found = visit.language.find("errors", code)
    return code if found is None or "{" in found else f"{found} [{code}]"


def alarm_of(visit: Visit, alarm: Alarm) -> Told:
    """Say an alarm, what it means and what to do."""
    page = SEE.get(alarm.name, "")
    return Told(
        alarm.peer,
        alarm_said(visit.shown, alarm),
        visit.say("web_exchange", f"alarm.{alarm.name}.means"),
        visit.say("web_exchange", f"alarm.{alarm.name}.do"),
        visit.url(page) if page else "",
        visit.say("web_exchange", f"alarm.see.{alarm.name}") if page else "",
    )


@signed_in
def party(visit: Visit, party: str) -> HttpResponse:
    """Show one partner: trust, fingerprint, receipts, ages and alarms."""
    visit.node.demand(AUDIT)
    partner = visit.node.partner(party)
    found = [line_of(visit, each) for each in exchanges(visit.node) if each.partner.card.party == party]
    return visit.render(
        "exchange/party.html",
        tabs=tabs(visit, "peers"),
        partner=partner,
        line=found[0] if found else None,
        state=state_of(partner),
        runs=visit.may(RUN),
        commands=commands(visit, [party]),
    )


@signed_in
def card(visit: Visit) -> HttpResponse:
    """Give this node's card, to be handed to a partner."""
    visit.node.demand(AUDIT)
    own = own_card(visit.node.config)
    answer = HttpResponse(str(own), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{own.name}.card.json"'
    return answer


@handing_in
def sync(visit: Visit, party: str) -> HttpResponse:
    """Hand in a synchronisation with a partner."""
    visit.node.demand(RUN)
    visit.node.partner(party).demand_flowing()
    work = syncing(party, visit.house.pool.writing, address_of_job(visit, "exchange-outcome"))
    return begin(visit, SYNC, work, party)
