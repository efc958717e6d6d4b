"""Make the vectors of spec/policy from fixed seeds: ``python -m tests.vectors.generate_policy``."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from ambos.exchange.release import POLICIES, Agreement, Case, Grant, decide
from ambos.kernel.header import print_header
from ambos.kernel.merkle import batch_root
from ambos.kernel.record import Header, Reference
from ambos.kernel.release_kinds import CONFIRMS, GRANTED_BY, LAPSES, QUOTES, RELEASES
from ambos.kernel.seal import Sealed, parse_statement
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from ambos.values.terms import Terms
from tests.vectors.generate_record import (
    AUTHORITY_KEY,
    OFFICER_KEY,
    SECOND,
    TIME,
    Vector,
    header,
    printed,
    sealed,
    vector,
)

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "policy"
DAY = datetime.fromtimestamp(TIME, UTC).date()
DAY_SECONDS = 24 * 3600
MX = Label(("MX",))
RULING = ("policy", "agreement", "key")  # kinds whose bodies decide
LEAF, OTHER = bytes([7]) * 32, bytes([8]) * 32


def vectors() -> dict[str, list[Vector]]:
    """Give every file's vectors by file name."""
    return {
        "terms.json": list(_terms()),
        "decisions.json": list(_decisions()),
        "logs.json": list(_logs()),
    }


def under(**terms: Any) -> Label:
    """Give a label for Mexico under terms."""
    return MX.under(Terms(**terms))


# -- terms


def _terms() -> Iterator[Vector]:
    for name, terms in {
        "caveats": Terms(("intelligence-only", "not-for-court")),
        "purposes": Terms((), ("assessment", "extradition")),
        "last-day": Terms(until=date(2026, 2, 28)),
        "originator": Terms(own="CA"),
        "all": Terms(("no-third-party",), ("prosecution",), date(2099, 12, 31), "MX"),
    }.items():
        yield vector(name, {"terms": terms.plain()}, {})
    for name, plain in {
        "nothing": [[], [], None, ""],
        "unknown-caveat": [["eyes-only"], [], None, ""],
        "unknown-purpose": [[], ["curiosity"], None, ""],
        "caveats-out-of-order": [["not-for-court", "intelligence-only"], [], None, ""],
        "caveat-twice": [["not-for-court", "not-for-court"], [], None, ""],
        "day-of-another-form": [[], [], "20260228", ""],
        "day-of-a-week": [[], [], "2026-W09-6", ""],
        "day-that-is-none": [[], [], "2026-02-30", ""],
        "day-to-the-month": [[], [], "2026-02", ""],
        "day-as-number": [[], [], 20260228, ""],
        "originator-null": [[], [], "2026-02-28", None],
        "originator-in-small-letters": [[], [], None, "ca"],
        "three-parts": [[], [], "2026-02-28"],
        "five-parts": [[], [], "2026-02-28", "", ""],
        "text": "not-for-court",
    }.items():
        yield vector(name, {"terms": plain}, "record.not-canonical")


# -- decisions


def _headers() -> dict[str, Header]:
    """Give the headers that are decided about, by name."""
    quoting = (Reference(QUOTES, bytes(16), LEAF),)
    return {
        "public": header(1, label=PUBLIC),
        "addressed": header(2),
        "addressed-elsewhere": header(3, label=Label(("CA",))),
        "owner-only": header(4, label=OWNER_ONLY),
        "red": header(5, label=Label(("MX",), "red")),
        "officer": header(6, "officer", label=PUBLIC),
        "order": header(7, "release-order", label=MX),
        "critical": header(8, label=PUBLIC, unknown={"zzz": 1}, critical=("zzz",)),
        "caveat": header(9, label=under(caveats=("not-for-court",))),
        "last-day": header(10, label=under(until=DAY)),
        "day-after": header(11, label=under(until=DAY - timedelta(1))),
        "purpose": header(12, label=under(purposes=("extradition",))),
        "two-purposes": header(13, label=under(purposes=("assessment", "extradition"))),
        "own-author": header(14, label=under(own="US")),
        "own-peer": header(15, label=under(own="MX"), references=quoting),
        "own-third": header(16, label=under(own="CA"), references=quoting),
        "own-third-no-quote": header(17, label=under(own="CA")),
        "own-third-closed": header(
            18, label=under(own="CA", caveats=("no-third-party",)), references=quoting
        ),
        "own-third-two": header(
            19, label=under(own="CA"), references=(*quoting, Reference(QUOTES, bytes(16), OTHER))
        ),
        "quote-without-own": header(20, references=quoting),
        "plan": header(21, "planned-operation", label=MX),
        "plan-public": header(22, "planned-operation", label=PUBLIC),
        "plan-red": header(23, "planned-operation", label=Label(("MX",), "red")),
        "conflict": header(24, "conflict", label=MX),
        "reading": header(25, "deconfliction-reading", label=OWNER_ONLY),
    }


def _cases() -> dict[str, Case]:
    """Give the cases, by name."""
    plain = Case("MX", DAY)
    agreed = Agreement(frozenset(("extradition",)), DAY)
    return {
        "plain": plain,
        "ordered": replace(plain, ordered=True),
        "agreed": replace(plain, agreement=agreed),
        "agreed-once": replace(plain, agreement=replace(agreed, until=DAY - timedelta(1))),
        "granted": replace(plain, grants=(Grant("CA", LEAF, "MX", DAY),)),
        "granted-once": replace(plain, grants=(Grant("CA", LEAF, "MX", DAY - timedelta(1)),)),
        "granted-to-another": replace(plain, grants=(Grant("CA", LEAF, "GT"),)),
        "granted-by-another": replace(plain, grants=(Grant("GT", LEAF, "MX"),)),
    }


def _decisions() -> Iterator[Vector]:
    """Decide every header in every case that can matter to it, under every version."""
    for named, made in _headers().items():
        for circumstance, case in _cases().items():
            if circumstance.startswith("granted") and not named.startswith(("own-third", "plain")):
                continue
            for version in POLICIES:
                found = decide(version, made, case)
                given = {"version": version, "header": print_header(made).hex(), "case": plain_case(case)}
                told = {"allowed": found.allowed, "rule": found.rule}
                yield vector(f"{named}-{circumstance}-{version}", given, told)


def plain_case(case: Case) -> Vector:
    """Give a case as JSON."""
    return {
        "peer": case.peer,
        "day": case.day.isoformat(),
        "purposes": sorted(case.agreement.purposes),
        "agreed_until": _day(case.agreement.until),
        "grants": [[g.originator, g.leaf.hex(), g.to, _day(g.until)] for g in case.grants],
        "ordered": case.ordered,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# -- house logs


class _House:
    """A house log made entry by entry."""

    def __init__(self) -> None:
        self.entries: list[tuple[Sealed, Any, str]] = []
        self._number = 0
        self.key("authority", AUTHORITY_KEY)
        self.key("officer", OFFICER_KEY)
        self.key("officer", SECOND)

    def key(self, purpose: str, signer: Any) -> None:
        body = signer.key_body("US")
        self.say("key", body, AUTHORITY_KEY, f"us-{signer.holder}", label=PUBLIC)

    def say(self, kind: str, body: Any, signer: Any, slug: str = "", days: int = 0, **changes: Any) -> Sealed:
        self._number += 1
        subject = f"{kind}/{slug or f'sample-{self._number}'}"
        fields = {"subject": subject, "time": TIME + days * DAY_SECONDS, **changes}
        made = sealed(header(self._number, kind, kid=(signer or AUTHORITY_KEY).kid, **fields), body, signer)
        self.entries.append((made, body, signer.holder if signer else ""))
        return made

    def goal(self, label: Label, **changes: Any) -> Sealed:
        return self.say("goal", {}, OFFICER_KEY, label=label, **changes)

    def order(self, target: Sealed, signer: Any, **changes: Any) -> Sealed:
        ties = (Reference(RELEASES, target.rid, target.leaf), *changes.pop("granted", ()))
        slug = f"{changes.pop('to', 'mx')}-{target.rid.hex()}"
        return self.say(
            "release-order", {"reason": "x"}, signer, slug, label=OWNER_ONLY, references=ties, **changes
        )

    def confirm(self, order: Sealed, signer: Any, **changes: Any) -> Sealed:
        ties = (Reference(CONFIRMS, order.rid, order.leaf),)
        slug = f"mx-{order.rid.hex()}"
        return self.say(
            "release-confirmation", {}, signer, slug, label=OWNER_ONLY, references=ties, **changes
        )

    def policy(self, number: int) -> None:
        self.say("policy", {"number": number}, AUTHORITY_KEY, "release", label=OWNER_ONLY)

    def agree(self, *purposes: str, **more: str) -> None:
        body = {"party": "MX", "purposes": sorted(purposes), "basis": "x", **more}
        self.say("agreement", body, AUTHORITY_KEY, "mx", label=OWNER_ONLY)

    def batch(self, label: Label, count: int) -> list[Sealed]:
        start = self._number + 1
        made = [
            sealed(header(start + 1 + n, "figure", kid=AUTHORITY_KEY.kid, label=label), {}, None)
            for n in range(count)
        ]
        root = batch_root([each.leaf for each in made])
        head = self.say("batch", {}, AUTHORITY_KEY, label=label, batch=(root, count))
        self._number += count
        self.entries += [(each, {}, "") for each in made]
        return [head, *made]


def _logs() -> Iterator[Vector]:
    for name, (house, places, grants) in {
        "labels": _labels(),
        "policies": _policies(),
        "agreements": _agreements(),
        "lapses": _lapses(),
        "orders": _orders(),
        "batches": _batches(),
        "grants": _grants(),
        "keys": _keys(),
        "officers": _officers(),
        "staying": _staying(),
    }.items():
        given = {
            "peer": "MX",
            "house": [
                {"statement": made.statement.hex(), "signer": holder}
                | ({"body": body} if parse_header_of(made).kind in RULING else {})
                for made, body, holder in house.entries
            ],
            "grants": grants,
        }
        yield vector(name, given, {"channel": list(_behind_keys(house, places))})


def _behind_keys(house: _House, places: list[int]) -> Iterator[int]:
    """Put each officer's key directly before the first record under it that goes."""
    officers = {
        body["holder"]: place
        for place, (made, body, _) in enumerate(house.entries)
        if parse_header_of(made).kind == "key" and body["purpose"] == "officer"
    }
    for place in (each for each in places if each not in officers.values()):
        key = officers.pop(house.entries[place][2], None)
        if key in places:
            yield key
        yield place


def parse_header_of(made: Sealed) -> Header:
    """Give the header of a statement just made."""
    return parse_statement(made.statement).header


Made = tuple[_House, list[int], Sequence[Any]]


def _labels() -> Made:
    house = _House()
    for label in (PUBLIC, MX, OWNER_ONLY, Label(("CA",)), Label(("MX",), "red")):
        house.goal(label)
    house.say("officer", {"name": "x"}, AUTHORITY_KEY, label=PUBLIC)
    return house, [0, 1, 2, 3, 4], ()


def _policies() -> Made:
    house, bound = _House(), under(caveats=("not-for-court",))
    house.goal(bound)
    house.policy(2)
    house.goal(bound)
    house.policy(1)
    house.goal(bound)
    house.goal(MX)
    return house, [0, 1, 2, 5, 8], ()


def _agreements() -> Made:
    house, bound = _House(), under(purposes=("extradition",))
    house.policy(2)
    house.goal(bound)
    house.agree("prosecution")
    house.goal(bound)
    house.agree("extradition", "prosecution", until=str(DAY)[:7])
    house.goal(bound)
    house.goal(bound, days=40)
    house.say("agreement", {"party": "CA", "basis": "x"}, AUTHORITY_KEY, "ca", label=OWNER_ONLY)
    house.goal(bound)
    return house, [0, 1, 2, 8, 11], ()


def _lapses() -> Made:
    house = _House()
    house.policy(2)
    first = house.goal(under(until=DAY))
    house.goal(under(until=DAY))
    house.goal(under(until=DAY), days=1)
    third = house.goal(under(until=DAY))
    ties = tuple(Reference(LAPSES, each.rid, each.leaf) for each in (first,))
    house.say(
        "release-lapse", {}, AUTHORITY_KEY, f"mx-{first.rid.hex()}", 1, label=OWNER_ONLY, references=ties
    )
    elsewhere = (Reference(LAPSES, third.rid, third.leaf),)
    house.say(
        "release-lapse", {}, AUTHORITY_KEY, f"ca-{third.rid.hex()}", 1, label=OWNER_ONLY, references=elsewhere
    )
    return house, [0, 1, 2, 5, 7], ()


def _orders() -> Made:
    house = _House()
    house.policy(2)
    targets = [house.goal(OWNER_ONLY) for _ in range(6)]  # places 4 to 9
    house.goal(MX)  # 10
    one, other = OFFICER_KEY, SECOND
    house.confirm(house.order(targets[0], one), other)  # 12: goes
    house.confirm(house.order(targets[1], one), one)  # the same officer
    house.confirm(house.order(targets[2], one, to="ca"), other)  # to another party
    house.confirm(house.order(targets[3], one), other, days=31)  # too late
    house.confirm(house.order(targets[4], one), other, days=30)  # 20: in time
    again = house.order(targets[0], other)
    house.confirm(again, one)  # went before
    red = house.goal(Label(tlp="red"))
    house.confirm(house.order(red, one), other)
    return house, [0, 1, 2, 10, 4, 8], ()


def _batches() -> Made:
    house = _House()
    house.policy(2)
    house.batch(MX, 2)  # 4 to 6: goes
    head, *members = house.batch(OWNER_ONLY, 2)  # 7 to 9
    house.confirm(house.order(members[0], OFFICER_KEY), SECOND)
    house.confirm(house.order(head, OFFICER_KEY), SECOND)
    house.goal(MX)  # 14
    return house, [0, 1, 2, 4, 5, 6, 7, 8, 9, 14], ()


def _grants() -> Made:
    house, foreign = _House(), under(own="CA")
    house.policy(2)
    quoting, leave = Reference(QUOTES, bytes(16), LEAF), Reference(GRANTED_BY, bytes([9]) * 16, OTHER)
    early = house.goal(foreign, references=(quoting,))  # 4
    house.goal(foreign, references=(quoting, leave))  # 5: goes
    house.goal(foreign, references=(quoting, leave), days=2)  # over
    house.confirm(house.order(early, OFFICER_KEY), SECOND)  # no grant named
    house.confirm(house.order(early, OFFICER_KEY, granted=(leave,)), SECOND)  # 10
    grant = {"grant": OTHER.hex(), "originator": "CA", "leaf": LEAF.hex(), "to": "MX", "until": str(DAY)}
    return house, [0, 1, 2, 5, 4], [grant]


def _keys() -> Made:
    house = _House()
    house.policy(2)
    secret = house.say("goal", {}, SECOND, label=OWNER_ONLY)  # 4
    key = house.entries[2][0]
    house.say(
        "key-end", {}, AUTHORITY_KEY, label=PUBLIC, references=(Reference("ends", key.rid, key.leaf),)
    )  # 5
    third = AUTHORITY_KEY.of(bytes([5]) * 32, "officer-three", "officer")
    house.key("officer", third)  # 6
    house.confirm(house.order(secret, OFFICER_KEY), third)
    return house, [0], ()


def _officers() -> Made:
    house = _House()
    first, second = (house.entries[place][0] for place in (1, 2))
    house.goal(OWNER_ONLY)
    house.say("goal", {}, SECOND, label=MX)  # 4
    for key in (second, first):
        tie = Reference("ends", key.rid, key.leaf)
        house.say("key-end", {}, AUTHORITY_KEY, label=PUBLIC, references=(tie,))  # 5, 6
    return house, [0, 1, 2, 4, 5], ()


def _staying() -> Made:
    house = _House()
    house.policy(2)
    house.say("planned-operation", {}, OFFICER_KEY, label=MX)  # 4: goes, under the rules before
    house.policy(3)
    for kind in ("planned-operation", "conflict", "deconfliction-reading"):
        house.say(kind, {}, OFFICER_KEY, label=PUBLIC)  # 6 to 8
    plan = house.say("planned-operation", {}, OFFICER_KEY, label=OWNER_ONLY)  # 9
    house.confirm(house.order(plan, OFFICER_KEY), SECOND)
    house.goal(MX)  # 12
    return house, [0, 1, 2, 4, 12], ()


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, rows in vectors().items():
        (FOLDER / name).write_text(printed(rows))


if __name__ == "__main__":
    main()
