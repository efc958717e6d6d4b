"""Checkpoints and notes: one text form, signatures that bind every byte, receipts that state a time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.kernel.checkpoint import (
    MAX_SIZE,
    CannotSign,
    Checkpoint,
    Signer,
    cosign,
    open_checkpoint,
    open_receipt,
    parse_checkpoint,
    sign_checkpoint,
)
from ambos.kernel.note import (
    MAX_SIGNATURES,
    Algorithm,
    Note,
    NoteInvalid,
    NoteSignatureInvalid,
    NoteUntrusted,
    Signature,
    VerifierKeyInvalid,
    parse_note,
    parse_vkey,
)
from ambos.values.errors import AmbosError

ORIGIN = "one.example/house"
TIME = 1_750_000_000
LOG = Signer(ORIGIN, Algorithm.ED25519, bytes([1]) * 32)
HYBRID = Signer(ORIGIN, Algorithm.ML_DSA_44, bytes([2]) * 32)
PEER = Signer("two.example/mirror", Algorithm.ED25519_COSIGNATURE, bytes([3]) * 32)
HYBRID_PEER = Signer("two.example/mirror", Algorithm.ML_DSA_44, bytes([4]) * 32)
SIGNERS = (LOG, HYBRID)
KEYS = [signer.key for signer in SIGNERS]
HEAD = Checkpoint(ORIGIN, 70_000, bytes(range(32)))
NOTE = sign_checkpoint(HEAD, SIGNERS, TIME)

NAMES = st.from_regex(r"[a-zñé0-9./-]{1,60}", fullmatch=True)
ROOTS = st.binary(min_size=32, max_size=32)
LINES = st.builds(Signature, NAMES, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=90))


@given(NAMES, st.integers(1, MAX_SIZE), ROOTS)
def test_a_checkpoint_is_read_as_it_is_printed(origin: str, size: int, root: bytes) -> None:
    """Reading a printed checkpoint gives it back."""
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(checkpoint.text()) == checkpoint


@given(st.lists(LINES, min_size=1, max_size=MAX_SIGNATURES, unique_by=lambda line: line[:2]))
def test_a_note_is_read_as_it_is_printed(lines: list[Signature]) -> None:
    """Reading a printed note gives it back, with an empty line in its text too."""
    note = Note("text\n\nmore\n", tuple(lines))
    assert parse_note(bytes(note)) == note


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_read_prints_the_same_bytes(data: bytes) -> None:
    """Any bytes are refused as malformed or print again as they were."""
    for candidate in (data, HEAD.text().encode() + b"\n" + data, NOTE[:150] + data + NOTE[150:]):
        try:
            assert bytes(parse_note(candidate)) == candidate
        except NoteInvalid as refusal:
            assert refusal.code == "note.invalid"


def test_a_log_signs_twice_and_opens_once() -> None:
    """Both of the log's signatures are verified, and only the timed one states a time."""
    opened = open_checkpoint(NOTE, KEYS)
    assert opened.checkpoint == HEAD
    assert [(one.key, one.time) for one in opened.attestations] == [(KEYS[0], None), (KEYS[1], TIME)]


@given(st.integers(0, len(NOTE) * 8 - 1))
@settings(max_examples=200)
def test_a_changed_bit_never_opens_as_the_same_head(bit: int) -> None:
    """A note with any bit changed is refused, or opens to the same head with fewer attestations."""
    changed = bytearray(NOTE)
    changed[bit // 8] ^= 1 << bit % 8
    try:
        opened = open_checkpoint(bytes(changed), KEYS)
    except NoteInvalid:
        return
    assert opened.checkpoint == HEAD
    assert len(opened.attestations) == 1


def test_unknown_lines_are_passed_over_and_known_ones_must_hold() -> None:
    """A stranger's line changes nothing; a false line under a known key spoils the note."""
    stranger = Signer(ORIGIN, Algorithm.ED25519, bytes([9]) * 32)
    line = stranger.sign(HEAD, TIME).line().encode()
    assert open_checkpoint(NOTE + line, KEYS).checkpoint == HEAD
    false = Signature(ORIGIN, stranger.key.key_id, bytes(64)).line().encode()
    assert open_checkpoint(NOTE + false, KEYS).checkpoint == HEAD
    with pytest.raises(NoteSignatureInvalid):
        open_checkpoint(NOTE + false, [*KEYS, stranger.key])


def test_the_log_s_own_ed25519_signature_is_demanded() -> None:
    """Neither the ML-DSA line alone, nor a cosigner, nor a key of another name makes a checkpoint."""
    opened = open_checkpoint(NOTE, KEYS)
    text = HEAD.text().encode() + b"\n"
    hybrid_only = text + opened.note.signatures[1].line().encode()
    other_name = Signer("other.example/house", Algorithm.ED25519, LOG.seed)
    for note, keys in (
        (hybrid_only, KEYS),
        (text + cosign(opened, PEER, TIME), [PEER.key]),
        (text + other_name.sign(HEAD, TIME).line().encode(), [other_name.key]),
        (NOTE, []),
    ):
        with pytest.raises(NoteUntrusted):
            open_checkpoint(note, keys)


@pytest.mark.parametrize("peer", [PEER, HYBRID_PEER], ids=["ed25519", "ml-dsa-44"])
def test_a_receipt_states_its_time_and_binds_its_head(peer: Signer) -> None:
    """A cosignature gives its time, alone or within the note, and holds for no other head or key."""
    opened = open_checkpoint(NOTE, KEYS)
    line = cosign(opened, peer, TIME + 60)
    assert open_receipt(HEAD, line, peer.key) == TIME + 60
    assert open_checkpoint(NOTE + line, [*KEYS, peer.key]).attestations[-1] == (peer.key, TIME + 60)
    for head in (HEAD._replace(size=1), HEAD._replace(root=bytes(32)), HEAD._replace(origin="x")):
        with pytest.raises(NoteSignatureInvalid):
            open_receipt(head, line, peer.key)
    with pytest.raises(NoteUntrusted):
        open_receipt(HEAD, line, KEYS[1])


def test_a_receipt_cannot_be_moved_in_time() -> None:
    """Changing the stated time breaks a cosignature, and a receipt without a time is none."""
    line = PEER.sign(HEAD, TIME)
    later = line._replace(data=(TIME + 1).to_bytes(8, "big") + line.data[8:])
    for false in (later, PEER.sign(HEAD, 0), line._replace(data=b"\xff" + line.data[1:])):
        with pytest.raises(NoteSignatureInvalid):
            open_receipt(HEAD, false.line().encode(), PEER.key)


def test_only_fit_keys_sign() -> None:
    """A checkpoint needs its log's Ed25519 key, a receipt a timed one, and every time its range."""
    opened = open_checkpoint(NOTE, KEYS)
    for refuse in (
        lambda: sign_checkpoint(HEAD, [HYBRID], TIME),
        lambda: sign_checkpoint(HEAD, [PEER], TIME),
        lambda: cosign(opened, LOG, TIME).decode(),
        lambda: cosign(opened, PEER, 0).decode(),
        lambda: sign_checkpoint(HEAD, SIGNERS, -1),
        lambda: sign_checkpoint(HEAD, [LOG, Signer("a b", Algorithm.ED25519, LOG.seed)], TIME),
    ):
        with pytest.raises(CannotSign):
            refuse()
    with pytest.raises(NoteInvalid):
        sign_checkpoint(HEAD._replace(root=b"short"), SIGNERS, TIME)


def test_a_secret_never_shows() -> None:
    """The printed form of a signer leaves out its seed."""
    assert "seed" not in repr(LOG)


@pytest.mark.parametrize("signer", [LOG, HYBRID, PEER], ids=lambda signer: signer.algorithm.name)
def test_a_verifier_key_is_read_as_it_is_printed(signer: Signer) -> None:
    """A printed key is read back; its id differs for each algorithm over one name."""
    assert parse_vkey(str(signer.key)) == signer.key


@given(st.text(max_size=60) | st.integers(0, len(str(KEYS[0])) - 1).map(lambda at: str(KEYS[0])[:at]))
def test_what_is_no_verifier_key_is_refused(text: str) -> None:
    """Any other text is refused with a code, never with an accident."""
    with pytest.raises(VerifierKeyInvalid):
        parse_vkey(text)


def test_a_small_order_key_never_verifies_notes() -> None:
    """A verifier key over a small-order point is refused where it is read."""
    weak = KEYS[0]._replace(public=(1).to_bytes(32, "little"))
    with pytest.raises(AmbosError) as refusal:
        parse_vkey(str(weak))
    assert refusal.value.code == "seal.key-refused"


def test_a_note_has_bounds() -> None:
    """More than 32 lines, or more than 128 KiB, are refused before anything is verified."""
    line = LOG.sign(HEAD, TIME)
    many = tuple(line._replace(key_id=number.to_bytes(4, "big")) for number in range(MAX_SIGNATURES + 1))
    with pytest.raises(NoteInvalid):
        parse_note(bytes(Note(HEAD.text(), many)))
    with pytest.raises(NoteInvalid):
        parse_note(b"x" * 2**17 + b"\n\n" + line.line().encode())
