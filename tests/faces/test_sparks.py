"""Series on one line in the terminal."""

from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ambos.analysis.studies.review import review
from ambos.faces.reports.sparks import BARS, series_terminal, spark
from ambos.i18n import LANGUAGES, Language
from tests.faces.judged import judged
from tests.partnership import public_record

VALUES = st.lists(st.decimals(-10_000, 10_000, places=2), min_size=1, max_size=60)


@given(values=VALUES)
def test_bars_keep_the_order(values: list[Decimal]) -> None:
    """A higher value never has a lower bar; lowest and highest have the lowest and highest bar."""
    low, high = min(values), max(values)
    bars = [BARS.index(bar) for bar in spark(values, low, high)]
    ranked = [bar for _, bar in sorted(zip(values, bars, strict=True))]
    assert ranked == sorted(ranked) and len(bars) == len(values)
    if low < high:
        assert (ranked[0], ranked[-1]) == (0, len(BARS) - 1)


def test_every_series_has_its_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In both languages each series of the review stands with its id and its bars."""
    with public_record(tmp_path_factory.mktemp("record")) as node:
        packet = judged(review(node.shelf))
    for code in LANGUAGES:
        printed = StringIO()
        Console(file=printed, width=200).print(series_terminal(packet, Language(code)))
        text = printed.getvalue()
        assert all(series.indicator.item.subject in text for series in packet.review.series)
        assert set(BARS) & set(text)
