"""The kind ``evidence``: one signed record for all the rows of one official file."""

from ambos.kernel.fields import Day, Period, Text, Whole, Words
from ambos.kernel.kinds import Field, Kind

EVIDENCE = Kind(
    "evidence",
    domain="evidence",
    version=1,
    joint=False,
    caption=("title", "first", "last"),
    list=("title", "first", "last", "rows", "as_of", "publisher"),
    fields=(
        Field("reader", Text(), required=True),
        Field("title", Text(), required=True),
        Field("file_name", Text(), required=True),
        Field("file_digest", Text(), required=True),
        Field("rows", Whole(), required=True),
        Field("rows_digest", Text(), required=True),
        Field("first", Period(), required=True),
        Field("last", Period(), required=True),
        Field("as_of", Day(), required=True),
        Field("publisher", Text()),
        Field("columns", Text(), many=True),
        Field("note", Words()),
    ),
)

KINDS = (EVIDENCE,)
