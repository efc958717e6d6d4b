"""The reference pages are made from the declarations and never written by hand."""

from pathlib import Path

from ambos.faces.cli.config import masked
from ambos.faces.cli.reference import pages
from tests.faces.cli.calling import Ambos
from tests.house.source import ROOT


def test_pages_are_current() -> None:
    """The committed pages are what ``make docs`` would write."""
    for name, text in pages().items():
        page = ROOT / "docs" / "reference" / name
        assert page.read_text(encoding="utf-8") == text, f"{name} is stale: run make docs"


def test_the_command_writes_them(ambos: Ambos, tmp_path: Path) -> None:
    """``ambos kind reference`` writes every page, whatever the width of the terminal and the language."""
    assert ambos("kind", "reference", "--folder", str(tmp_path), "--lang", "es").code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == pages()


def test_passwords_are_hidden() -> None:
    """However a connection spells its password, it is not shown."""
    for text in (
        "postgresql://ambos:hidden@host/db",
        "postgresql://host/db?user=a&password=hidden&sslmode=require",
        "host=h password=hidden user=a",
        "host=h password='hidden word' user=a",
        "PASSWORD=hidden",
    ):
        assert "hidden" not in masked(text) and "word'" not in masked(text)
    assert masked("postgresql://ambos@host/db") == "postgresql://ambos@host/db"
