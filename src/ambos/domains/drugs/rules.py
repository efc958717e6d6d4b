"""What may be said of drugs, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ambos.domains import demand_order, demand_past
from ambos.kernel.acts import Rule
from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.quantities import Unit

CAS: Final = re.compile(r"[1-9][0-9]{1,6}-[0-9]{2}-[0-9]", re.ASCII)
INCHIKEY: Final = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]", re.ASCII)
MEASURES: Final = ("mass", "volume", "tablets", "plants")
UNCONTROLLED: Final = ("not-controlled", "not-known")
WHOLE: Final = Decimal(100)


class CasInvalid(ValueInvalid):
    """A CAS registry number is none: its form or its last digit is wrong; data: ``value``, ``expected``."""

    code = "drugs.cas"


class InchikeyInvalid(ValueInvalid):
    """An InChIKey is none; data: ``value``, ``expected``."""

    code = "drugs.inchikey"


class UnitMissing(Refused):
    """A quantity has no unit; data: ``field``."""

    code = "drugs.unit-missing"


class UnitUnfit(Refused):
    """A unit measures neither mass nor volume nor counts drugs; data: ``field``, ``value``."""

    code = "drugs.unit-unfit"


class QuantityNegative(Refused):
    """A quantity is below nought; data: ``field``, ``value``."""

    code = "drugs.negative"


class NetOverGross(Refused):
    """The net weight is more than the gross weight; data: ``net``, ``gross``."""

    code = "drugs.net-over-gross"


class PurityInvalid(Refused):
    """A purity is no share between 0 and 100 per cent; data: ``value``."""

    code = "drugs.purity"


class ControlContradicted(Refused):
    """A substance has a day of control and no schedule; data: ``field``, ``value``, ``schedule``."""

    code = "drugs.control-contradicted"


class SitesWithoutCore(Refused):
    """A substance without the core of fentanyl names sites at which it differs from it; data: ``sites``."""

    code = "drugs.sites-without-core"


def substance(body: Mapping[str, Any], today: date) -> None:
    """A substance has sound identifiers, and a schedule wherever it has a day of control."""
    if (cas := body.get("cas")) is not None and not is_cas(cas):
        raise CasInvalid(value=cas, expected=Form("cas"))
    if (key := body.get("inchikey")) is not None and not INCHIKEY.fullmatch(key):
        raise InchikeyInvalid(value=key, expected=Form("inchikey"))
    demand_past(body, today, "controlled_us", "controlled_mx", "controlled_un")
    for where in ("us", "mx", "un"):
        day, schedule = body.get(f"controlled_{where}"), body.get(f"schedule_{where}", "not-known")
        if day and schedule in UNCONTROLLED:
            raise ControlContradicted(field=f"controlled_{where}", value=day, schedule=schedule)
    if body.get("core") is False and body.get("sites"):
        raise SitesWithoutCore(sites=", ".join(body["sites"]))


def is_cas(text: str) -> bool:
    """Say whether a CAS registry number has its form and its check digit.

    The check digit is the sum of the other digits, each times its place from the right, modulo ten (CAS).
    """
    if not CAS.fullmatch(text):
        return False
    *digits, check = (int(sign) for sign in text if sign != "-")
    return sum(place * digit for place, digit in enumerate(reversed(digits), 1)) % 10 == check


def seizure(body: Mapping[str, Any], today: date) -> None:
    """A seizure has happened; what it weighs has a unit, and no more net than gross."""
    demand_past(body, today, "seized")
    demand_quantity(body, "gross", "net")
    gross, net = body.get("gross"), body.get("net")
    if gross is not None and net is not None and Decimal(net) > Decimal(gross):
        raise NetOverGross(net=net, gross=gross)
    tablets = body.get("tablets")
    if tablets is not None and tablets < 0:
        raise QuantityNegative(field="tablets", value=tablets)


def sample(body: Mapping[str, Any], today: date) -> None:
    """A sample has been tested; its purity is a share in per cent, its dose milligrams in a tablet."""
    demand_past(body, today, "tested")
    demand_quantity(body, "weight")
    purity, dose = body.get("purity"), body.get("dose")
    if purity is not None and not 0 <= Decimal(purity) <= WHOLE:
        raise PurityInvalid(value=purity)
    if dose is not None and Decimal(dose) < 0:
        raise QuantityNegative(field="dose", value=dose)


def destruction(body: Mapping[str, Any], today: date) -> None:
    """A destruction has happened and has a quantity."""
    demand_past(body, today, "destroyed")
    demand_quantity(body, "net")


def precursor(body: Mapping[str, Any], today: date) -> None:
    """A precursor has been seen; its quantity has a unit."""
    demand_past(body, today, "seen")
    demand_quantity(body, "quantity")


def laboratory(body: Mapping[str, Any], today: date) -> None:
    """A laboratory has been found, and was dismantled no earlier."""
    demand_past(body, today, "found", "dismantled")
    demand_order(body, "found", "dismantled")


def demand_quantity(body: Mapping[str, Any], *fields: str) -> None:
    """Refuse quantities without a unit, in a unit of something else, or below nought."""
    for field in fields:
        value = body.get(field)
        if value is None:
            continue
        if not body.get("unit"):
            raise UnitMissing(field=field)
        if Unit.parse(body["unit"]).dimension not in MEASURES:
            raise UnitUnfit(field=field, value=body["unit"])
        if Decimal(value) < 0:
            raise QuantityNegative(field=field, value=value)


RULES: dict[str, Rule] = {
    "substance": substance,
    "seizure": seizure,
    "sample": sample,
    "destruction": destruction,
    "precursor": precursor,
    "laboratory": laboratory,
}
