"""Whatever a partner puts into any field of any kind: it is refused by code, or it fits the tables."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.kernel.canonical import encode
from ambos.kernel.kinds import Register
from ambos.kernel.store.sqlite import SqliteTables
from ambos.kernel.tables import column_names, kind_row, table_of
from ambos.node.assemble import KINDS
from ambos.values.errors import AmbosError
from tests.kernel.test_canonical import VALUES

FIELDS = [(kind, field) for kind in KINDS for field in kind.fields]
WORDS = st.sampled_from(
    (
        "en",
        "es",
        "",
        " ",
        "2024",
        "US",
        "-0",
        "1e9",
        "NaN",
        "goal/x",
        "x; y",
        "a\x00b",
        "\u202eabc",
        "x" * 400,
    )
)
LIKELY = st.one_of(
    WORDS,
    st.lists(WORDS, max_size=3),
    st.dictionaries(WORDS, WORDS, max_size=3),
    st.integers(-(2**64), 2**64 - 1),
    VALUES,
)


@settings(max_examples=400)
@given(st.sampled_from(FIELDS), LIKELY)
def test_any_value_of_any_field(of: tuple[Any, Any], value: Any) -> None:
    """A value is refused with an error of ours, or it prints and has as many cells as columns."""
    _, field = of
    try:
        field.check(value)
    except AmbosError:
        return
    encode(value)
    row = [value] if isinstance(value, int) else list(field.write(value))
    assert len(row) == len(column_names(field))
    assert all(cell.isprintable() or "\n" in cell for cell in row if isinstance(cell, str))


@settings(max_examples=60)
@given(st.sampled_from(KINDS), st.data())
def test_any_body_of_any_kind(
    tmp_path_factory: pytest.TempPathFactory, kind: Any, data: st.DataObject
) -> None:
    """A body made of anything is refused with an error of ours, or its row goes into the kind's table."""
    body = data.draw(st.dictionaries(st.sampled_from([f.name for f in kind.fields] or ["x"]), LIKELY))
    try:
        kind.check(body)
    except AmbosError:
        return
    tables = SqliteTables(Path(tmp_path_factory.mktemp("body")) / "tables.db")
    columns = ", ".join(name for field in kind.fields for name in column_names(field))
    tables.execute(f"CREATE TABLE {table_of(kind)}(subject{', ' if columns else ''}{columns})")
    tables.insert(table_of(kind), [kind_row(kind, f"{kind.name}/x", body)])
    tables.close()


def test_every_kind_is_among_them() -> None:
    """The kinds that are tried are all that a node knows and that have fields."""
    assert {kind.name for kind, _ in FIELDS} == {kind.name for kind in Register(KINDS) if kind.fields}
