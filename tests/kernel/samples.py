"""A kind with a field of every type, and the bodies that its records may have."""

from base64 import b64encode
from datetime import date, timedelta, timezone
from datetime import datetime as time
from typing import Any

from hypothesis import strategies as st

from ambos.kernel.fields import (
    Code,
    Day,
    Flag,
    Moment,
    Number,
    Octets,
    Party,
    Period,
    Place,
    Prose,
    Ref,
    Text,
    Unit,
    Url,
    Whole,
    Words,
)
from ambos.kernel.kinds import Body, CodeList, Field, Kind
from ambos.values.moments import Moment as Minute
from ambos.values.names import forbidden_in_line, forbidden_in_lines, is_canonical
from ambos.values.places import PLACES
from ambos.values.quantities import UNITS

ZONES = st.integers(-719, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
STATE = CodeList("promise-state", ("open", "kept", "broken"), source="made for the tests")

PROMISE = Kind(
    "promise",
    domain="trial",
    version=1,
    joint=True,
    caption=("sentence",),
    list=("sentence", "due", "state"),
    fields=(
        Field("sentence", Words(), required=True),
        Field("state", Code(STATE), required=True, default="open"),
        Field("due", Day()),
        Field("framework", Ref("framework"), required=True),
        Field("about", Ref("*"), many=True),
        Field("keywords", Text(), many=True),
        Field("note", Prose()),
        Field("place", Place()),
        Field("seen_at", Moment()),
        Field("period", Period()),
        Field("value", Number()),
        Field("unit", Unit()),
        Field("count", Whole()),
        Field("public", Flag()),
        Field("owner", Party()),
        Field("url", Url()),
        Field("octets", Octets()),
    ),
)

BODY: Body = {"sentence": {"en": "We will meet", "es": "Nos reuniremos"}, "framework": "framework/sig-2025"}

LINES = st.text(min_size=1, max_size=40).filter(
    lambda text: is_canonical(text) and not forbidden_in_line(text)
)
PROSE = st.text(min_size=1, max_size=40).filter(
    lambda text: is_canonical(text) and not forbidden_in_lines(text)
)
SLUGS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,79}", fullmatch=True)
SUBJECTS = st.builds("{}/{}".format, st.sampled_from(("event", "goal")), SLUGS)


def many(values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(values.filter(lambda text: "; " not in text), min_size=1, max_size=4, unique=True)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "sentence": st.dictionaries(st.sampled_from(("en", "es")), LINES, min_size=1),
    "state": st.sampled_from(STATE.codes),
    "due": st.builds(
        lambda day, size: str(day)[:size], st.dates(date(1000, 1, 1)), st.sampled_from((4, 7, 10))
    ),
    "framework": SLUGS.map("framework/{}".format),
    "about": many(SUBJECTS),
    "keywords": many(LINES),
    "note": PROSE,
    "place": st.sampled_from(sorted(PLACES)),
    "seen_at": st.datetimes(time(1000, 1, 2), time(9999, 12, 30), timezones=ZONES).map(
        lambda at: str(Minute.of(at))
    ),
    "period": st.sampled_from(
        ("2024", "FY2024", "2024-Q3", "2024-H1", "2024-03", "2024-03-05", "2024-10/2025-01")
    ),
    "value": st.decimals(-(10**9), 10**9, places=3).map(str).filter(lambda text: text != "-0.000"),
    "unit": st.sampled_from(sorted(UNITS)),
    "count": st.integers(-(2**53) + 1, 2**53 - 1),
    "public": st.booleans(),
    "owner": st.sampled_from(("US", "MX")),
    "octets": st.binary(min_size=1, max_size=40).map(lambda data: b64encode(data).decode()),
    "url": st.sampled_from(("https://example.org", "http://example.org/a?b=ñ;c#d")),
}
NEEDED = {name: VALUES.pop(name) for name in ("sentence", "framework")}

BODIES: st.SearchStrategy[Body] = st.fixed_dictionaries(NEEDED, optional=VALUES)
"""Every body that the kind accepts, with any of its optional fields left out."""
