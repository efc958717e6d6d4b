"""The gates that a trace request passes before it is submitted: what is wrong, in which field, what to do.

Most foreign requests led to no purchaser, mainly since identifiers were bad or incomplete [JORN23]: what can
be found before must not come back after weeks. A finding ``stops`` where the form itself demands the field
[ATF3312]; what rests on recalled knowledge of makes only warns.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ambos.domains.arms.makes import Makes, makes, plain
from ambos.domains.arms.rules import PersonNamed, demand_pseudonyms

STOPS, WARNS = "stops", "warns"
US: Final = "US"
# One star on the form: required. Two stars: required, from the form's own list.
REQUIRED: Final = ("manufacturer", "type", "calibre", "model", "origin")
REQUIRED_FROM_LIST: Final = ("priority", "ncic_code")
REQUIRED_PLACE: Final = ("recovered", "recovery_state")
NO_SERIAL: Final = frozenset(
    ("NONE", "UNKNOWN", "NA", "SN", "NOVISIBLE", "NINGUNO", "DESCONOCIDO", "SINSERIE")
)
GATES: Final = (
    "person-named", "required", "required-from-list", "agency-missing", "serial-missing", "serial-no-number",
    "serial-pattern", "obliterated-untold", "maker-is-importer", "maker-unknown", "importer-is-maker",
    "importer-missing", "importer-of-another", "origin-differs", "model-of-another", "type-model",
    "calibre-model", "urgent-unreasoned", "recovery-differs", "duplicate",
)  # fmt: skip

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One finding: the code of its gate, whether it stops, the field, and what fills its sentence."""

    gate: str
    gravity: str
    field: str
    data: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """What a request is held against: its recovery, and others that ask for the same firearm."""

    recovery: Body | None = None
    same: tuple[str, ...] = ()


ALONE: Final = Beside()


def findings(body: Body, beside: Beside = ALONE, known: Makes | None = None) -> tuple[Finding, ...]:
    """Give what the gates find in a request; nothing found means that it may go."""
    data = known or makes()
    found = [one for gate in (_people, _required, _serial) for one in gate(body)]
    found += [one for gate in (_maker, _importer, _model) for one in gate(body, data)]
    found += _urgent(body)
    found += _beside(body, beside)
    return tuple(found)


def stopped(found: tuple[Finding, ...]) -> bool:
    """Say whether a request must not go with these findings."""
    return any(one.gravity == STOPS for one in found)


def _people(body: Body) -> Iterator[Finding]:
    try:
        demand_pseudonyms(body)
    except PersonNamed as wrong:
        yield Finding("person-named", STOPS, str(wrong.data["field"]))


def _required(body: Body) -> Iterator[Finding]:
    for name in (*REQUIRED, *REQUIRED_PLACE):
        if not body.get(name):
            yield Finding("required", STOPS, name)
    for name in REQUIRED_FROM_LIST:
        if not body.get(name):
            yield Finding("required-from-list", STOPS, name)
    if not (body.get("requester_organisation") or body.get("other_ori")):
        yield Finding("agency-missing", STOPS, "other_ori")


def _serial(body: Body) -> Iterator[Finding]:
    serial = plain(body.get("serial") or "")
    if body.get("obliterated"):
        if not body.get("obliteration"):
            yield Finding("obliterated-untold", STOPS, "obliteration")
    elif not serial:
        yield Finding("serial-missing", STOPS, "serial")
    elif serial in NO_SERIAL or not serial.strip("0"):
        yield Finding("serial-no-number", STOPS, "serial", {"value": str(body["serial"])})


def _maker(body: Body, known: Makes) -> Iterator[Finding]:
    name = body.get("manufacturer") or ""
    make = known.maker(name)
    if name and make is None:
        importer = known.importer(name)
        gate, data = (
            ("maker-is-importer", {"value": name}) if importer else ("maker-unknown", {"value": name})
        )
        yield Finding(gate, WARNS, "manufacturer", data)
    if make is None:
        return
    serial = (body.get("serial") or "").upper().replace(" ", "")
    if serial and not body.get("obliterated") and not make.fits(serial):
        yield Finding("serial-pattern", WARNS, "serial", {"value": body["serial"], "maker": make.name})
    origin = body.get("origin")
    if origin and origin.upper() not in make.countries:
        data = {"value": origin, "maker": make.name, "countries": ", ".join(make.countries)}
        yield Finding("origin-differs", WARNS, "origin", data)


def _importer(body: Body, known: Makes) -> Iterator[Finding]:
    importer, origin = body.get("importer") or "", (body.get("origin") or "").upper()
    make = known.maker(body.get("manufacturer") or "")
    foreign = origin != US if origin else make is not None and US not in make.countries
    if foreign and not importer:
        yield Finding("importer-missing", STOPS, "importer", {"origin": origin or "?"})
    if not importer:
        return
    maker = known.maker(importer)
    theirs = {plain(one) for one in make.importers} if make else set()
    if maker is not None and plain(importer) not in theirs:
        yield Finding("importer-is-maker", WARNS, "importer", {"value": importer})
    elif (
        make is not None and theirs and not {plain(known.importer(importer) or ""), plain(importer)} & theirs
    ):
        data = {"value": importer, "maker": make.name, "known": ", ".join(make.importers)}
        yield Finding("importer-of-another", WARNS, "importer", data)


def _model(body: Body, known: Makes) -> Iterator[Finding]:
    name, make = body.get("model") or "", known.maker(body.get("manufacturer") or "")
    if not name or make is None:
        return
    model = make.models.get(plain(name))
    if model is None:
        others = [one for one in known.makers_of(name) if one != make.name]
        if others:
            data = {"value": name, "maker": make.name, "others": ", ".join(others)}
            yield Finding("model-of-another", WARNS, "model", data)
        return
    if body.get("type") and body["type"] != model.type:
        yield Finding("type-model", WARNS, "type", {"model": model.name, "expected": model.type})
    calibre = body.get("calibre")
    if calibre and plain(calibre) not in {plain(one) for one in model.calibres}:
        data = {"value": calibre, "model": model.name, "known": ", ".join(model.calibres)}
        yield Finding("calibre-model", WARNS, "calibre", data)


def _urgent(body: Body) -> Iterator[Finding]:
    if body.get("priority") == "urgent" and not body.get("urgent_reason"):
        yield Finding("urgent-unreasoned", STOPS, "urgent_reason")


def _beside(body: Body, beside: Beside) -> Iterator[Finding]:
    pairs = {"recovered": "recovered", "recovery_state": "place", "serial": "serial", "type": "type"}
    for name, other in pairs.items() if beside.recovery else ():
        ours, theirs = body.get(name), (beside.recovery or {}).get(other)
        if ours and theirs and plain(str(ours)) != plain(str(theirs)):
            yield Finding("recovery-differs", WARNS, name, {"value": str(ours), "other": str(theirs)})
    if beside.same and not body.get("duplicate_of"):
        yield Finding("duplicate", STOPS, "serial", {"others": ", ".join(beside.same)})
