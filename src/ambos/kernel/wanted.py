"""A question to the index of words, and its answer as SQL: what passes between a search and a store."""

from typing import Any, Final, NamedTuple

TITLE, BEYOND, ANYWHERE = "title", "beyond", "anywhere"
TAG: Final = "~"  # before each tag, where words and tags lie in one column


class Wanted(NamedTuple):
    """What is looked for: every word, the last one as the beginning of a word if it is ``open``.

    Of each group of ``tags`` a thing must have one. ``where`` says whether all words stand in the title, or
    somewhere and not all of them there, or anywhere.
    """

    words: tuple[str, ...]
    open: bool
    tags: tuple[tuple[str, ...], ...] = ()
    where: str = ANYWHERE


class Matching(NamedTuple):
    """SQL that gives the rows of table ``word`` (as ``w``) which match: tables, condition and parameters.

    In the order of ``place`` the back end need not read all of them for the first few.
    """

    tables: str
    condition: str
    parameters: tuple[Any, ...]
    place: str
