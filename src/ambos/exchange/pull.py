"""A pull: what to ask a partner's border for next, and what to do with its answer. It does no I/O of its own.

First the head: the partner's receipt for our channel is heeded before anything else, since it may show that
we are an old copy. Then sections, each from our own verified size on, until all that was promised is held.
"""

from collections.abc import Callable, Sequence

from ambos.exchange import routes
from ambos.exchange.channel import Channel
from ambos.exchange.head import Head, parse_head
from ambos.exchange.mirror import ForeignSection, Mirror
from ambos.exchange.sealed import open_section
from ambos.exchange.sealing import Opener
from ambos.exchange.section import Section
from ambos.kernel.checkpoint import Checkpoint, SignedCheckpoint
from ambos.kernel.cycles import cycles_unsought
from ambos.kernel.log import Fork
from ambos.kernel.merkle import EMPTY_ROOT
from ambos.kernel.note import Algorithm, NoteUntrusted, VerifierKey
from ambos.values.errors import Refused, VerificationFailed


class Stalled(VerificationFailed):
    """The partner's border promised more than it gives; data: ``log``, ``needed``, ``promised``."""

    code = "exchange.stalled"


class HeadOutdated(Refused):
    """The partner's border shows what it signed under keys that it has given up since; data: ``log``."""

    code = "exchange.head-outdated"


class Pull:
    """One visit to a partner: ask for ``next()``, hand the answer to ``take``, until there is no next.

    It may break off anywhere, at the cost of what was on its way; another one goes on from what is held.
    """

    def __init__(
        self,
        mirror: Mirror,
        channel: Channel,
        cosigners: Sequence[VerifierKey],
        openers: Sequence[Opener],
        judge: Callable[[bytes], None] = lambda note: None,
        given_up: Sequence[VerifierKey] = (),
    ) -> None:
        """Pull from a partner; ``judge`` refuses a head's note that too few witnesses have cosigned.

        ``given_up`` are keys by which the partner acknowledged under earlier key sets: they do so no more.
        """
        self.head: Head | None = None
        self.received = 0
        self.outdated = False  # the head's note is under keys given up since, so that it promises nothing
        self._mirror = mirror
        self._channel = channel
        self._cosigners = cosigners
        self._openers = openers
        self._judge = judge
        self._given_up = given_up
        self._signed: SignedCheckpoint | None = None
        self._earlier: int | None = None  # where a second history may show itself, after one without proof
        self._doubt: Fork | None = None

    @property
    def promised(self) -> Checkpoint:
        """Give the partner's newest checkpoint as its head says; an empty one before the head came."""
        empty = Checkpoint(self._mirror.log.origin, 0, EMPTY_ROOT)
        return self._signed.checkpoint if self._signed else empty

    @property
    def believed(self) -> bytes | None:
        """Give the note of the partner's head, once it was opened under keys that count today."""
        return None if self._signed is None else bytes(self._signed.note)

    @property
    def signed_at(self) -> int | None:
        """Give the time that the ML-DSA line of the partner's newest note states, if there is one."""
        return None if self._signed is None else time_of(self._signed)

    def next(self) -> str | None:
        """Give the path to ask for; None when all that was promised is held."""
        if self.head is None:
            return routes.HEAD
        if self._earlier is not None:
            return routes.section(self._earlier)
        held = self._mirror.size()
        return routes.section(held) if held < self.promised.size else None

    def take(self, answer: bytes) -> None:
        """Take the answer to ``next()``: all of it holds, or an error is raised and nothing is stored."""
        if self.head is None:
            self._heed(parse_head(answer))
        else:
            with cycles_unsought():  # until the section is let go of again
                self._admit(answer)

    def demand_current(self) -> None:
        """Raise where the head is outdated."""
        if self.outdated:
            raise HeadOutdated(log=self._mirror.log.origin)

    def demand_settled(self) -> None:
        """Raise the fork that came without proof, where nobody brought the section before it."""
        if self._doubt is not None:
            raise self._doubt

    def _heed(self, head: Head) -> None:
        if head.receipt is not None:
            self._heed_receipt(head.receipt)
        else:
            self._channel.heed_nothing(head.time)
        origin = self._mirror.log.origin
        if head.origin != origin:
            raise ForeignSection(origin=head.origin, expected=origin)
        if head.note is not None:
            self._heed_note(head.note)
        self.head = head

    def _heed_receipt(self, note: bytes) -> None:
        """Take the partner's receipt; one under keys that it has given up acknowledges nothing."""
        try:
            self._channel.take_receipt(note, *self._cosigners)
        except NoteUntrusted:
            self._channel.open_receipt(note, *self._given_up)

    def _heed_note(self, note: bytes) -> None:
        """Take what the partner promises: nothing, if it still shows what its earlier keys signed."""
        try:
            self._signed = self._mirror.heed(note)
        except NoteUntrusted:
            self._mirror.open_earlier(note)
            self.outdated = True
        else:
            self._judge(note)

    def _admit(self, answer: bytes) -> None:
        section = open_section(answer, self._openers, self._mirror.log.origin)
        places = self._admitted(section)
        if places is None:
            return
        if not places:
            held, promised = self._mirror.size(), self.promised.size
            raise Stalled(log=section.origin, needed=held, promised=promised)
        self.received += len(places)
        if self.head is not None and self.head.note is not None and self._mirror.size() >= self.promised.size:
            self._mirror.heed(self.head.note)  # what came must be what the head was signed over

    def _admitted(self, section: Section) -> range | None:
        """Admit a section; None if it tells another history without a proof, to look where it begins.

        A proof from a power of two does not hold the root there; the note of the section before does.
        """
        try:
            places = self._mirror.admit(section).places
        except Fork as error:
            if self._doubt is not None or self._mirror.stopped() or not section.old:
                raise
            self._earlier, self._doubt = section.old - 1, error
            return None
        self.demand_settled()
        return places


def time_of(signed: SignedCheckpoint) -> int | None:
    """Give when a log says that it signed this head: the time in its own ML-DSA line."""
    origin = signed.checkpoint.origin
    times = [
        attestation.time
        for attestation in signed.attestations
        if attestation.key.name == origin and attestation.key.algorithm is Algorithm.ML_DSA_44
    ]
    return times[0] if times else None
