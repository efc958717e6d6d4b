"""Programmes as activities of the International Aid Transparency Initiative, out to XML and in from it.

A plain subset of version 2.03: identifier, organisations, title, description, status, dates, recipient
country, transactions, results. What was appropriated goes out as incoming commitment, what was obligated as
outgoing commitment, what was expended as expenditure; the span of money stands in the transaction's
description. The code lists ActivityStatus, ActivityDateType, TransactionType and ResultType are recalled.
"""

import re
import xml.etree.ElementTree as ET  # writing only: what is read goes through a reader of its own
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ambos.domains.assistance.views import Told, programmes
from ambos.evidence.errors import ListForeign
from ambos.evidence.lists.elements import Element, Streamed
from ambos.evidence.lists.faults import Faults
from ambos.evidence.lists.opened import opened
from ambos.kernel.acts import New
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.values.dates import Day, DayInvalid, Period, PeriodInvalid
from ambos.values.errors import Form, NotFound
from ambos.values.money import CURRENCIES

VERSION: Final = "2.03"
STATUS: Final = {"planned": "1", "running": "2", "closed": "4", "cancelled": "5", "halted": "6"}
MONEY: Final = {"appropriated": "11", "obligated": "2", "expended": "4"}
RESULT: Final = {"output": "1", "outcome": "2"}
DATES: Final = {"started": "2", "ended": "4"}
# What others write that this subset says more simply: finalisation still runs, a disbursement is spent.
_ALSO_STATUS: Final = {"3": "running"}
_ALSO_MONEY: Final = {"1": "appropriated", "3": "expended"}
_ALSO_RESULT: Final = {"3": "outcome"}
_ALSO_DATES: Final = {"1": "started", "3": "ended"}
_GOVERNMENT, _FUNDING, _IMPLEMENTING = "10", "1", "4"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_SLUG_LIMIT: Final = 60


@dataclass(frozen=True)
class Written:
    """A file of activities, and how many statements of money the subset cannot carry: shares, no amounts."""

    xml: bytes
    activities: int
    left_out: int


@dataclass(frozen=True)
class Activity:
    """An activity as it was read: the programme's body, its money and its results by slug."""

    slug: str
    programme: Mapping[str, Any]
    funding: Mapping[str, Mapping[str, Any]]
    results: Mapping[str, Mapping[str, Any]]


def write(node: Node, programme: str = "") -> Written:
    """Give a programme, or every one that the person may see, as a file of activities."""
    told = [one for one in programmes(node.shelf) if programme in ("", one.programme.subject)]
    if programme and not told:
        raise NotFound(name=programme)
    root = ET.Element("iati-activities", {"version": VERSION})
    left_out = sum(_activity(root, one) for one in told)
    ET.indent(root)
    made: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return Written(made + b"\n", len(told), left_out)


def _activity(root: ET.Element, told: Told) -> int:
    """Write one activity in the order of the standard; give how many statements of money are left out."""
    thing = told.programme
    given = {"default-currency": "USD"}
    if thing.get("halted"):
        given["last-updated-datetime"] = f"{Day.parse(thing.get('halted')).first.isoformat()}T00:00:00Z"
    at = ET.SubElement(root, "iati-activity", given)
    ET.SubElement(at, "iati-identifier").text = thing.get("iati_identifier") or f"ambos-{thing.slug}"
    reporting = ET.SubElement(at, "reporting-org", {"ref": thing.owner, "type": _GOVERNMENT})
    ET.SubElement(reporting, "narrative").text = thing.get("provider")
    _narrated(ET.SubElement(at, "title"), thing.get("name"))
    if thing.get("purpose"):
        _narrated(ET.SubElement(at, "description", {"type": "1"}), thing.get("purpose"))
    for role, name in ((_FUNDING, "provider"), (_IMPLEMENTING, "receiver")):
        if thing.get(name):
            org = ET.SubElement(at, "participating-org", {"role": role, "type": _GOVERNMENT})
            ET.SubElement(org, "narrative").text = thing.get(name)
    ET.SubElement(at, "activity-status", {"code": STATUS[str(thing.get("state"))]})
    for name, code in DATES.items():
        if thing.get(name):
            day = Day.parse(thing.get(name))
            iso = (day.first if name == "started" else day.last).isoformat()
            ET.SubElement(at, "activity-date", {"iso-date": iso, "type": code})
    ET.SubElement(at, "recipient-country", {"code": "MX", "percentage": "100"})
    money = [one for one in told.funding if one.get("amount") is not None]
    for one in money:
        _transaction(at, one)
    for one in told.results:
        _result(at, one)
    return len(told.funding) - len(money)


def _narrated(at: ET.Element, words: Mapping[str, str]) -> None:
    for language, text in sorted(words.items()):
        ET.SubElement(at, "narrative", {_LANG: language}).text = text


def _transaction(at: ET.Element, money: Thing) -> None:
    period = Period.parse(money.get("period"))
    last = period.last.isoformat()
    made = ET.SubElement(at, "transaction", {"ref": money.slug})
    ET.SubElement(made, "transaction-type", {"code": MONEY[str(money.get("stage"))]})
    ET.SubElement(made, "transaction-date", {"iso-date": last})
    value = ET.SubElement(made, "value", {"currency": str(money.get("currency")).upper(), "value-date": last})
    value.text = money.get("amount")
    ET.SubElement(ET.SubElement(made, "description"), "narrative").text = str(period)


def _result(at: ET.Element, result: Thing) -> None:
    made = ET.SubElement(at, "result", {"type": RESULT[str(result.get("level"))]})
    _narrated(ET.SubElement(made, "title"), result.get("name"))
    if result.get("indicator"):
        indicator = ET.SubElement(made, "indicator", {"measure": "1"})
        title = ET.SubElement(ET.SubElement(indicator, "title"), "narrative")
        title.text = str(result.get("indicator"))
        ET.SubElement(indicator, "reference", {"vocabulary": "99", "code": str(result.get("indicator"))})


# -- in


def read(path: Path) -> tuple[Activity, ...]:
    """Read the activities of a file, all or none.

    Refused: what is no file of activities; broken or hostile XML; as one ``FileInvalid`` with up to twenty
    problems by line and element, whatever is not of its element's form.
    """
    faults = Faults(path.name)
    with opened(path) as source:
        streamed = Streamed(path.name, source, frozenset(("iati-activity",)))
        found = tuple(_read(element, faults) for element in streamed)
        if streamed.root.get("") != "iati-activities":
            raise ListForeign(file=path.name)
    faults.refuse()
    return found


def take(node: Node, path: Path) -> int:
    """Propose the programmes, money and results of a file that are not on record; give how many they are."""
    wanted = [new for activity in read(path) for new in _news(activity)]
    lacking = [new for new in wanted if not node.shelf.versions(new.subject)]
    return len(node.propose(lacking)) if lacking else 0


def _news(activity: Activity) -> Iterator[New]:
    yield New("programme", activity.slug, dict(activity.programme))
    for slug, body in activity.funding.items():
        yield New("funding", slug, dict(body))
    for slug, body in activity.results.items():
        yield New("assistance-result", slug, dict(body))


def _read(element: Element, faults: Faults) -> Activity:
    identifier = faults.text(element.line, "iati-identifier", element.told("iati-identifier"))
    if not identifier:
        faults.add(element.line, "iati-identifier", "", Form("text"))
    slug = slug_of(identifier)
    body = _programme(element, identifier, faults)
    funding = dict(
        one for at, part in enumerate(element.all("transaction")) if (one := _money(part, slug, at, faults))
    )
    return Activity(slug, body, funding, dict(_results(element, slug, faults)))


def slug_of(identifier: str) -> str:
    """Give the name under which a programme of this identifier is kept."""
    bare = _NO_SLUG.sub("-", identifier.lower()).strip("-")
    return bare.removeprefix("ambos-")[:_SLUG_LIMIT].strip("-") or "activity"


def _programme(element: Element, identifier: str, faults: Faults) -> dict[str, Any]:
    codes = {code: state for state, code in STATUS.items()} | _ALSO_STATUS
    status = next((one.given.get("code", "") for one in element.all("activity-status")), "")
    if status not in codes:
        faults.add(element.line, "activity-status", status, ", ".join(sorted(codes)))
    orgs = {one.given.get("role"): one.told("narrative") for one in element.all("participating-org")}
    name = _words(element, "title", faults)
    if not name:
        faults.add(element.line, "title", "", Form("text"))
    state = codes.get(status, "running")
    told = {
        "name": name,
        "purpose": _words(element, "description", faults),
        "provider": orgs.get(_FUNDING) or element.told("reporting-org", "narrative") or identifier,
        "receiver": orgs.get(_IMPLEMENTING),
        "state": state,
        "halted": element.given.get("last-updated-datetime", "")[:10] if state == "halted" else None,
        "iati_identifier": None if identifier.startswith("ambos-") else identifier,
        **_dates(element, faults),
    }
    return {field: value for field, value in told.items() if value}


def _dates(element: Element, faults: Faults) -> dict[str, str]:
    codes = {**_ALSO_DATES, **{code: field for field, code in DATES.items()}}
    found: dict[str, str] = {}
    for one in sorted(element.all("activity-date"), key=lambda one: one.given.get("type") in DATES.values()):
        field, day = codes.get(one.given.get("type", "")), one.given.get("iso-date", "")
        try:
            Day.parse(day)
        except DayInvalid:
            faults.add(one.line, "activity-date", day, Form("day"))
        if field:
            found[field] = day
    return found


def _words(element: Element, name: str, faults: Faults) -> dict[str, str]:
    """Give a narrative in the languages that records have; one without a language counts as English."""
    found: dict[str, str] = {}
    for one in (part for at in element.all(name)[:1] for part in at.all("narrative")):
        language = one.given.get("lang") or element.given.get("lang") or "en"
        if language in ("en", "es") and (text := faults.text(one.line, name, one.text)):
            found[language] = text
    return found


def _money(part: Element, programme: str, at: int, faults: Faults) -> tuple[str, Mapping[str, Any]] | None:
    codes = {code: stage for stage, code in MONEY.items()} | _ALSO_MONEY
    code = next((one.given.get("code", "") for one in part.all("transaction-type")), "")
    if code not in codes:
        return None
    value = next(iter(part.all("value")), part)
    amount, currency = value.text.strip(), value.given.get("currency", "USD")
    if not re.fullmatch(r"\d+(\.\d{1,12})?", amount, re.ASCII):
        faults.add(value.line, "value", amount, Form("number"))
    if currency not in CURRENCIES:
        faults.add(value.line, "value", currency, ", ".join(CURRENCIES))
    day = next((one.given.get("iso-date", "") for one in part.all("transaction-date")), "")
    body = {
        "programme": f"programme/{programme}",
        "stage": codes[code],
        "period": _period(part, day, faults),
        "amount": amount.lstrip("0") or "0",
        "currency": currency.lower(),
    }
    return slug_of(part.given.get("ref") or f"{programme}-{at + 1}"), body


def _period(part: Element, day: str, faults: Faults) -> str:
    """Give the span that the description names, or the month in which the transaction was."""
    for text in (part.told("description", "narrative"), day[:7]):
        try:
            return str(Period.parse(text))
        except PeriodInvalid:
            continue
    faults.add(part.line, "transaction-date", day, Form("day"))
    return ""


def _results(element: Element, programme: str, faults: Faults) -> Iterator[tuple[str, Mapping[str, Any]]]:
    codes = {code: level for level, code in RESULT.items()} | _ALSO_RESULT
    for at, one in enumerate(element.all("result")):
        level, name = codes.get(one.given.get("type", "")), _words(one, "title", faults)
        if not level or not name:
            faults.add(one.line, "result", one.given.get("type", ""), ", ".join(sorted(codes)))
            continue
        body: dict[str, Any] = {"programme": f"programme/{programme}", "name": name, "level": level}
        codes_named = [ref.given.get("code", "") for ref in one.all("indicator", "reference")]
        if named := next((code for code in codes_named if code.startswith("indicator/")), ""):
            body["indicator"] = named
        yield f"{programme}-result-{at + 1}", body
