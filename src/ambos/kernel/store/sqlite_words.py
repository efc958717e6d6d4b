"""The index of words in SQLite: FTS5 over table ``word``, kept in step by triggers, and questions to it."""

from typing import Final

from ambos.kernel.wanted import BEYOND, TITLE, Matching, Wanted

ANEW: Final = "INSERT INTO words(words) VALUES('rebuild')"
WORDS: Final = """
CREATE VIRTUAL TABLE words USING fts5(title, text, tags, content='word', content_rowid='place',
    tokenize="unicode61 remove_diacritics 0", detail=column, prefix='2 3');
CREATE TRIGGER word_comes AFTER INSERT ON word BEGIN
    INSERT INTO words(rowid, title, text, tags) VALUES(new.place, new.title, new.text, new.tags); END;
CREATE TRIGGER word_goes AFTER DELETE ON word BEGIN
    INSERT INTO words(words, rowid, title, text, tags)
    VALUES('delete', old.place, old.title, old.text, old.tags); END;
"""


def matching(wanted: Wanted) -> Matching:
    """Give the SQL that finds what is wanted; in the order of places it need not find all of it first."""
    words = [f'"{word}"' for word in wanted.words]
    words[-1] += "*" if wanted.open else ""
    everywhere, titled = (
        " AND ".join(f"{columns} : {word}" for word in words) for columns in ("{title text}", "title")
    )
    sought = titled if wanted.where == TITLE else everywhere
    groups = ["tags : (" + " OR ".join(f'"{tag}"' for tag in group) + ")" for group in wanted.tags]
    question = " AND ".join([f"({sought})", *groups])
    question = f"({question}) NOT ({titled})" if wanted.where == BEYOND else question
    condition = "words MATCH ? AND w.place = words.rowid"
    return Matching("words CROSS JOIN word w", condition, (question,), "words.rowid")
