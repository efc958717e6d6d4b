"""The few addresses of a border. All are read; nothing is ever sent to one."""

import re

from ambos.kernel.checkpoint import MAX_SIZE

HEAD = "/v1/head"
SECTIONS = "/v1/sections/"
BLOBS = "/v1/blobs/"
_NUMBER = re.compile("0|[1-9][0-9]{0,18}", re.ASCII)
_DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)


def section(position: int) -> str:
    """Give the path of the section that holds the entry ``position``."""
    return f"{SECTIONS}{position}"


def blob(digest: str) -> str:
    """Give the path of the attachment with this SHA-256, in hexadecimal digits."""
    return f"{BLOBS}{digest}"


def position_of(text: str) -> int | None:
    """Read the position in a path; None for whatever ``section`` would not print."""
    found = int(text) if _NUMBER.fullmatch(text) else MAX_SIZE + 1
    return found if found <= MAX_SIZE else None


def is_digest(text: str) -> bool:
    """Say whether ``text`` is a digest as ``blob`` prints it."""
    return _DIGEST.fullmatch(text) is not None
