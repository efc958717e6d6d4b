"""Hostile bytes: every parser behind the border refuses them in our own words, or reads them to the byte.

The inputs in tests/vectors/corpus are those by which the fuzzer (``make fuzz``) reached new ground.
"""

import resource
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.testing.hostile import TRIALS, accepts

CORPUS = Path(__file__).parents[1] / "vectors" / "corpus"
INPUTS = {name: [path.read_bytes() for path in sorted((CORPUS / name).glob("*.bin"))] for name in TRIALS}
MOST_FILES, MOST_BYTES = 200, 200_000
MEBI = 1024  # the unit of ru_maxrss is a kibibyte
# What claims to be long, or deep, or many, in the forms that parsers meet.
CLAIMS = (
    b"\x5b" + b"\x7f" * 8,
    b"\x7b" + b"\x7f" * 8,
    b"\x9b" + b"\x7f" * 8,
    b"\xbb" + b"\x7f" * 8,
    b"\x9a\x7f\xff\xff\xff" + b"\x00" * 1000,
    b"\x81" * 100_000,
    b"\xa1\x61a" * 50_000,
    b"[" * 100_000,
    b"{" * 100_000,
    b'{"a":' * 50_000,
    b"9" * 100_000,
    b"\xe2\x80\x94 a " + b"A" * 200_000 + b"\n",
    b"a\n" + b"9" * 100_000 + b"\n\n",
    b"\n" * 100_000,
)


@pytest.mark.parametrize("name", TRIALS)
def test_the_corpus_is_survived(name: str) -> None:
    """Each kept input is refused or read to the byte; not all of them are refused."""
    assert any([accepts(name, data) for data in INPUTS[name]])


@pytest.mark.parametrize("name", TRIALS)
@given(data=st.data())
@settings(max_examples=40)
def test_changed_inputs_are_survived(name: str, data: st.DataObject) -> None:
    """So is every input of which a part was changed, cut out, or put in from another."""
    one, other = (data.draw(st.sampled_from(INPUTS[name])) for _ in range(2))
    start, stop = sorted(data.draw(st.integers(0, len(one))) for _ in range(2))
    middle = data.draw(st.one_of(st.binary(max_size=20), st.just(other), st.just(one[start:stop] * 2)))
    accepts(name, one[:start] + middle + one[stop:])


@pytest.mark.parametrize("name", TRIALS)
def test_claims_are_not_believed(name: str) -> None:
    """A length, a depth or a number that is only claimed costs no memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for claim in CLAIMS:
        accepts(name, claim)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * MEBI


def test_the_corpus_stays_small() -> None:
    """It is few files and few bytes."""
    files = list(CORPUS.rglob("*.bin"))
    assert len(files) < MOST_FILES and sum(path.stat().st_size for path in files) < MOST_BYTES
