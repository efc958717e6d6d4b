"""A border post: what the border knows of one partner, as plain files that the node writes and it reads."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ambos.exchange.outbox import Outbox
from ambos.kernel import ed25519
from ambos.kernel.keys import key_id
from ambos.kernel.store.durable import write_whole
from ambos.values.errors import AmbosError, Misused
from ambos.values.ids import parse_party

PEERS, GATE, PEER_CERTIFICATE = "peers", "gate.json", "peer.crt"
KEY, CERTIFICATE = "tls.key", "tls.crt"  # the border's own, beside the posts
_LISTEN = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(?P<port>[0-9]{1,5})", re.ASCII)
_PORTS = 1 << 16


class PostInvalid(Misused):
    """The file that tells the border of a partner is not one; data: ``file``."""

    code = "exchange.post-invalid"


class ListenInvalid(Misused):
    """An address to listen at is not a host and a port; data: ``value``."""

    code = "exchange.listen-invalid"


@dataclass(frozen=True)
class Post:
    """One partner: the channel it may fetch, the keys that sign its requests, where we listen for it."""

    party: str
    origin: str
    keys: tuple[bytes, ...]
    listen: str

    def __bytes__(self) -> bytes:
        """Give the file's bytes."""
        plain = {"party": self.party, "origin": self.origin, "keys": [key.hex() for key in self.keys]}
        return (json.dumps({**plain, "listen": self.listen}, indent=2) + "\n").encode()

    def by_id(self) -> Mapping[bytes, bytes]:
        """Give the keys by the ids under which requests name them."""
        return {key_id(key): key for key in self.keys}


def folder_of(border: Path, party: str) -> Path:
    """Give the folder of one partner below the border's."""
    return border / PEERS / party.lower()


def outbox_of(border: Path, party: str) -> Outbox:
    """Give the outbox of one partner."""
    return Outbox(folder_of(border, party))


def write_post(border: Path, post: Post, certificates: bytes) -> None:
    """Tell the border of a partner: its post, and its certificates (PEM). Files that say the same stay."""
    folder = folder_of(border, post.party)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in ((PEER_CERTIFICATE, certificates), (GATE, bytes(post))):
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)


def remove_post(border: Path, party: str) -> None:
    """Take away a partner's post, so that nothing is listened for or served any more, and then its outbox."""
    folder = folder_of(border, party)
    (folder / GATE).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def read_posts(border: Path) -> list[Post]:
    """Give every partner that the border has been told of, by party; refuse a file that tells of none."""
    return [_read(path) for path in sorted((border / PEERS).glob(f"*/{GATE}"))]


def parse_listen(text: str) -> tuple[str, int]:
    """Read ``host:port``; an IPv6 address stands in brackets."""
    found = _LISTEN.fullmatch(text)
    if found is None or int(found["port"]) >= _PORTS:
        raise ListenInvalid(value=text)
    return found["host"].strip("[]"), int(found["port"])


def _read(path: Path) -> Post:
    try:
        return _post(json.loads(path.read_bytes()), path.parent.name)
    except (ValueError, TypeError, KeyError, RecursionError, AmbosError) as error:
        raise PostInvalid(file=str(path)) from error


def _post(plain: Any, folder: str) -> Post:
    party, origin, listen = (str(plain[name]) for name in ("party", "origin", "listen"))
    keys = tuple(bytes.fromhex(key) for key in plain["keys"])
    for key in keys:
        ed25519.check_public(key)
    parse_party(party)
    if party.lower() != folder:
        raise ValueError("a post in another's folder")
    if listen:
        parse_listen(listen)
    return Post(party, origin, keys, listen)
