"""Examples for the rules of the target; TA04 and TA07 are the published case of 13 per cent and 81,000."""

from tests.analysis.lint.plans import Example, W

IND, T, B = "indicator/i", "target/t", "baseline/b"
FALLING: dict[str, object] = {"direction": "down", "unit": "deaths"}
BASE: dict[str, object] = {"indicator": IND, "period": "2020", "value": "100"}
TARGET: dict[str, object] = {"indicator": IND, "baseline": B, "deadline": "2030"}
NEWER: dict[str, object] = {
    "indicator": IND,
    "period": "2024",
    "value": "90",
    "unit": "deaths",
    "status": "final",
}


def pinned(then: str, now: str, **target: object) -> dict[str, dict[str, object]]:
    """A target on a baseline that is pinned to one vintage of 2020, and the newest vintage of that year."""
    of_2020 = {"indicator": IND, "period": "2020", "unit": "deaths"}
    return {
        T: {**TARGET, **target},
        IND: FALLING,
        B: {**BASE, "value": then, "figure": "figure/then"},
        "figure/then": {**of_2020, "value": then, "as_of": "2022", "status": "provisional"},
        "figure/now": {**of_2020, "value": now, "as_of": "2023", "status": "final"},
        "figure/2024": NEWER,
    }


EXAMPLES = {
    "TA01": Example({T: {"indicator": IND}, IND: {}}, {T: TARGET, IND: {}, B: BASE}),
    "TA02": Example({T: {**TARGET, "deadline": "2020-06"}, IND: {}, B: BASE}, {T: TARGET, IND: {}, B: BASE}),
    "TA03": Example(
        {T: {**TARGET, "said_on": "2022"}, IND: {}, B: {**BASE, "as_of": "2024"}},
        {T: {**TARGET, "said_on": "2022"}, IND: {}, B: {**BASE, "as_of": "2021"}},
    ),
    "TA04": Example(
        pinned("93331", "91799", value="81000", change_percent="-13"),
        pinned("93331", "93331", value="81000", change_percent="-13"),
        {"level": "81000", "number": "79865.13", "unit": "deaths"},
    ),
    "TA05": Example(pinned("100", "100", value="120"), pinned("100", "100", value="80")),
    "TA06": Example({T: {**TARGET, "value": "80"}, IND: FALLING, B: BASE}, pinned("100", "100", value="80")),
    "TA07": Example(
        pinned("93331", "91799", value="81000"),
        pinned("93331", "93331", value="81000"),
        {"number": "93331", "level": "91799", "unit": "deaths"},
    ),
    "TA08": Example({T: {**TARGET, "state!": "proposed"}, IND: {}}, {T: TARGET, IND: {}}),
    "TA09": Example({T: TARGET, IND: {}}, {T: {**TARGET, "goal": "goal/g"}, IND: {}}),
    "TA10": Example(
        {T: TARGET, IND: {}, B: {**BASE, "indicator": "indicator/j"}, "indicator/j": {}},
        {T: TARGET, IND: {}, B: BASE},
        {"thing": B},
    ),
    "TA11": Example(
        {T: {**TARGET, "value": "80", "deadline": "2025"}, IND: FALLING},
        {
            **pinned("100", "100", value="95", deadline="2025"),
            T: {**TARGET, "value": "95", "deadline": "2024"},
        },
    ),
    "TA12": Example({T: TARGET, IND: {}}, {T: {**TARGET, "sentence": W}, IND: {}}),
}
