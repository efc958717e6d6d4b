"""What the tables say of drugs, counted where they lie: no page reads every seizure.

One event that both sides report counts once: of seizures with the same event key, drug and form the greatest
net weight stands. Weights are rounded to the gram each, then summed exactly.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ambos.kernel.shelf import Shelf
from ambos.values.quantities import UNITS

MOST: Final = 2000  # rows of one table
GRAMS_OF_KG: Final = 1000
_FACTORS: Final = {
    code: unit.factor * GRAMS_OF_KG for code, unit in UNITS.items() if unit.dimension == "mass"
}


def grams(row: str, number: str = "f_net") -> str:
    """Give the SQL of a weight in whole grams; of no weight, and of volumes, nothing."""
    cases = " ".join(f"WHEN '{code}' THEN {factor}" for code, factor in _FACTORS.items())
    return f"CAST(round(CAST({row}.{number} AS DOUBLE PRECISION) * CASE {row}.f_unit {cases} END) AS BIGINT)"


@dataclass(frozen=True)
class Row:
    """What was seized of a drug in a month, or a year, and a place: events, kilograms, tablets.

    ``unweighed`` counts the events whose mass nobody told.
    """

    drug: str
    period: str
    place: str
    events: int
    kg: Decimal
    tablets: int
    unweighed: int


@dataclass(frozen=True)
class Asked:
    """Which seizures are asked for: of a drug, a year; nothing asks for all."""

    drug: str = ""
    year: str = ""

    @property
    def where(self) -> tuple[str, tuple[str, ...]]:
        """Give the SQL condition with its values."""
        parts = [("s.f_drug = ?", self.drug), ("substr(s.f_seized, 1, 4) = ?", self.year)]
        told = [(sql, value) for sql, value in parts if value]
        return "".join(f" AND {sql}" for sql, _ in told), tuple(value for _, value in told)


EVERY: Final = Asked()
PERIODS: Final = {"year": "substr(s.f_seized, 1, 4)", "month": "substr(s.f_seized, 1, 7)", "": "''"}


def seized(
    shelf: Shelf, asked: Asked = EVERY, period: str = "month", *, by_place: bool = True
) -> tuple[Row, ...]:
    """Give what was seized by drug, period and place, in this order; each event once."""
    where, values = asked.where
    told, place = PERIODS[period], "s.f_place" if by_place else "''"
    weight = grams("s")
    rows = shelf.rows(
        f"SELECT s.f_drug, {told}, {place}, count(*), COALESCE(sum({weight}), 0), "
        f"COALESCE(sum(s.f_tablets), 0), sum(CASE WHEN {weight} IS NULL THEN 1 ELSE 0 END) "
        f"FROM {_once(shelf)} WHERE 1 = 1{where} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT {MOST}",
        values,
    )
    return tuple(
        Row(drug, when, where_, events, Decimal(mass) / GRAMS_OF_KG, tablets, unweighed)
        for drug, when, where_, events, mass, tablets, unweighed in rows
    )


def _once(shelf: Shelf) -> str:
    """Give the SQL of the seizures that the person sees, each event once."""
    first = (
        "SELECT n.subject, row_number() OVER (PARTITION BY COALESCE(n.f_event_key || '|' || n.f_drug "
        f"|| '|' || n.f_form, n.subject) ORDER BY COALESCE({grams('n')}, -1) DESC, n.subject) AS turn "
        f"FROM is_seizure n WHERE n.shown = 1 AND {shelf.within('n.sight')}"
    )
    return f"({first}) one JOIN is_seizure s ON s.subject = one.subject AND one.turn = 1"


def reported_twice(shelf: Shelf) -> int:
    """Count the reports that tell of an event that another report tells already."""
    ours = shelf.rows(
        f"SELECT count(*) FROM is_seizure n WHERE n.shown = 1 AND {shelf.within('n.sight')}", ()
    )
    once = shelf.rows(f"SELECT count(*) FROM {_once(shelf)}", ())
    return int(ours[0][0]) - int(once[0][0]) if ours else 0


@dataclass(frozen=True)
class Purity:
    """What laboratories measured of a drug in a month: samples, mean purity in per cent, mean dose in mg.

    ``pure`` and ``dosed`` count the samples that tell a purity and a dose.
    """

    drug: str
    period: str
    samples: int
    pure: int
    purity: Decimal | None
    dosed: int
    dose: Decimal | None


def purities(shelf: Shelf, asked: Asked = EVERY) -> tuple[Purity, ...]:
    """Give the mean purity and dose by drug and month of the test."""
    where, values = asked.where
    cents = "CAST(round(CAST(p.{0} AS DOUBLE PRECISION) * 100) AS BIGINT)"
    rows = shelf.rows(
        "SELECT s.f_drug, substr(p.f_tested, 1, 7), count(*), count(p.f_purity), "
        f"sum({cents.format('f_purity')}), count(p.f_dose), sum({cents.format('f_dose')}) "
        "FROM is_sample p JOIN is_seizure s ON s.subject = 'seizure/' || p.f_seizure "
        f"WHERE p.shown = 1 AND s.shown = 1 AND {shelf.within('p.sight')} "
        f"AND {shelf.within('s.sight')}{where} "
        f"GROUP BY 1, 2 ORDER BY 1, 2 LIMIT {MOST}",
        values,
    )
    return tuple(
        Purity(drug, period, samples, pure, _mean(pures, pure), dosed, _mean(doses, dosed))
        for drug, period, samples, pure, pures, dosed, doses in rows
    )


def _mean(hundredths: Any, count: int) -> Decimal | None:
    return (Decimal(hundredths) / 100 / count).quantize(Decimal("0.01")) if count else None


@dataclass(frozen=True)
class Chain:
    """Of a drug: kilograms seized, and destroyed of them; of how many seizures nothing was destroyed yet."""

    drug: str
    seizures: int
    kg: Decimal
    destroyed_kg: Decimal
    untouched: int

    @property
    def left_kg(self) -> Decimal:
        """Give what is not destroyed yet; never below nought, whatever was weighed at the destruction."""
        return max(self.kg - self.destroyed_kg, Decimal(0))


def chains(shelf: Shelf) -> tuple[Chain, ...]:
    """Say for each drug how much of what was seized was destroyed; each event once."""
    gone = (
        f"SELECT d.f_seizure AS seizure, sum({grams('d')}) AS mass FROM is_destruction d "
        f"WHERE d.shown = 1 AND {shelf.within('d.sight')} GROUP BY d.f_seizure"
    )
    rows = shelf.rows(
        f"SELECT s.f_drug, count(*), COALESCE(sum({grams('s')}), 0), COALESCE(sum(g.mass), 0), "
        "sum(CASE WHEN g.seizure IS NULL THEN 1 ELSE 0 END) "
        f"FROM {_once(shelf)} LEFT JOIN ({gone}) g ON 'seizure/' || g.seizure = s.subject "
        "GROUP BY 1 ORDER BY 1",
        (),
    )
    return tuple(
        Chain(drug, count, Decimal(mass) / GRAMS_OF_KG, Decimal(gone_) / GRAMS_OF_KG, untouched)
        for drug, count, mass, gone_, untouched in rows
    )


@dataclass(frozen=True)
class Labs:
    """Laboratories by place, sort and band of capacity: how many, how many of them dismantled."""

    place: str
    sort: str
    capacity: str
    count: int
    dismantled: int


def laboratories(shelf: Shelf) -> tuple[Labs, ...]:
    """Give the laboratories found; those of one event key, place and sort count once."""
    first = (
        "SELECT n.subject, row_number() OVER (PARTITION BY COALESCE(n.f_event_key || '|' || n.f_place "
        "|| '|' || n.f_sort, n.subject) ORDER BY n.subject) AS turn FROM is_laboratory n WHERE n.shown = 1 "
        f"AND {shelf.within('n.sight')}"
    )
    rows = shelf.rows(
        "SELECT s.f_place, s.f_sort, s.f_capacity, count(*), count(s.f_dismantled) "
        f"FROM ({first}) one JOIN is_laboratory s ON s.subject = one.subject AND one.turn = 1 "
        f"GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT {MOST}",
        (),
    )
    return tuple(Labs(*row) for row in rows)
