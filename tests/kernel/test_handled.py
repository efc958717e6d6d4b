"""A table with the handling of its records: read back as it was written."""

from io import BytesIO

import pytest
from hypothesis import given

from ambos.kernel import tabular
from ambos.kernel.handled import handled, joined, part
from ambos.kernel.kinds import Body
from ambos.kernel.table_errors import TableInvalid
from ambos.values.handling import Label
from ambos.values.terms import Terms
from tests.kernel.samples import BODIES, PROMISE
from tests.kernel.seals import TERMS


@given(BODIES, TERMS)
def test_a_row_is_read_back_with_its_terms(body: Body, terms: Terms) -> None:
    """Body, parties and terms of a row survive the file; the originator is not a column's to give."""
    label = Label(("MX",), terms=Terms(terms.caveats, terms.purposes, terms.until))
    file, kind = BytesIO(), handled(PROMISE)
    tabular.write(kind, [("row", joined(body, label))], file)
    file.seek(0)
    ((slug, row),) = tabular.read(kind, file, "rows.csv")
    assert (slug, part(row)) == ("row", (body, Label(("MX",)), label.terms))


def test_a_wrong_term_is_named_by_its_cell() -> None:
    """A caveat that nobody knows is refused with the row and the column."""
    file = BytesIO(b"id,sentence.en,framework,handling_caveats\nx,We meet,f,eyes-only\n")
    with pytest.raises(TableInvalid) as refused:
        tabular.read(handled(PROMISE), file, "rows.csv")
    assert refused.value.errors[0].data["column"] == "handling_caveats"
