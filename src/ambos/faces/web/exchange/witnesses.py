"""Witnesses and their quorum; two histories of a log, and the proof of them."""

import re
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from ambos.faces.web.exchange.words import field, flowing, tabs
from ambos.faces.web.frame.asking import download
from ambos.faces.web.frame.background import address_of_job, begin, handing_in, uploaded
from ambos.faces.web.frame.visit import Visit, acting, signed_in
from ambos.kernel.access import AUDIT, RUN
from ambos.node.carrying import COMPARE, comparing
from ambos.node.witnesses import (
    NoFork,
    NoProofOffered,
    fork_evidence,
    policy_of,
    request_to,
    resume,
    take_file,
    take_policy,
)
from ambos.node.witnesses import witnesses as standing

NO_SIGN: Final = re.compile("[^a-z0-9]+", re.ASCII)  # of a file's name; a witness may be called anything


@dataclass(frozen=True)
class History:
    """Whether a second history of the channels with a partner has shown, and how far it is proven."""

    party: str
    log: str
    size: str
    proven: bool
    stopped: bool


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Show the witnesses and what they cosigned, and the histories of each channel."""
    visit.node.demand(AUDIT)
    number, stamp = visit.formats.number, visit.shown.stamp
    rows = [
        (
            one.witness,
            [
                (party, number(said.size), stamp(said.time) if said.time else "")
                for party, said in one.said.items()
            ],
        )
        for one in standing(visit.node)
    ]
    return visit.render(
        "exchange/witnesses.html",
        tabs=tabs(visit, "witnesses"),
        rows=rows,
        quorum=policy_of(visit.node).quorum,
        parties=flowing(visit),
        histories=[_history(visit, party) for party in flowing(visit)],
        runs=visit.may(RUN),
    )


def _history(visit: Visit, party: str) -> History:
    stopped = visit.node.mirrors()[party].stopped()
    try:
        found = fork_evidence(visit.node, party)
    except NoFork:
        return History(party, "", "", False, stopped)
    except NoProofOffered as error:
        return History(party, "", visit.formats.number(int(str(error.data["size"]))), False, stopped)
    return History(party, found.origin, visit.formats.number(found.size), True, stopped)


@signed_in
def evidence(visit: Visit, party: str) -> HttpResponse:
    """Give the proof that a channel has two histories, for whoever has no Ambos."""
    found = fork_evidence(visit.node, party)
    return download(str(found).encode(), f"fork-{party.lower()}.json", "application/json")


@acting
def agree(visit: Visit) -> HttpResponse:
    """Name the witnesses and their quorum by a policy file."""
    visit.node.demand(RUN)
    upload = uploaded(visit)
    try:
        take_policy(visit.node, upload.path)
    finally:
        upload.drop()
    return visit.go("exchange-witnesses")


@acting
def ask(visit: Visit, party: str) -> HttpResponse:
    """Give the request that a courier takes to a witness."""
    witness = field(visit, "witness")
    request = request_to(visit.node, party, witness)
    name = NO_SIGN.sub("-", f"{visit.node.config.party}-to-{party}-{witness}".lower())
    return download(request, f"{name}.request", "application/octet-stream")


@acting
def take(visit: Visit, party: str) -> HttpResponse:
    """Take the answer that a courier brought from a witness."""
    visit.node.demand(RUN)
    upload = uploaded(visit)
    try:
        take_file(visit.node, party, field(visit, "witness"), upload.path)
    finally:
        upload.drop()
    return visit.go("exchange-witnesses")


@handing_in
def compare(visit: Visit, party: str) -> HttpResponse:
    """Have the witnesses asked what they were shown."""
    visit.node.demand(RUN)
    visit.node.peer(party)
    work = comparing(party, visit.house.pool.writing, address_of_job(visit, "exchange-outcome"))
    return begin(visit, COMPARE, work, party)


@acting
def go_on(visit: Visit, party: str) -> HttpResponse:
    """Let a channel that stopped go on from the history held here."""
    resume(visit.node, party)
    return visit.go("exchange-witnesses")
