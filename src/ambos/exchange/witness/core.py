"""The witness itself: a request in, an answer out (C2SP tlog-witness); it speaks no HTTP and knows no clock.

Beyond the text of C2SP it keeps whole notes, those included that it will not cosign: a log that signs two
histories leaves the second one with the witness, as evidence.
"""

from collections.abc import Callable, Sequence

from ambos.exchange.forks import Evidence, Side
from ambos.exchange.witness.asking import (
    BAD_PROOF,
    CONFLICT,
    MALFORMED,
    OK,
    UNKNOWN_KEY,
    UNKNOWN_LOG,
    AddCheckpoint,
    Answer,
    RequestMalformed,
    parse_request,
)
from ambos.exchange.witness.store import Conflict, Followed, WitnessStore
from ambos.kernel.checkpoint import SignedCheckpoint, Signer, cosign, open_checkpoint, parse_checkpoint
from ambos.kernel.merkle import ProofInvalid, root_before, verify_consistency
from ambos.kernel.note import NoteInvalid, NoteSignatureInvalid, NoteUntrusted, parse_note

NOT_FOLLOWED = Answer(UNKNOWN_LOG)


class Witness:
    """A witness with its keys and its file."""

    def __init__(self, store: WitnessStore, signers: Sequence[Signer], now: Callable[[], int]) -> None:
        self.store = store
        self._signers = signers
        self._now = now

    def add(self, body: bytes) -> Answer:
        """Cosign a head that extends the one cosigned before, once it is stored; else say why not, as C2SP
        does.

        A note signed by its log that contradicts the one known, or does not show that it extends it, is kept.
        """
        try:
            asked = parse_request(body)
            origin = parse_checkpoint(parse_note(asked.note).text).origin
            with self.store.alone():
                log = self.store.log(origin)
                return NOT_FOLLOWED if log is None else self._judge(asked, log)
        except (NoteSignatureInvalid, NoteUntrusted):
            return Answer(UNKNOWN_KEY)
        except (RequestMalformed, NoteInvalid):
            return Answer(MALFORMED)

    def newest(self, origin: str) -> Answer:
        """Give the whole note that was cosigned last, for whoever compares it with what they were shown."""
        log = self.store.log(origin)
        return Answer(OK, log.note) if log is not None and log.note else NOT_FOLLOWED

    def _judge(self, asked: AddCheckpoint, log: Followed) -> Answer:
        signed = open_checkpoint(asked.note, log.keys)
        head = signed.checkpoint
        if asked.old > head.size:
            return Answer(MALFORMED)
        if self._contradicts(asked, signed, log) or asked.old != log.size:
            return Answer(CONFLICT, b"%d\n" % log.size)
        if not self._extends(asked, signed, log):
            return Answer(BAD_PROOF)
        time = self._now()
        self.store.advance(log.origin, head.size, asked.note, time)
        return Answer(OK, b"".join(cosign(signed, signer, time) for signer in self._signers))

    def _contradicts(self, asked: AddCheckpoint, signed: SignedCheckpoint, log: Followed) -> bool:
        """Say whether the head is another one of the size that is known, and keep it if so."""
        head = signed.checkpoint
        if not log.note or head.size != log.size:
            return False
        if head == parse_checkpoint(parse_note(log.note).text):
            return False
        self._accuse(asked, head.text(), log, (head.size, Side(asked.note, head.root, ())))
        return True

    def _extends(self, asked: AddCheckpoint, signed: SignedCheckpoint, log: Followed) -> bool:
        """Say whether the proof leads from the head that is known to this one, and keep this one if not."""
        head = signed.checkpoint
        if not log.size:
            return not asked.proof
        known = parse_checkpoint(parse_note(log.note).text)
        try:
            verify_consistency(log.size, head.size, known.root, head.root, asked.proof)
        except ProofInvalid:
            self._accuse(asked, head.text(), log, _side(asked, head.size, head.root))
            return False
        return True

    def _accuse(self, asked: AddCheckpoint, text: str, log: Followed, rival: tuple[int, Side] | None) -> None:
        self.store.accuse(text, Conflict(log.origin, asked.note, log.note, rival, self._now()))


def _side(asked: AddCheckpoint, size: int, root: bytes) -> tuple[int, Side] | None:
    """Give the other history that a proof tells, if it leads to its own note from another root."""
    try:
        return asked.old, Side(asked.note, root_before(asked.old, size, root, asked.proof), asked.proof)
    except ProofInvalid:
        return None


def evidence_of(conflict: Conflict, log: Followed) -> Evidence | None:
    """Give a conflict as evidence for a stranger; None where the note came without a proof of its history."""
    if conflict.rival is None:
        return None
    size, side = conflict.rival
    known = Side(conflict.known, parse_checkpoint(parse_note(conflict.known).text).root, ())
    return Evidence(conflict.origin, log.keys, size, (known, side))
