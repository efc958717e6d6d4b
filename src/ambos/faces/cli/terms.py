"""Handling terms on the command line: the options that give them, and the lines that show them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ambos.faces.cli.declare import Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, OneOf
from ambos.faces.reports.terms import terms_lines as named_terms
from ambos.values.handling import Label
from ambos.values.terms import CAVEATS, PURPOSES, Terms, parse_last_day, terms_of

PURPOSE = Option("purpose", OneOf("purpose", *PURPOSES), many=True)
UNTIL = Option("until", DAY)
TERMS = (Option("caveat", OneOf("caveat", *CAVEATS), many=True), PURPOSE, UNTIL)


def given_terms(caveat: Sequence[str], purpose: Sequence[str], until: str | None) -> Terms:
    """Give the terms that the options name; none if there are none."""
    return terms_of(tuple(caveat), tuple(purpose), parse_last_day(until) if until else None)


def changed_terms(
    held: Terms, caveat: Sequence[str], purpose: Sequence[str], until: str | None
) -> Terms | None:
    """Give terms of which the parts that the options name are new; None where they name none."""
    given = given_terms(caveat, purpose, until)
    if not given:
        return None
    return replace(
        held,
        caveats=given.caveats or held.caveats,
        purposes=given.purposes or held.purposes,
        until=given.until or held.until,
    )


def terms_lines(session: Session, label: Label) -> list[tuple[str, str]]:
    """Give the terms of a thing by name, as a person reads them today; nothing where there are none."""
    return named_terms(session.shown, label, datetime.now(UTC).date())


def terms_in_short(session: Session, label: Label) -> str:
    """Give the terms of a thing in one cell of a list."""
    return "; ".join(f"{name}: {value}" for name, value in terms_lines(session, label))


def terms_plain(label: Label) -> dict[str, Any] | None:
    """Give the terms of a thing for JSON; None where there are none."""
    terms = label.terms
    if not terms:
        return None
    return {
        "caveats": list(terms.caveats),
        "purposes": list(terms.purposes),
        "until": terms.until.isoformat() if terms.until else None,
        "originator": terms.own or None,
    }
