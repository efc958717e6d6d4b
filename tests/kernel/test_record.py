"""Headers: what the log knows for ever, in one spelling, without a word of free text."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel import header as headers_read
from ambos.kernel.canonical import NotCanonical, decode, encode
from ambos.kernel.header import HeaderInvalid, demand_names, parse_header, print_header
from ambos.kernel.header_printed import print_any
from ambos.kernel.record import BATCH_LIMIT, CLAIMS, CRIT, Draft, Header, Reference
from ambos.values.handling import Label
from tests.kernel.seals import headers
from tests.kernel.test_canonical import VALUES, flip

HEADER = Header(
    kind="goal",
    version=1,
    party="US",
    subject="goal/less-fentanyl",
    rid=bytes(range(16)),
    time=1_767_614_400,
    kid=bytes(range(8)),
    label=Label(("MX",)),
    references=(Reference("revises", bytes(16), bytes(32)),),
    seen={"mx/channel/us": 7},
)
PLAIN: dict[Any, Any] = decode(print_header(HEADER))
LABELS = tuple(PLAIN)

WRONG: dict[str, tuple[Any, Any]] = {
    "another algorithm": (1, -7),
    "another digest": (258, -44),
    "another media type": (259, "text/plain"),
    "nothing critical": (CRIT, []),
    "something critical that nobody knows": (CRIT, ["lab", "zzz"]),
    "a short key id": (4, bytes(7)),
    "a long record id": ("rid", bytes(17)),
    "a record id that is text": ("rid", "0" * 16),
    "no version": ("typ", "goal"),
    "version nought": ("typ", "goal/0"),
    "a version with a leading nought": ("typ", "goal/01"),
    "a version in other digits": ("typ", "goal/١"),
    "a version that no table holds": ("typ", "goal/99999999999"),
    "a kind in capitals": ("typ", "Goal/1"),
    "free text as a kind": ("typ", "a goal of ours/1"),
    "no kind": ("typ", "/1"),
    "a type that is a number": ("typ", 1),
    "claims that are a list": (CLAIMS, ["ambos:US", "goal/x", 1]),
    "no claims": (CLAIMS, {}),
    "another issuer": (CLAIMS, {1: "https://example.org", 2: "goal/x", 6: 1}),
    "a party that is none": (CLAIMS, {1: "ambos:The United States", 2: "goal/x", 6: 1}),
    "free text as a subject": (CLAIMS, {1: "ambos:US", 2: "goal/Señor Pérez", 6: 1}),
    "a subject without a kind": (CLAIMS, {1: "ambos:US", 2: "x", 6: 1}),
    "a subject with a newline": (CLAIMS, {1: "ambos:US", 2: "goal/x\n", 6: 1}),
    "a time before all times": (CLAIMS, {1: "ambos:US", 2: "goal/x", 6: -1}),
    "a time that no word holds": (CLAIMS, {1: "ambos:US", 2: "goal/x", 6: 2**64}),
    "a time that is true": (CLAIMS, {1: "ambos:US", 2: "goal/x", 6: True}),
    "a claim too many": (CLAIMS, {1: "ambos:US", 2: "goal/x", 4: 1, 6: 1}),
    "a label that is text": ("lab", "amber"),
    "a label of another colour": ("lab", ["blue", [], "", ""]),
    "parties not in their order": ("lab", ["amber", ["US", "MX"], "", ""]),
    "a public label with limits": ("lab", ["clear", ["US"], "", ""]),
    "free text as a compartment": ("lab", ["amber", [], "for his eyes", ""]),
    "an empty list of references": ("ref", []),
    "a reference to nothing": ("ref", [["revises", bytes(16)]]),
    "free text as a relation": ("ref", [["was told by Juan", bytes(16), bytes(32)]]),
    "a reference with a short leaf": ("ref", [["revises", bytes(16), bytes(31)]]),
    "an empty clock": ("see", {}),
    "a clock that is a list of pairs": ("see", [["mx/channel/us", 7]]),
    "a clock that runs backwards": ("see", {"mx/channel/us": -7}),
    "a clock that no word holds": ("see", {"mx/channel/us": 2**64}),
    "an empty origin": ("see", {"": 7}),
    "a batch root on a record that is no batch": ("bat", [bytes(32), 1]),
}


@given(headers())
def test_what_is_kept_of_headers_is_what_is_printed(header: Header) -> None:
    """The quick way to print a header prints what going entry by entry does, the second time too."""
    common = header._replace(batch=None, references=(), unknown={}, critical=())
    for each in (header, common, common._replace(time=header.time // 2), common):
        assert print_header(each) == print_any(each)


@given(headers())
def test_each_undoes_the_other(header: Header) -> None:
    """A header is read back as it was printed, labels that nobody knows included."""
    printed = print_header(header)
    assert parse_header(printed) == header
    assert print_header(parse_header(printed)) == printed


@given(headers(), st.data())
def test_a_flipped_bit_is_refused_or_is_another_header(header: Header, data: st.DataObject) -> None:
    """No header has two spellings."""
    printed = print_header(header)
    flipped = flip(printed, data.draw(st.integers(0, len(printed) * 8 - 1)))
    try:
        found = parse_header(flipped)
    except NotCanonical:
        return
    assert found != header and print_header(found) == flipped


@given(st.sampled_from(LABELS), VALUES)
def test_whatever_stands_under_a_label_is_read_or_refused(label: Any, value: Any) -> None:
    """Any value at all under any label is refused by code, or printed again to the same bytes."""
    data = encode(PLAIN | {label: value})
    try:
        header = parse_header(data)
    except NotCanonical:
        return
    assert print_header(header) == data


@given(VALUES)
def test_what_is_no_map_is_no_header(value: Any) -> None:
    """Any other value in a header's place is refused by code."""
    with pytest.raises(NotCanonical):
        parse_header(encode(value))


@pytest.mark.parametrize("label", [label for label in LABELS if label not in ("ref", "see")], ids=str)
def test_no_label_may_be_missing(label: Any) -> None:
    """A header without one of the labels that all have is refused."""
    with pytest.raises(NotCanonical):
        parse_header(encode({key: value for key, value in PLAIN.items() if key != label}))


@pytest.mark.parametrize(("label", "value"), WRONG.values(), ids=WRONG.keys())
def test_wrong_values(label: Any, value: Any) -> None:
    """A value of another form than the label's is refused: free text cannot hide in a header."""
    parse_header(encode(PLAIN))
    with pytest.raises(NotCanonical):
        parse_header(encode(PLAIN | {label: value}))


@pytest.mark.parametrize("count", (0, BATCH_LIMIT + 1, 2**60))
def test_a_batch_has_members_and_an_end(count: int) -> None:
    """A batch of nothing, or of more than the limit, is refused before a member is looked at."""
    batch = PLAIN | {"typ": "batch/1", "bat": [bytes(32), 2]}
    assert parse_header(encode(batch)).batch == (bytes(32), 2)
    with pytest.raises(NotCanonical):
        parse_header(encode(batch | {"bat": [bytes(32), count]}))


@pytest.mark.parametrize(
    "change",
    (
        {"subject": "goal/Juan Pérez"},
        {"subject": "goal"},
        {"version": 0},
        {"version": 10_000},
        {"references": (Reference("said by Juan", bytes(16), bytes(32)),)},
    ),
    ids=str,
)
def test_what_could_not_be_read_is_not_written(change: dict[str, Any]) -> None:
    """A name that the reader would refuse is refused before it is sealed."""
    assert demand_names(HEADER) is HEADER
    with pytest.raises(HeaderInvalid):
        demand_names(HEADER._replace(**change))


def test_only_codes_and_ids_go_into_a_header() -> None:
    """Of a draft, everything but the body has a place in the header, and the body has none."""
    drafted = {field.name for field in fields(Draft)}
    assert drafted - set(Header._fields) == {"body"}


@given(headers())
def test_the_quick_reading_is_the_same(header: Header) -> None:
    """A common header is read quickly, to the same; one with a byte changed, only as it would be printed."""
    common = header._replace(
        references=(), batch=None, unknown={}, critical=(), time=HEADER.time, kind="goal"
    )
    data = print_header(common)
    quick = headers_read._read_common(data)
    assert quick == headers_read._read_any(data) == common
    for place in range(len(data)):
        other = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        if (read := headers_read._read_common(other)) is not None:
            assert print_header(read) == other
