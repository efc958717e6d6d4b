"""The engine that the settings name, as the command line opens it."""

import sys

import pytest

from tests.faces.cli.calling import Ambos


def test_an_engine_that_is_not_installed_is_refused_in_words(
    own: Ambos, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Spark's package, a node set to it says in either language what to install, and stops."""
    monkeypatch.setenv("AMBOS_ENGINE", "pyspark")
    monkeypatch.delitem(sys.modules, "ambos.evidence.spark", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    for language in ("en", "es"):
        found = own("--lang", language, "figures", "recompute")
        assert (found.code, found.out) == (4, "")
        assert "pyspark" in found.err and "[engine.missing]" in found.err
