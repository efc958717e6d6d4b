"""Posts: what the border is told of a partner, read strictly, since a wrong one would open a wrong door."""

import json
from pathlib import Path
from typing import Any

import pytest

from ambos.exchange.post import (
    ListenInvalid,
    Post,
    PostInvalid,
    folder_of,
    parse_listen,
    read_posts,
    remove_post,
    write_post,
)
from ambos.kernel.keys import Signer

SIGNER = Signer.of(bytes([7]) * 32, "authority", "authority")
POST = Post("MX", "us/channel/mx", (SIGNER.public,), "127.0.0.1:8443")


def test_there_and_back(tmp_path: Path) -> None:
    """A post is read as it was written; writing the same again touches nothing; removed, it is gone."""
    write_post(tmp_path, POST, b"certificate")
    files = {path: path.stat().st_mtime_ns for path in folder_of(tmp_path, "MX").iterdir()}
    write_post(tmp_path, POST, b"certificate")
    assert files == {path: path.stat().st_mtime_ns for path in folder_of(tmp_path, "MX").iterdir()}
    assert read_posts(tmp_path) == [POST]
    assert POST.by_id() == {SIGNER.kid: SIGNER.public}
    remove_post(tmp_path, "MX")
    assert read_posts(tmp_path) == [] and not folder_of(tmp_path, "MX").exists()


def test_no_partner_yet(tmp_path: Path) -> None:
    """A border that was told of nobody has no posts."""
    assert read_posts(tmp_path) == []


@pytest.mark.parametrize(
    "change",
    (
        {"party": "CA"},
        {"party": "../x"},
        {"keys": ["00"]},
        {"keys": ["0" * 64]},
        {"keys": 7},
        {"listen": "8443"},
        {"listen": "127.0.0.1:99999"},
    ),
    ids=str,
)
def test_wrong_posts(tmp_path: Path, change: dict[str, Any]) -> None:
    """A post for another party, with a weak key or a wrong address is refused by the name of its file."""
    write_post(tmp_path, POST, b"certificate")
    path = folder_of(tmp_path, "MX") / "gate.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(PostInvalid) as found:
        read_posts(tmp_path)
    assert found.value.data == {"file": str(path)}


@pytest.mark.parametrize("text", ("", "{}", "[]", "7", "[" * 100_000))
def test_no_posts_at_all(tmp_path: Path, text: str) -> None:
    """A file of another form is refused."""
    write_post(tmp_path, POST, b"certificate")
    (folder_of(tmp_path, "MX") / "gate.json").write_text(text)
    with pytest.raises(PostInvalid):
        read_posts(tmp_path)


@pytest.mark.parametrize(
    ("text", "found"),
    (
        ("127.0.0.1:8443", ("127.0.0.1", 8443)),
        ("border.example:443", ("border.example", 443)),
        ("[::1]:8443", ("::1", 8443)),
        ("0.0.0.0:0", ("0.0.0.0", 0)),
    ),
)
def test_where_to_listen(text: str, found: tuple[str, int]) -> None:
    """Host and port are read, of either kind of address."""
    assert parse_listen(text) == found


@pytest.mark.parametrize(
    "text", ("", ":", "host", "host:", ":80", "::1:80", "host:65536", "ho st:80", "host:٣")
)
def test_nowhere_to_listen(text: str) -> None:
    """What is no host and port is refused."""
    with pytest.raises(ListenInvalid):
        parse_listen(text)
