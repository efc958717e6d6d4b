"""A node's secret keys on disk: one file each, readable by the node's own user alone.

``authority`` speaks for the party, ``notes`` and ``notes-pq`` sign the heads of its logs, ``bodies`` wraps
the keys of its bodies, ``exchange`` opens what partners seal to it; each officer has a key of their own.
"""

import os
import secrets
from pathlib import Path

from ambos.exchange.sealing import Opener
from ambos.kernel.checkpoint import Signer as NoteSigner
from ambos.kernel.keys import AUTHORITY, OFFICER, Signer
from ambos.kernel.note import Algorithm
from ambos.kernel.store.durable import sync
from ambos.kernel.vault import Vault
from ambos.values.errors import Misused

SECRET_BYTES = 32
NODE_KEYS = ("authority", "notes", "notes-pq", "bodies", "exchange")


class SecretMissing(Misused):
    """A key file is not there, or is not one."""

    code = "node.secret-missing"


class Secrets:
    """The folder of a node's secrets."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self) -> None:
        """Make the node's own keys; those that are there are kept, and none is ever replaced."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in NODE_KEYS:
            if not self._path(name).exists():
                self._make(name)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.key"

    def _make(self, name: str) -> None:
        """Write a new key durably, whole or not at all; a link, unlike a rename, never replaces a file."""
        draft = self._folder / f"{name}.{secrets.token_hex(4)}.part"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_bytes(SECRET_BYTES).hex() + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, self._path(name))
        finally:
            draft.unlink()
        sync(self._folder)

    def _read(self, name: str) -> bytes:
        try:
            secret = bytes.fromhex(self._path(name).read_text(encoding="ascii").strip())
        except (OSError, ValueError) as error:
            raise SecretMissing(key=name) from error
        if len(secret) != SECRET_BYTES:
            raise SecretMissing(key=name)
        return secret

    def authority(self) -> Signer:
        """Give the key that speaks for the party."""
        return Signer.of(self._read("authority"), "authority", AUTHORITY)

    def officer(self, slug: str) -> Signer:
        """Give an officer's own key."""
        return Signer.of(self._read(f"officer-{slug}"), slug, OFFICER)

    def make_officer(self, slug: str) -> Signer:
        """Make an officer's key, or give the one that is there."""
        if not self._path(f"officer-{slug}").exists():
            self._make(f"officer-{slug}")
        return self.officer(slug)

    def note_signers(self, origin: str) -> list[NoteSigner]:
        """Give the two signers of the notes of one log: Ed25519 and ML-DSA-44."""
        return [
            NoteSigner(origin, Algorithm.ED25519, self._read("notes")),
            NoteSigner(origin, Algorithm.ML_DSA_44, self._read("notes-pq")),
        ]

    def cosigner(self, name: str) -> NoteSigner:
        """Give the key with which this node acknowledges what it received."""
        return NoteSigner(name, Algorithm.ED25519_COSIGNATURE, self._read("notes"))

    def vault(self) -> Vault:
        """Give the vault of the bodies."""
        return Vault(self._read("bodies"))

    def exchange(self) -> Opener:
        """Give the key that opens what partners seal to this node."""
        return Opener(self._read("exchange"))
