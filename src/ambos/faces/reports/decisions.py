"""The decision log in words: how something fared before a change of course and after it."""

from ambos.analysis.methods.status import STATUSES
from ambos.analysis.studies.lines import FigureLine
from ambos.faces.reports.shown import Shown


def fared(shown: Shown, status: str, figure: FigureLine | None) -> str:
    """Give a status or standing with the figure beside it; without a figure, the word alone."""
    family = "status" if status in STATUSES else "standing"
    word = shown.language.label("review", f"{family}.{status}")
    if figure is None:
        return word
    if figure.unit == "percent":
        value = shown.formats.percent(figure.value)
    else:
        value = f"{shown.number(figure.value)} {shown.language.label('units', figure.unit)}"
    period = shown.formats.period(figure.period)
    return shown.say("cycle", "state.figure", status=word, value=value, period=period)
