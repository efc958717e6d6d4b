"""A node's secret keys on disk: one file each, readable by the node's own user alone.

``authority`` speaks for the party, ``notes`` and ``notes-pq`` sign the heads of its logs, ``bodies`` wraps
the keys of its bodies, ``exchange`` opens what partners seal to it, ``marks`` draws the marks of copies; each
officer has a key of their own. The keys that a later key set brought bear its version: ``notes-2``. Roots lie
in a folder of their own.
"""

import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path

from ambos.exchange.keyset import ROOT
from ambos.exchange.sealing import NotSealedToUs, Opener
from ambos.kernel import ed25519
from ambos.kernel.checkpoint import Signer as NoteSigner
from ambos.kernel.keys import AUTHORITY, OFFICER, Signer
from ambos.kernel.note import Algorithm
from ambos.kernel.store.durable import sync
from ambos.kernel.vault import Vault
from ambos.values.errors import Misused

SECRET_BYTES = 32
NODE_KEYS = ("authority", "notes", "notes-pq", "bodies", "exchange")
ROLLING = ("notes", "notes-pq", "exchange")
SUFFIX = ".key"


class SecretMissing(Misused):
    """A key file is not there, or is not one."""

    code = "node.secret-missing"


class Secrets:
    """The folder of a node's secrets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self) -> None:
        """Make the node's own keys; those that are there are kept, and none is ever replaced."""
        for name in NODE_KEYS:
            make_secret(self._folder, name)

    def make(self, name: str, version: int) -> bytes:
        """Make the key of this name that a version of the key set brings, or give the one that is there."""
        file = name if version == 1 else f"{name}-{version}"
        make_secret(self._folder, file)
        return read_secret(self._folder, file)

    def seeds(self, name: str) -> dict[int, bytes]:
        """Give every key of this name by the version of the key set that brought it, the oldest first."""
        pattern = re.compile(rf"{name}(-(\d+))?{re.escape(SUFFIX)}", re.ASCII)
        found = filter(None, (pattern.fullmatch(path.name) for path in self._folder.glob(f"{name}*{SUFFIX}")))
        files = {int(match[2] or 1): match[0].removesuffix(SUFFIX) for match in found}
        if not files:
            raise SecretMissing(key=name)
        return {version: read_secret(self._folder, files[version]) for version in sorted(files)}

    def destroy(self, name: str, version: int) -> None:
        """Take away a key that nobody seals to any more; what was sealed to it opens no longer."""
        file = name if version == 1 else f"{name}-{version}"
        (self._folder / f"{file}{SUFFIX}").unlink(missing_ok=True)
        sync(self._folder)

    def authority(self) -> Signer:
        """Give the key that speaks for the party."""
        return Signer.of(read_secret(self._folder, "authority"), "authority", AUTHORITY)

    def officer(self, slug: str) -> Signer:
        """Give an officer's own key."""
        return Signer.of(read_secret(self._folder, f"officer-{slug}"), slug, OFFICER)

    def make_officer(self, slug: str) -> Signer:
        """Make an officer's key, or give the one that is there."""
        make_secret(self._folder, f"officer-{slug}")
        return self.officer(slug)

    def marks(self) -> bytes:
        """Give the secret from which the marks of copies are drawn, made when it is first asked for."""
        return self.make("marks", 1)

    def note_signers(self, origin: str, in_use: Collection[bytes] = ()) -> list[NoteSigner]:
        """Give the signers of the notes of one log, Ed25519 and ML-DSA-44 of each pair in use.

        ``in_use`` are the public Ed25519 keys of those pairs; without any it is the newest pair.
        """
        return [
            NoteSigner(origin, algorithm, seed)
            for pair in self._pairs(in_use)
            for algorithm, seed in zip((Algorithm.ED25519, Algorithm.ML_DSA_44), pair, strict=True)
        ]

    def cosigners(self, name: str, in_use: Collection[bytes] = ()) -> list[NoteSigner]:
        """Give the keys with which this node acknowledges what it received."""
        return [NoteSigner(name, Algorithm.ED25519_COSIGNATURE, seed) for seed, _ in self._pairs(in_use)]

    def _pairs(self, in_use: Collection[bytes]) -> list[tuple[bytes, bytes]]:
        ed, pq = self.seeds("notes"), self.seeds("notes-pq")
        pairs = [(seed, pq[version]) for version, seed in ed.items() if version in pq]
        chosen = [pair for pair in pairs if ed25519.generate(pair[0]) in in_use] if in_use else pairs[-1:]
        if len(chosen) < max(1, len(in_use)):
            raise SecretMissing(key="notes")
        return chosen

    def every_note_key(self) -> list[bytes]:
        """Give the public Ed25519 key of every pair that this node ever signed notes with."""
        return [ed25519.generate(seed) for seed in self.seeds("notes").values()]

    def vault(self) -> Vault:
        """Give the vault of the bodies."""
        return Vault(read_secret(self._folder, "bodies"))

    def openers(self) -> dict[bytes, Opener]:
        """Give the keys that open what partners seal to this node, by their ids, the newest first."""
        openers = map(Opener, reversed(self.seeds("exchange").values()))
        return {opener.recipient.key_id: opener for opener in openers}

    def opener(self, kid: bytes) -> Opener:
        """Give the key of this id, or refuse as not sealed to us."""
        found = self.openers().get(kid)
        if found is None:
            raise NotSealedToUs()
        return found


def make_secret(folder: Path, name: str) -> None:
    """Write a new key durably, whole or not at all, unless one of that name is there.

    A link, unlike a rename, never replaces a file.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}{SUFFIX}"
    if path.exists():
        return
    draft = folder / f"{name}.{secrets.token_hex(4)}.part"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_bytes(SECRET_BYTES).hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    sync(folder)


def keep_secret(folder: Path, name: str) -> bytes:
    """Give the 32 bytes of a key, made when it is first asked for."""
    make_secret(folder, name)
    return read_secret(folder, name)


def read_secret(folder: Path, name: str) -> bytes:
    """Give the 32 bytes of a key; refuse a file that is missing or holds anything else."""
    return read_key(folder / f"{name}{SUFFIX}")


def read_key(path: Path) -> bytes:
    """Give the 32 bytes of a key in a file of any name; refuse one that is missing or holds anything else."""
    name = path.name.removesuffix(SUFFIX)
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise SecretMissing(key=name) from error
    if len(secret) != SECRET_BYTES:
        raise SecretMissing(key=name)
    return secret


def make_roots(folder: Path, version: int, count: int) -> list[Signer]:
    """Make the roots that a version of the key set brings, and give them; those that are there are kept."""
    names = [f"root-{version}-{number}" for number in range(1, count + 1)]
    for name in names:
        make_secret(folder, name)
    return [Signer.of(read_secret(folder, name), name, ROOT) for name in names]


def read_roots(folder: Path) -> list[Signer]:
    """Give every root that lies in a folder; none where there is no folder."""
    names = sorted(path.stem for path in folder.glob(f"root-*{SUFFIX}"))
    return [Signer.of(read_secret(folder, name), name, ROOT) for name in names]
