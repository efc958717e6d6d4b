"""What a log asks of a witness and what it answers: the bodies of C2SP tlog-witness, also as files."""

import re
from typing import NamedTuple

from ambos.kernel.merkle import HASH_BYTES
from ambos.kernel.note import MAX_NOTE_BYTES, parse_base64, print_base64
from ambos.values.errors import Form, Misused

PROOF_LINES = 63
REQUEST_LIMIT = MAX_NOTE_BYTES + 64 * 64
ANSWER_LIMIT = MAX_NOTE_BYTES
PLAIN, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
OK, MALFORMED, UNKNOWN_KEY, UNKNOWN_LOG, CONFLICT, BAD_PROOF = 200, 400, 403, 404, 409, 422
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)
_ANSWER = re.compile(rb"([1-5][0-9]{2})\n(.*)", re.DOTALL)


class RequestMalformed(Misused):
    """The bytes are no request to a witness."""

    code = "witness.request-malformed"


class AnswerMalformed(Misused):
    """The file is no answer of a witness."""

    code = "witness.answer-malformed"


class AddCheckpoint(NamedTuple):
    """Please cosign this note: it extends the head of size ``old`` that you cosigned, as the proof shows."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def __bytes__(self) -> bytes:
        """Print the body of the request."""
        lines = [f"old {self.old}", *map(print_base64, self.proof), "", ""]
        return "\n".join(lines).encode() + self.note


class Answer(NamedTuple):
    """A status of HTTP, and what comes with it: cosignature lines, the size that is known, or nothing."""

    status: int
    body: bytes = b""

    @property
    def sort(self) -> str:
        """Give the media type of the body."""
        return SIZE if self.status == CONFLICT else PLAIN

    def __bytes__(self) -> bytes:
        """Print the answer as a file: the status on a line of its own, then the body."""
        return b"%d\n" % self.status + self.body


def parse_request(data: bytes) -> AddCheckpoint:
    """Read a request; refuses whatever the printer would not print. The note is not opened yet."""
    first, _, note = data.partition(b"\n\n")
    try:
        old, *proof = first.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise RequestMalformed(expected=Form("witness-request")) from None
    size, hashes = _OLD.fullmatch(old), [parse_base64(line) for line in proof]
    sound = size and note and len(data) <= REQUEST_LIMIT and len(hashes) <= PROOF_LINES
    if not (sound and size) or any(item is None or len(item) != HASH_BYTES for item in hashes):
        raise RequestMalformed(expected=Form("witness-request"))
    return AddCheckpoint(int(size[1]), tuple(item for item in hashes if item is not None), note)


def parse_answer(data: bytes) -> Answer:
    """Read an answer from a file."""
    found = _ANSWER.fullmatch(data[:ANSWER_LIMIT])
    if found is None:
        raise AnswerMalformed(expected=Form("witness-answer"))
    return Answer(int(found[1]), found[2])


def size_of(answer: Answer) -> int:
    """Give the size that a witness says it has cosigned."""
    text = answer.body.removesuffix(b"\n")
    if not re.fullmatch(rb"0|[1-9][0-9]{0,18}", text):
        raise AnswerMalformed(expected=Form("witness-answer"))
    return int(text)
