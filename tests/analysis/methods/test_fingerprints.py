"""A leaked copy names its recipient, whoever had no part is not named, and no figure is ever altered."""

import random
import re
from collections.abc import Callable
from math import asin, cos, pi, sin, sqrt
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.analysis.methods.carriers import CARRIERS, Index, Sheet, index_of, marked, read, seen_in
from ambos.analysis.methods.fingerprints import CUTOFF, Scored, bias, bit, chance_of, scored, shared_out
from ambos.domains.integrity.wordings import wordings

SECRET = b"s" * 32
COPIES = [f"copy-{number}".encode() for number in range(12)]
ROWS = 90
LIMIT = 1e-3 / len(COPIES)
TEXT = "Office {a} bought several rifles near the {b} and sent them toward the border until the main road {c}"


def sheet(seed: int = 1) -> Sheet:
    """Give made-up rows: an id, a day, two figures, a state and an account in words."""
    chance = random.Random(seed)
    rows = tuple(
        (
            f"synthetic-{number:03}",
            f"2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            str(chance.randrange(100, 99999)),
            str(chance.randrange(10000, 9999999)),
            chance.choice(["Sonora", "Arizona"]),
            TEXT.format(a=f"a{number}", b=f"b{number}", c=f"c{number}"),
        )
        for number in range(ROWS)
    )
    return Sheet(("id", "day", "rounds", "grams", "state", "account"), rows, frozenset({5}))


def copy(of: Sheet, code: bytes) -> Sheet:
    """Give one copy of a sheet."""
    return marked(of, SECRET, wordings(), lambda place: bit(SECRET, place, code), grouped=True)


def judged(of: Sheet, leak: str) -> dict[bytes, Scored]:
    """Judge every copy by a leaked text."""
    found = seen_in(read(leak, SECRET, wordings()), index_of(of, SECRET, wordings()), SECRET)
    every = {place: said for carrier in CARRIERS for place, said in found[carrier].items()}
    return {code: scored(SECRET, every, code) for code in COPIES}


def named(found: dict[bytes, Scored]) -> set[bytes]:
    """Give the copies that are named aloud."""
    return {code for code, one in found.items() if one.innocent < LIMIT}


def lines(of: Sheet) -> str:
    """Give a sheet as it is pasted: a line a row, cells apart by tabs."""
    return "\n".join("\t".join(row) for row in (of.heads, *of.rows))


Attack = Callable[[Sheet], str]
ATTACKS: dict[str, Attack] = {
    "pasted": lines,
    "white space collapsed, compatibility forms": lambda of: normalize("NFKC", " ".join(lines(of).split())),
    "figures retyped": lambda of: "\n".join(row[of.heads.index("grams")].replace(",", "") for row in of.rows),
    "a third of the rows": lambda of: "\n".join("\t".join(row) for row in of.rows[20:50]),
    "sorted anew": lambda of: "\n".join("\t".join(row) for row in sorted(of.rows)),
    "words alone, sorted": lambda of: " ".join(sorted(row[of.heads.index("account")] for row in of.rows)),
    "ids left out": lambda of: "\n".join(" ".join(row[1:]) for row in of.rows),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_leak_names_its_copy_alone(attack: str) -> None:
    """Copied, retyped, cut or sorted, a text of ninety rows names the copy it is from and no other."""
    of = sheet()
    assert named(judged(of, ATTACKS[attack](copy(of, COPIES[3])))) == {COPIES[3]}


def test_mixed_copies_name_whoever_mixed() -> None:
    """Rows mixed from two copies name one or both of the two, and nobody else."""
    of, chance = sheet(), random.Random(4)
    one, other = copy(of, COPIES[1]), copy(of, COPIES[8])
    mixed = [chance.choice(pair) for pair in zip(one.rows, other.rows, strict=True)]
    found = named(judged(of, "\n".join("\t".join(row) for row in mixed)))
    assert found and found <= {COPIES[1], COPIES[8]}


def test_what_is_too_short_names_nobody() -> None:
    """Of one row and of an unmarked original nobody is named: such are the limits."""
    of = sheet()
    assert not named(judged(of, lines(copy(of, COPIES[0])).splitlines()[1]))
    assert not named(judged(of, lines(of)))


def figures(of: Sheet) -> list[str]:
    """Give all figures of a sheet, digits alone, in one order."""
    return sorted(re.findall(r"\d+(?:\.\d+)?", lines(of).replace(",", "")))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_no_figure_and_no_row_is_altered(seed: int, code: bytes) -> None:
    """Every copy has the same rows with the same figures, ids, days and names as its original."""
    of = sheet(seed)
    made = copy(of, code)
    assert figures(made) == figures(of)
    places = [made.heads.index(head) for head in of.heads]
    ordered = {row[0]: [row[at].replace(",", "") for at in places[:5]] for row in made.rows}
    assert ordered == {row[0]: list(row[:5]) for row in of.rows}
    assert made.heads[0] == "id"


def test_two_copies_differ() -> None:
    """No two copies of a sheet are alike."""
    of = sheet()
    assert len({lines(copy(of, code)) for code in COPIES}) == len(COPIES)


def test_an_index_survives_packing() -> None:
    """What is kept of a sheet is the same after it was packed, and holds none of its texts."""
    index = index_of(sheet(), SECRET, wordings())
    packed = index.packed()
    assert Index.unpacked(index.heads, packed) == index
    assert b"synthetic" not in packed and b"Sonora" not in packed


@given(st.lists(st.tuples(st.floats(0.03, 0.97), st.booleans()), min_size=5, max_size=40), st.floats(0.1, 3))
@settings(max_examples=30, deadline=None)
def test_the_bound_holds(shares: list[tuple[float, bool]], height: float) -> None:
    """No more innocent copies score as high as the bound on their share says (drawn by a fixed seed)."""
    chance, score = random.Random(7), height * len(shares) ** 0.5
    draws, above = 400, 0
    for _ in range(draws):
        total = 0.0
        for share, said in shares:
            rare = share if said else 1 - share
            agrees = chance.random() < rare
            total += ((1 - rare) / rare) ** 0.5 if agrees else -((rare / (1 - rare)) ** 0.5)
        above += total >= score
    bound = chance_of(score, shares)
    assert above / draws <= bound + 4 * (bound * (1 - bound) / draws) ** 0.5 + 1e-9


def test_bias_follows_the_arcsine_law() -> None:
    """Between sin²(π/8) and its complement lie π/4 of the angles that the cut-off leaves (Tardos, 2003)."""
    expected = (pi / 4) / (pi / 2 - 2 * asin(sqrt(CUTOFF)))
    drawn = [bias(SECRET, str(place).encode()) for place in range(4000)]
    inside = sum(sin(pi / 8) ** 2 < one < cos(pi / 8) ** 2 for one in drawn) / len(drawn)
    assert abs(inside - expected) < 4 * sqrt(expected * (1 - expected) / len(drawn))


def test_shares_leave_room_for_none() -> None:
    """Of copies of which none fits, none is likely; of one that fits, it alone."""
    assert max(shared_out([-20.0, -30.0])) < 1e-6
    assert shared_out([30.0, -5.0])[0] > 0.999
