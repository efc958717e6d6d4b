"""Numbers, dates, periods and ages in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.i18n import Language
from ambos.i18n.formats import Formats
from ambos.values.dates import Day, Period

ENGLISH, SPANISH = Formats(Language("en")), Formats(Language("es"))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_numbers_keep_every_digit(value: Decimal) -> None:
    """Without its commas the number reads back as the same value, with as many decimals."""
    for formats in (ENGLISH, SPANISH):
        read = Decimal(formats.number(value).replace(",", ""))
        assert read == value and read.as_tuple().exponent == -4


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1234567, None, "1,234,567"), (Decimal("14699.80"), None, "14,699.80"), (Decimal("2.345"), 1, "2.3")],
)
def test_numbers(value: Decimal | int, places: int | None, text: str) -> None:
    """Both languages group by comma and keep the decimals that the value has, unless fewer are asked for."""
    assert ENGLISH.number(value, places) == SPANISH.number(value, places) == text


@pytest.mark.parametrize(
    ("value", "text"), [(-30, "-30%"), (Decimal("12.5"), "12.5%"), (Decimal("0.05"), "0.05%")]
)
def test_percentages(value: Decimal | int, text: str) -> None:
    """A value in percent is shown as it is, never multiplied."""
    assert ENGLISH.percent(value) == SPANISH.percent(value) == text


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2019", "2019", "2019"),
        ("2019-10", "October 2019", "octubre de 2019"),
        ("2019-10-05", "5 October 2019", "5 de octubre de 2019"),
    ],
)
def test_days(text: str, english: str, spanish: str) -> None:
    """A day is told as far as it is known and no further."""
    day = Day.parse(text)
    assert (ENGLISH.day(day), SPANISH.day(day)) == (english, spanish)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2024", "2024", "2024"),
        ("FY2024", "fiscal year 2024 (Oct 2023 – Sept 2024)", "año fiscal 2024 (oct 2023 – sep 2024)"),
        ("2024-H2", "second half of 2024", "segundo semestre de 2024"),
        ("2024-Q3", "3rd quarter 2024", "3.º trimestre de 2024"),
        ("2024-03", "March 2024", "marzo de 2024"),
        ("2024-03-05", "5 March 2024", "5 de marzo de 2024"),
        ("2024-10/2025-01", "Oct 2024 – Jan 2025", "oct 2024 – ene 2025"),
    ],
)
def test_periods(text: str, english: str, spanish: str) -> None:
    """Each kind of period has its own words, and a fiscal year tells its months."""
    period = Period.parse(text)
    assert (ENGLISH.period(period), SPANISH.period(period)) == (english, spanish)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2024-09", "Sept 2024", "sep 2024"),
        ("2024-01", "Jan 2024", "ene 2024"),
        ("2024", "2024", "2024"),
        ("2024-H2", "second half of 2024", "segundo semestre de 2024"),
    ],
)
def test_periods_on_an_axis(text: str, english: str, spanish: str) -> None:
    """An axis names a month in few signs; every other period as anywhere else."""
    period = Period.parse(text)
    assert (ENGLISH.brief(period), SPANISH.brief(period)) == (english, spanish)


@pytest.mark.parametrize(
    ("since", "today", "english", "spanish"),
    [
        (date(2024, 2, 1), date(2024, 2, 1), "0 days old", "con 0 días de antigüedad"),
        (date(2024, 2, 1), date(2024, 2, 2), "1 day old", "con 1 día de antigüedad"),
        (date(2024, 2, 1), date(2024, 9, 1), "7 months old", "con 7 meses de antigüedad"),
        (date(2024, 2, 2), date(2024, 9, 1), "6 months old", "con 6 meses de antigüedad"),
        (date(2024, 1, 31), date(2024, 9, 30), "8 months old", "con 8 meses de antigüedad"),
        (date(2023, 2, 1), date(2025, 1, 31), "23 months old", "con 23 meses de antigüedad"),
        (date(2020, 2, 29), date(2024, 2, 28), "3 years old", "con 3 años de antigüedad"),
    ],
)
def test_ages(since: date, today: date, english: str, spanish: str) -> None:
    """An age counts whole days, then whole months, then whole years."""
    assert (ENGLISH.age(since, today), SPANISH.age(since, today)) == (english, spanish)


def test_age_of_the_future_is_refused() -> None:
    """A span that would run backwards is an error of the caller."""
    with pytest.raises(ValueError, match="after"):
        ENGLISH.age(date(2024, 2, 2), date(2024, 2, 1))
