"""``ambos seizures``: drugs seized, how pure, what was destroyed of them, and laboratories."""

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ambos.domains.drugs.records.codes import DRUG
from ambos.faces.cli.declare import JSON, Noun, Option
from ambos.faces.cli.listing import list_things, print_things
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import TEXT, OneOf
from ambos.kernel.paging import MOST, Filter, Query, page

if TYPE_CHECKING:
    from ambos.node.drugs import Summary

COMMAND = Noun("seizures", usual="summary")
KIND: Final = "seizure"
LISTED: Final = ("seized", "drug", "form", "net", "unit", "place", "agency")
DRUG_OF: Final = Option("drug", OneOf("drug", *DRUG.codes), key="option.seizures-drug")
YEAR: Final = Option("year", TEXT, key="option.seizures-year")


@COMMAND.verb("list", DRUG_OF, JSON)
def list_(session: Session, drug: str | None, json: bool) -> None:
    """List the newest seizures, at most five hundred."""
    where = (Filter("drug", (drug,)),) if drug else ()
    found = page(session.node.shelf, Query(KIND, where=where, order="seized", descending=True, limit=MOST))
    if json:
        print_things(session, found)
    else:
        list_things(session, KIND, found, LISTED, "drugs", (4,))


@COMMAND.verb("summary", DRUG_OF, YEAR, JSON)
def summary(session: Session, drug: str | None, year: str | None, json: bool) -> None:
    """Sum what was seized by drug, month and state, each event once; what was measured and destroyed."""
    from ambos.domains.drugs.views import Asked
    from ambos.node.drugs import chains, laboratories, purities
    from ambos.node.drugs import summary as summed

    asked, shelf = Asked(drug or "", year or ""), session.node.shelf
    found = summed(shelf, asked)
    if json:
        session.json(
            {
                **plain(found),
                "purity": [_texts(asdict(one)) for one in purities(shelf, asked)],
                "destruction": [
                    {**_texts(asdict(one)), "left_kg": f"{one.left_kg:f}"} for one in chains(shelf)
                ],
                "laboratories": [asdict(one) for one in laboratories(shelf)],
            }
        )
        return
    _print_sums(session, found)
    _print_purity(session, asked)
    _print_chain(session)


def _print_sums(session: Session, found: "Summary") -> None:
    from ambos.faces.cli.printing import heading, line, table

    say, label, number = session.say, session.language.label, session.shown.number
    if not found.drugs:
        line(say("drugs", "none"))
        return
    head = [say("drugs", f"column.{name}") for name in ("drug", "events", "kg", "tablets", "unweighed")]
    table(
        head,
        [
            (
                label("codes", f"drug.{one.drug}"),
                str(one.events),
                number(one.kg),
                str(one.tablets),
                str(one.unweighed),
            )
            for one in found.drugs
        ],
        right=(1, 2, 3, 4),
    )
    heading(say("drugs", "by-place"))
    places = found.by_place()
    table(
        [say("drugs", f"column.{name}") for name in ("place", "kg")],
        [(label("codes", f"place.{place}"), number(kg)) for place, kg in places.items()],
        right=(1,),
    )
    session.tell(say("drugs", "once", again=found.again))
    session.tell(say("drugs", "caveat"))


def _print_purity(session: Session, asked: Any) -> None:
    from ambos.faces.cli.printing import heading, table
    from ambos.node.drugs import purities

    number = session.shown.number
    rows = [
        (
            session.language.label("codes", f"drug.{one.drug}"),
            one.period,
            str(one.samples),
            number(one.purity) if one.purity is not None else "",
            number(one.dose) if one.dose is not None else "",
        )
        for one in purities(session.node.shelf, asked)
    ]
    if rows:
        heading(session.say("drugs", "purity"))
        head = [
            session.say("drugs", f"column.{name}") for name in ("drug", "month", "samples", "purity", "dose")
        ]
        table(head, rows, right=(2, 3, 4))


def _print_chain(session: Session) -> None:
    from ambos.faces.cli.printing import heading, table
    from ambos.node.drugs import chains

    number = session.shown.number
    rows = [
        (
            session.language.label("codes", f"drug.{one.drug}"),
            number(one.kg),
            number(one.destroyed_kg),
            number(one.left_kg),
            str(one.untouched),
        )
        for one in chains(session.node.shelf)
    ]
    if rows:
        heading(session.say("drugs", "chain"))
        names = ("drug", "seized-kg", "destroyed-kg", "left-kg", "untouched")
        table([session.say("drugs", f"column.{name}") for name in names], rows, right=(1, 2, 3, 4))


def plain(found: "Summary") -> dict[str, Any]:
    """Give sums as plain values; weights are exact texts."""
    return {
        "drug": found.asked.drug or None,
        "year": found.asked.year or None,
        "reported_again": found.again,
        "drugs": [_texts(asdict(one)) for one in found.drugs],
        "months": [_texts(asdict(one)) for one in found.months],
        "places": [_texts(asdict(one)) for one in found.places],
    }


def _texts(told: dict[str, Any]) -> dict[str, Any]:
    return {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in told.items()}
