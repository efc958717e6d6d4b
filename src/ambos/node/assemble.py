"""Put a node together from its settings: stores, logs, keys, channels, mirrors. Nothing else wires."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from ambos.domains.arms import records as arms
from ambos.domains.assistance import records as assistance
from ambos.domains.deployments import records as deployments
from ambos.domains.determinations import records as determinations
from ambos.domains.dialogue import records as dialogue
from ambos.domains.drugs import records as drugs
from ambos.domains.finance import records as finance
from ambos.domains.integrity import records as integrity
from ambos.domains.justice import records as justice
from ambos.domains.measures import records as measures
from ambos.domains.networks import records as networks
from ambos.domains.plan import records as plan
from ambos.domains.taskforces import records as taskforces
from ambos.evidence import records as evidence
from ambos.exchange.channel import Channel, Clerk
from ambos.exchange.keyset import MAX_VERSION
from ambos.exchange.mirror import Mirror
from ambos.exchange.ruling import grants_in
from ambos.kernel import records as kernel
from ambos.kernel.audit import Audited
from ambos.kernel.kinds import Kind, Register
from ambos.kernel.ledger import Ledger, Seen
from ambos.kernel.log import SignedLog
from ambos.kernel.settling import recalled_for_ever
from ambos.kernel.store.contract import KeyStore, LogStore, TableStore
from ambos.kernel.store.postgres import PostgresLog, PostgresTables
from ambos.kernel.store.sqlite import SqliteKeys, SqliteLog, SqliteTables
from ambos.node.card import Card, channel_origin
from ambos.node.config import SQLITE, Config
from ambos.node.identity import notes_in_use
from ambos.node.secrets import Secrets
from ambos.values.handling import Label

SCHEMA_LIMIT = 63  # what PostgreSQL keeps of a name (NAMEDATALEN - 1)
DIGEST_DIGITS = 16
ANYBODY: Final = "ZZ"  # the reader of the channel to the public: ISO 3166 gives this code to no country
DOMAINS = (
    dialogue,
    plan,
    measures,
    taskforces,
    justice,
    finance,
    arms,
    drugs,
    networks,
    integrity,
    determinations,
    assistance,
    deployments,
)
KINDS: tuple[Kind, ...] = (
    *kernel.KINDS,
    *(kind for domain in DOMAINS for kind in domain.KINDS),
    *evidence.KINDS,
)


def system_now() -> datetime:
    """Give the present moment by the machine's clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Parts:
    """Everything of one node that has to be closed again."""

    config: Config
    secrets: Secrets
    register: Register
    ledger: Ledger
    keys: KeyStore
    tables: TableStore
    now: Callable[[], datetime]
    mirrors: dict[str, Mirror]

    def channel(self, peer: str, in_use: Collection[bytes] = ()) -> Channel:
        """Open the channel to a peer, signed under the note keys in use for it."""
        origin = channel_origin(self.config.name, peer)
        log = self._signed(origin, f"channel-{peer.lower()}", in_use)
        clerk = Clerk(self.secrets.authority(), lambda: self.now().date(), grants_in(self.mirrors))
        return Channel(peer, log, self.ledger, clerk, partial(recalled_for_ever, self.tables))

    def audit_published(self) -> list[Audited]:
        """Verify the channel to the public, if anything was ever published."""
        if self.keys.mark(channel_origin(self.config.name, ANYBODY)) is None:
            return []
        channel = self.channel(ANYBODY)
        try:
            return [channel.audit()]
        finally:
            channel.log.store.close()

    def mirror(self, card: Card, past: Sequence[bytes] = (), in_use: Collection[bytes] = ()) -> Mirror:
        """Open the mirror of a peer's channel to us, cosigned under the note keys in use for it."""
        name = f"mirror-{card.party.lower()}"
        return Mirror(
            card.peer(self.config.party, past),
            card.origin(self.config.party),
            log_store(self.config, name),
            keys=key_store(self.config, name),
            vault=self.secrets.vault(),
            cosigners=self.secrets.cosigners(self.config.name, in_use),
            now=self.now,
        )

    def _signed(self, origin: str, store: str, in_use: Collection[bytes]) -> SignedLog:
        return signed_log(self.config, self.secrets, origin, store, self.keys, self.now, in_use)


def assemble(config: Config, now: Callable[[], datetime]) -> Parts:
    """Open a node's own parts; the mirrors are opened and added when the partners are known."""
    mirrors: dict[str, Mirror] = {}
    secrets = Secrets(config.keys)
    keys = key_store(config, "house")
    origin = f"{config.name}/house"
    register = Register(KINDS)
    ledger = Ledger(
        config.party,
        signed_log(config, secrets, origin, "house", keys, now, notes_in_use(config, MAX_VERSION)),
        keys=keys,
        vault=secrets.vault(),
        register=register,
        now=now,
        seen=lambda: held(mirrors),
    )
    return Parts(config, secrets, register, ledger, keys, table_store(config), now, mirrors)


def held(mirrors: Mapping[str, Mirror]) -> Seen:
    """Give how much of each partner's channel is held by now: the causal clock of what we say next.

    Where there are several partners, a record tells of one only if it is for that one alone: none of them is
    to learn how much another has sent us.
    """
    sizes = {party: (mirror.name, size) for party, mirror in mirrors.items() if (size := mirror.size())}

    def seen(label: Label) -> dict[str, int]:
        readers = tuple(mirrors) if len(mirrors) == 1 else label.release
        return dict(sizes[party] for party in readers if party in sizes) if len(readers) == 1 else {}

    return seen


def signed_log(
    config: Config,
    secrets: Secrets,
    origin: str,
    store: str,
    memory: KeyStore,
    now: Callable[[], datetime],
    in_use: Collection[bytes],
) -> SignedLog:
    """Open a log of our own, signed under the keys in use; what any earlier key signed is known again."""
    every = secrets.note_signers(origin, secrets.every_note_key())
    return SignedLog(
        origin,
        log_store(config, store),
        signers=secrets.note_signers(origin, in_use),
        verifiers=[signer.key for signer in every],
        memory=memory,
        now=lambda: int(now().timestamp()),
    )


def log_store(config: Config, name: str) -> LogStore:
    """Open the store of one log, in the back end that the settings name."""
    if config.store == SQLITE:
        return SqliteLog(_folder(config.logs) / f"{name}.db")
    return PostgresLog(config.store, _schema(config, name))


def key_store(config: Config, name: str) -> KeyStore:
    """Open the keys of one log's bodies: always a file at the node, never in the database of the log."""
    return SqliteKeys(_folder(config.logs) / f"{name}.keys.db")


def table_store(config: Config) -> TableStore:
    """Open the read tables."""
    if config.store == SQLITE:
        return SqliteTables(_folder(config.logs) / "tables.db")
    return PostgresTables(config.store, _schema(config, "tables"))


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _schema(config: Config, name: str) -> str:
    """Name a schema after the node too: several nodes may share a server, never a schema.

    PostgreSQL cuts names off at 63 bytes, so a longer one ends in a digest instead.
    """
    schema = f"{config.name}_{name}".replace("-", "_")
    if len(schema) <= SCHEMA_LIMIT:
        return schema
    digest = sha256(schema.encode()).hexdigest()[:DIGEST_DIGITS]
    return f"{schema[: SCHEMA_LIMIT - DIGEST_DIGITS - 1]}_{digest}"
