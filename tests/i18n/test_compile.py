"""Compiling gives the same bytes for the same sentences, and nothing that is not translated."""

from pathlib import Path

from ambos.i18n.compile import compiled, sentences

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def po(folder: Path, body: str, head: str = HEAD) -> Path:
    path = folder / "es" / "LC_MESSAGES" / "trial.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + body, encoding="utf-8")
    return path


def test_dates_and_order_leave_no_trace(tmp_path: Path) -> None:
    """The header's dates and the order of entries do not change a byte."""
    one, two = 'msgid "one"\nmsgstr "uno"\n', 'msgid "two"\nmsgstr "dos"\n'
    first = compiled(po(tmp_path, f"\n{one}\n{two}"))
    dated = HEAD + '"POT-Creation-Date: 2020-01-01 00:00+0000\\n"\n'
    assert compiled(po(tmp_path, f"\n{two}\n{one}", dated)) == first


def test_untranslated_and_fuzzy_are_left_out(tmp_path: Path) -> None:
    """A reader never meets an empty sentence or one that a translator has not confirmed."""
    empty, sure = 'msgid "empty"\nmsgstr ""\n', 'msgid "sure"\nmsgstr "sí"\n'
    fuzzy = '#, fuzzy\nmsgid "unsure"\nmsgstr "quizá"\n'
    assert sentences(po(tmp_path, f"\n{empty}\n{fuzzy}\n{sure}")) == {"sure": "sí"}
