"""A proof of a record shows what it says, and nothing else passes for one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.node.demo import build, home_of
from ambos.node.node import Node
from ambos.node.proof import ProofFails, ProofMalformed, parse_proof, prove, verify_proof
from ambos.node.showing import find_record
from ambos.values.errors import AmbosError
from tests.journeys.altering import altered

NAMES = {
    "signed by an officer": "framework/sig-2025",
    "signed in a batch": "figure/cbp-fentanyl-lb-fy2017",
    "the authority's own key": "key/us-authority",
    "an officer's key": "key/us-officer-secretariat",
    "a partner's, in a batch": "figure/uif-blocked-mxn-m-2022",
    "a partner's answer": "",
}


@pytest.fixture(scope="module")
def us(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The United States' node of a demonstration."""
    folder = tmp_path_factory.mktemp("demo")
    build(folder, lambda step: None)
    with Node.open(home_of(folder, "US")) as node:
        yield node


def name(us: Node, sort: str) -> str:
    return NAMES[sort] or us.shelf.things("countersign")[0].subject


@pytest.fixture(scope="module")
def texts(us: Node) -> dict[str, str]:
    """A printed proof of each sort."""
    return {sort: prove(us, find_record(us.shelf, name(us, sort))).print() for sort in NAMES}


@pytest.mark.parametrize("sort", NAMES)
def test_a_proof_shows_its_record(us: Node, sort: str) -> None:
    """Printed, parsed and verified under the party's card alone, it gives the record and its signer."""
    row = find_record(us.shelf, name(us, sort))
    proof = parse_proof(prove(us, row).print())
    proven = verify_proof(proof, us.card_of_log(proof.origin))
    assert proven.statement.header.rid.hex() == row.rid
    assert proven.statement.header.kid.hex() == row.kid
    assert proven.batched == row.batched
    assert proven.body == us.read_record(row).body


@pytest.mark.parametrize("sort", NAMES)
def test_a_proof_is_of_one_party(us: Node, sort: str) -> None:
    """Under another party's card it shows nothing."""
    proof = prove(us, find_record(us.shelf, name(us, sort)))
    own = us.card_of_log(proof.origin)
    other = us.peer("MX") if own.party == "US" else us.card()
    with pytest.raises(ProofFails):
        verify_proof(proof, other)


@settings(max_examples=100)
@given(draw=st.data(), sort=st.sampled_from(sorted(NAMES)))
def test_no_altered_proof_passes(us: Node, texts: dict[str, str], draw: st.DataObject, sort: str) -> None:
    """Whatever sign of a proof is changed, it is refused, or shows the very same record."""
    sound = parse_proof(texts[sort])
    try:
        proof = parse_proof(altered(texts[sort], draw))
        proven = verify_proof(proof, us.card_of_log(proof.origin))
    except AmbosError:
        return
    assert proven == verify_proof(sound, us.card_of_log(sound.origin))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"form": "ambos-proof/1"}', '{"form": 1}', "null", "\0"])
def test_what_is_no_proof(text: str) -> None:
    """Any other file is refused as no proof."""
    with pytest.raises(ProofMalformed):
        parse_proof(text)


def test_members_of_a_batch_cannot_change_places(us: Node) -> None:
    """A batched record under the batch path of its neighbour is refused."""
    one, other = (
        json.loads(prove(us, find_record(us.shelf, f"figure/cbp-fentanyl-lb-{year}")).print())
        for year in ("fy2017", "fy2019")
    )
    one["batch"] = other["batch"]
    with pytest.raises(ProofFails):
        verify_proof(parse_proof(json.dumps(one)), us.card())


def test_a_proof_fits_a_small_file(us: Node) -> None:
    """A proof grows with the height of the tree, not with the batch."""
    row = find_record(us.shelf, NAMES["signed in a batch"])
    assert len(prove(us, row).print()) < 20_000
    assert len(prove(us, row).batch) <= 8


def test_a_written_proof_is_read_back(us: Node, tmp_path: Path) -> None:
    """The file and the proof are the same."""
    proof = prove(us, find_record(us.shelf, NAMES["signed in a batch"]))
    (tmp_path / "p.json").write_text(proof.print(), encoding="utf-8")
    assert parse_proof((tmp_path / "p.json").read_text(encoding="utf-8")) == proof
