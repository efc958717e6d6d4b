"""``ambos effect`` says what it found, what it stands on, and why it cannot say more, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.analysis.methods import verdict
from ambos.analysis.methods.verdict import REASONS
from ambos.analysis.studies import effects, evaluation, structural
from ambos.analysis.studies.evaluation import METHODS
from ambos.i18n.catalogue import LANGUAGES, Language
from tests.faces.cli.calling import Ambos

ANSWERS = (verdict.POSITIVE, verdict.NONE, verdict.NEGATIVE, verdict.UNKNOWN)
VERDICTS = (verdict.PASSED, verdict.FAILED, verdict.NOTED, verdict.NOT_RUN, verdict.CANNOT_TELL)
ASSUMPTIONS = {
    *effects.ONE_SERIES, *evaluation.MIXTURE, *evaluation.PARALLEL, *evaluation.BALANCED,
    *structural.WANDERING, "output-only",
}  # fmt: skip
CHECKS = {*verdict.MEANINGS, "independent", "same-trend", "settled"}
MONTHS = [f"{year}-{month:02}" for year in range(2016, 2021) for month in range(1, 13)]


def keys() -> Iterator[str]:
    named = {
        "answer": ANSWERS, "reason": REASONS, "method": (*METHODS, structural.STRUCTURAL),
        "assumption": ASSUMPTIONS, "check": CHECKS, "verdict": VERDICTS,
    }  # fmt: skip
    return (f"{part}.{code}" for part, codes in named.items() for code in codes)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_code_has_a_sentence(code: str) -> None:
    """Whatever a study may answer can be said in both languages."""
    language = Language(code)
    assert not [key for key in keys() if not language.find("effects", key)]


@pytest.fixture
def fallen(own: Ambos, tmp_path: Path) -> Ambos:
    """A demonstration in which an indicator fell by a third in July 2019."""
    sheet = {"name": "Deaths", "definition": "Deaths"}
    said = {f"{name}.{code}": text for name, text in sheet.items() for code in LANGUAGES}
    said |= {"sort": "outcome", "unit": "deaths", "direction": "down", "calendar": "calendar"}
    sets = [word for name, text in said.items() for word in ("--set", f"{name}={text}")]
    assert own("record", "add", "indicator", "test-deaths", *sets).code == 0
    rows = ["id,indicator,period,place,value,unit,status"]
    for at, month in enumerate(MONTHS):
        value = (600 if month < "2019-07" else 400) + 10 * (at * 7 % 5)
        rows.append(f"t-{month},test-deaths,{month},MX,{value},deaths,final")
    (tmp_path / "figures.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert own("record", "import", "figure", str(tmp_path / "figures.csv")).code == 0
    return own


def test_a_found_effect_is_told_whole(fallen: Ambos) -> None:
    """Answer, assumptions and numbers are told in both languages, and as JSON."""
    english, spanish = (
        fallen("effect", "test-deaths", "--on", "2019-07-08", "--lang", code).out for code in LANGUAGES
    )
    assert english.splitlines()[1].startswith("It worked")
    assert spanish.splitlines()[1].startswith("Funcionó")
    assert english.count("\n- ") == spanish.count("\n- ") == len(effects.ONE_SERIES)
    assert "2019-07" in english
    told = fallen("effect", "test-deaths", "--on", "2019-07-08", "--json").json()
    assert (told["answer"], told["begins"], told["place"]) == ("positive", "2019-07", "MX")
    assert float(told["low95"]) < float(told["estimate"]) < float(told["high95"]) < 0
    assert len(told["figures"]) == 60


def test_without_a_day_the_turn_is_shown(fallen: Ambos) -> None:
    """Without a day the month in which the level changed is listed, with both means."""
    called = fallen("effect", "test-deaths")
    assert "2019-07" in called.out
    told = fallen("effect", "test-deaths", "--json").json()["turns"]
    assert [turn["period"] for turn in told] == ["2019-07"]
    assert told[0]["before"] > told[0]["after"]


@pytest.mark.parametrize(("code", "answer"), [("en", "Effect unknown."), ("es", "Efecto desconocido.")])
def test_an_unknown_effect_says_why(ambos: Ambos, code: str, answer: str) -> None:
    """Where the record's values do not reach, the reason follows the answer."""
    called = ambos("effect", "us-overdose-deaths", "--on", "2023-06-01", "--lang", code)
    assert called.code == 0
    line = called.out.splitlines()[1]
    assert line.startswith(answer)
    assert len(line) > len(answer)


def test_a_wrong_day_or_place_is_refused(ambos: Ambos) -> None:
    """What is no day, no method or no place is refused by its name, and nothing is printed."""
    for words, named in (
        (("--on", "yesterday"), "yesterday"),
        (("--on", "2020", "--method", "guess"), "guess"),
        (("--on", "2020", "--place", "Narnia"), "Narnia"),
    ):
        called = ambos("effect", "us-overdose-deaths", *words)
        assert (called.code, called.out) == (2, "")
        assert named in called.err
