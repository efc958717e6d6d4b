"""Examples for the rules of data and of series."""

from tests.analysis.lint.plans import Example

IND, B, T = "indicator/i", "baseline/b", "target/t"
FALLING = {"direction": "down", "unit": "deaths"}


def figure(period: str, **said: object) -> dict[str, object]:
    """A figure of the indicator."""
    usual = {"unit": "deaths", "value": "90", "as_of": "2026-02", "status": "final"}
    return {"indicator": IND, "period": period, **usual, **said}


def years(field: str, *values: str) -> dict[str, dict[str, object]]:
    """One figure a year from 2022 on, with these values of a field."""
    found = {
        f"figure/f{year}": figure(str(year), **{field: value}) for year, value in enumerate(values, 2022)
    }
    return {IND: {}, **found}


def compared(
    base: dict[str, object], newest: dict[str, object], **indicator: object
) -> dict[str, dict[str, object]]:
    """A target whose baseline is pinned to one figure, and a newer one."""
    return {
        T: {"indicator": IND, "baseline": B, "value": "80", "deadline": "2030"},
        IND: {**FALLING, **indicator},
        B: {"indicator": IND, "period": base["period"], "value": "90", "figure": "figure/base"},
        "figure/base": base,
        "figure/newest": newest,
    }


EXAMPLES = {
    "DA01": Example(
        {IND: {"stale_after_days": 100}, "figure/f": figure("2024")},
        {IND: {"stale_after_days": 100}, "figure/f": figure("2026-01")},
        {"limit": "100", "period": "2024"},
    ),
    "DA02": Example(
        {"figure/f": figure("2024", unit="victims"), IND: {}}, {"figure/f": figure("2024"), IND: {}}
    ),
    "DA03": Example(
        compared(figure("2024"), figure("2025-H1")),
        compared(figure("2024"), figure("2025")),
        {"period": "2025-H1", "other_period": "2024"},
    ),
    "DA04": Example(
        {IND: {}, "figure/f": figure("2024-10/2025-01"), "figure/g": figure("2024-10/2025-06", value="200")},
        {IND: {}, "figure/f": figure("2024-10/2025-01"), "figure/g": figure("2025-02/2025-06")},
        {"count": "2"},
    ),
    "DA05": Example(
        years("denominator", "all traced", "all traced", "those of known origin"),
        years("denominator", "all", "all", "all"),
        {"before": "all traced", "after": "those of known origin", "period": "2024"},
    ),
    "DA06": Example(
        years("scope", "all persons", "nationals"),
        {
            IND: {},
            "figure/a": figure("2023"),
            "figure/b": figure("2023", scope="nationals", value="4"),
            "figure/c": figure("2024"),
        },
        {"before": "all persons", "after": "nationals"},
    ),
    "DA07": Example(
        years("definition", "deaths@1", "deaths@2"),
        years("definition", "deaths@1", "deaths@1"),
        {"after": "deaths@2"},
    ),
    "DA08": Example(
        {"figure/twice": figure("2024"), "figure/once": figure("2024"), IND: {}},
        {"figure/twice": figure("2024", status="provisional"), "figure/once": figure("2024"), IND: {}},
        {"thing": "figure/once"},
    ),
    "DA09": Example(
        {"figure/f": figure("2026"), IND: {}}, {"figure/f": figure("2026", status="partial"), IND: {}}
    ),
    "DA10": Example(
        compared(figure("2024", status="final"), figure("2025", status="provisional")),
        compared(figure("2024", status="final"), figure("2025", status="revised")),
        {"figure_status": "provisional", "other_figure_status": "final"},
    ),
    "DA11": Example(
        {IND: {"calendar": "fiscal-us"}, "figure/f": figure("2024"), "figure/g": figure("FY2024")},
        {IND: {"calendar": "fiscal-us"}, "figure/f": figure("FY2023"), "figure/g": figure("FY2024")},
        {"calendar": "fiscal-us", "period": "2024"},
    ),
    "DA12": Example(
        compared(
            figure("2020"),
            figure("2025"),
            breaks={"en": "New form from 2023.", "es": "Nuevo formato desde 2023."},
        ),
        compared(
            figure("2024"),
            figure("2025"),
            breaks={"en": "New form from 2023.", "es": "Nuevo formato desde 2023."},
        ),
        {"period": "2023"},
    ),
    "DA13": Example(
        {IND: {}, "figure/f": {"indicator": IND}},
        {IND: {}, "figure/f": figure("2024")},
        {"count": "1", "total": "1"},
    ),
    "DA14": Example(
        {IND: {}, "figure/f": figure("2024")},
        {IND: {}, "figure/f": figure("2024", sources=["source/s"])},
        {"count": "1"},
    ),
    "DA15": Example(
        {IND: {}, "figure/f": figure("2024", mark="recalled")},
        {IND: {}, "figure/f": figure("2024", mark="read")},
    ),
    "DA16": Example(
        {
            IND: {},
            "figure/f": figure("2024", publisher="A"),
            "figure/g": figure("2024", publisher="B", value="97"),
        },
        {IND: {}, "figure/f": figure("2024", publisher="A"), "figure/g": figure("2024", publisher="B")},
    ),
    "DA17": Example(
        {IND: {}, "data-quality/q": {"indicator": IND, "validity": "no"}},
        {IND: {}, "data-quality/q": {"indicator": IND, "validity": "partly"}},
        {"fields": "validity"},
    ),
    "DA18": Example(
        {
            IND: {"frequency": "yearly"},
            **{f"figure/f{year}": figure(str(year)) for year in (2020, 2021, 2023)},
        },
        {
            IND: {"frequency": "yearly"},
            **{f"figure/f{year}": figure(str(year)) for year in (2020, 2021, 2022)},
        },
        {"count": "1", "period": "2022"},
    ),
}
