"""Kinds that stay: no label and no order of two persons lets a planned operation out, in any byte."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from ambos.exchange.release import NEWEST_POLICY, STAYING, Agreement, Case, Grant, Release, decide
from ambos.kernel.acts import KindStays, New
from ambos.kernel.ledger import Written
from ambos.kernel.record import Draft, Header
from ambos.node import releasing
from ambos.node.assemble import KINDS
from ambos.node.node import Node
from ambos.testing.pair import Pair
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from ambos.values.terms import Terms
from tests.exchange.test_ruling import confirm, order, released, shown, three_officers, write
from tests.kernel.test_record import HEADER

EVENT = {"happened": "2026-01-05", "name": {"en": "Zopilote-free"}, "sort": "visit"}
DAY = date(2026, 1, 5)
MX = Label(("MX",))
LEAF = bytes(range(32))
PLAN, MARKER = "planned-operation", "Zopilote-3e7d"
BODY = {
    "sort": "surveillance",
    "starts": "2026-03-08T01:30-07:00",
    "until": "2026-03-08T05:00-07:00",
    "latitude": "31.3301",
    "longitude": "-110.9402",
    "radius_km": "4",
    "desk": MARKER,
}
LABELS = {
    "owner-only": OWNER_ONLY,
    "public": PUBLIC,
    "green": Label(("MX",), "green"),
    "addressed": MX,
    "addressed-to-two": Label(("CA", "MX")),
    "red": Label(("MX",), "red"),
    "compartment": Label(("MX",), compartment="c"),
    "handling-code": Label(("MX",), europol="H3"),
    "until": MX.under(Terms(until=DAY)),
    "purpose": MX.under(Terms(purposes=("prosecution",))),
    "caveat": MX.under(Terms(caveats=("no-third-party",))),
}
PLAIN = Case("MX", DAY)
CASES = {
    "plain": PLAIN,
    "agreed": replace(PLAIN, agreement=Agreement(frozenset(("prosecution",)))),
    "granted": replace(PLAIN, grants=(Grant("US", LEAF, "MX"),)),
}


def head(kind: str, label: Label) -> Header:
    """Give a header of a kind under a label."""
    return HEADER._replace(kind=kind, subject=f"{kind}/x", label=label, references=())


@pytest.mark.parametrize("kind", sorted(STAYING))
@pytest.mark.parametrize("label", LABELS)
def test_no_label_and_no_order_opens_the_rule(kind: str, label: str) -> None:
    """Under each label, in each case, ordered or not, a kind that stays is kept, and by that rule."""
    header = head(kind, LABELS[label])
    for case, ordered, peer in product(CASES.values(), (False, True), ("MX", "CA")):
        found = decide(NEWEST_POLICY, header, replace(case, ordered=ordered, peer=peer))
        assert found == Release(False, "kind-stays", NEWEST_POLICY)
    other = decide(NEWEST_POLICY, head("operation", LABELS[label]), replace(PLAIN, ordered=True))
    assert other.rule != "kind-stays"


def test_the_policy_names_just_the_kinds_that_declare_it() -> None:
    """What domains declare as staying is what the newest policy keeps: neither has a kind the other lacks."""
    assert {kind.name for kind in KINDS if kind.stays} == STAYING


def lodged(made: Pair, slug: str, label: Label) -> Written:
    """Write a plan under any label, past the desk, as a program that follows no rule would."""
    body = BODY | {"desk": f"{MARKER} {slug}"}
    return write(made, Draft(PLAN, f"{PLAN}/{slug}", body, label), "secretariat")


def test_no_byte_of_a_plan_leaves_whatever_its_label_and_whoever_orders(tmp_path: Path) -> None:
    """Of plans under each label, each ordered out by two officers, nothing stands in what Mexico gets."""
    with three_officers(tmp_path) as made:
        for slug, label in LABELS.items():
            plan = lodged(made, slug, label)
            confirm(made, order(made, plan, "zoe"), "max")
        (free,) = made.us.propose([New("event", "free", EVENT, OWNER_ONLY)])
        confirm(made, order(made, free, "zoe"), "max")
        assert released(made) == ["free"]
        channel = made.us.channel("MX")
        assert shown(channel, PLAN) == []
        crossed = bytes(channel.section(0))
        assert b"Zopilote-free" in crossed and not any(
            mark in crossed for mark in (MARKER.encode(), PLAN.encode(), b"31.3301")
        )
        made.exchange()
        assert made.mx.shelf.things(PLAN) == [] and made.us.verify() and made.mx.verify()


@pytest.mark.parametrize("label", [each for each in LABELS if LABELS[each].reaches_anybody])
def test_the_desk_writes_none_for_a_partner(made: Pair, label: str) -> None:
    """A plan whose label reaches anybody is not written at all."""
    with pytest.raises(KindStays):
        made.us.propose([New(PLAN, "nogales", BODY, LABELS[label])])
    assert made.us.shelf.things(PLAN) == []


@pytest.mark.parametrize("policy", (1, 2, NEWEST_POLICY))
def test_no_order_is_taken(tmp_path: Path, policy: int) -> None:
    """Under every version of the policy an order for a plan is refused, and so is its confirmation."""
    with three_officers(tmp_path) as made:
        releasing.set_policy(made.us, policy)
        (plan,) = made.us.propose([New(PLAN, "nogales", BODY)])
        with pytest.raises(releasing.KindStays) as refused:
            releasing.propose_release(made.us, f"{PLAN}/nogales", "MX", "The court asked for it")
        assert refused.value.data == {"record": plan.rid.hex(), "kind": PLAN, "party": "MX"}
        given = order(made, plan, "zoe")
        with pytest.raises(releasing.KindStays):
            releasing.confirm_release(made.us, given.rid.hex())
        assert shown(made.us.release("MX"), PLAN) == []


def test_a_partner_s_plan_is_not_shown(made: Pair) -> None:
    """What a partner's program lets go under an older policy is kept here and shown to nobody."""
    releasing.set_policy(made.us, 2)
    lodged(made, "theirs", MX)
    made.exchange()
    assert made.mx.shelf.things(PLAN) == []
    assert quarantined(made.mx) == [(PLAN, "record.not-for-partners")]


def quarantined(node: Node) -> list[tuple[str, str]]:
    """Give what a node keeps and does not show: kinds and reasons."""
    return [(row[0], row[1]) for row in node.parts.tables.execute("SELECT kind, code FROM quarantine")]
