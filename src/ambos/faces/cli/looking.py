"""Asking of a day that is past: the two options, and the shelf that they lead to."""

from collections.abc import Iterator
from contextlib import contextmanager

from ambos.faces.cli.declare import Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY
from ambos.kernel.shelf import Shelf

AS_OF = Option("as-of", DAY, key="option.as-of.asked")
RECORDED_BY = Option("recorded-by", DAY)


@contextmanager
def asked_of(session: Session, as_of: str | None, recorded_by: str | None) -> Iterator[Shelf]:
    """Give the shelf of the day asked about; say which it is, and how many figures have no place in it."""
    from ambos.node.past import looking_back

    with (
        session.progress(session.say("vintages", "past.folding")) as progress,
        looking_back(session.node, as_of, recorded_by, progress) as shelf,
    ):
        _tell(session, shelf, as_of, recorded_by)
        yield shelf


def _tell(session: Session, shelf: Shelf, as_of: str | None, recorded_by: str | None) -> None:
    from ambos.analysis.studies.past import PublishedShelf

    if as_of or recorded_by:
        key = "past.both" if as_of and recorded_by else "past.published" if as_of else "past.recorded"
        days = {"day": session.shown.formats.date(shelf.today), "recorded": recorded_by}
        session.tell(session.say("vintages", key, **days))
    if isinstance(shelf, PublishedShelf) and (left := shelf.left_out()):
        session.tell(session.say("vintages", "past.left-out", count=session.shown.formats.number(len(left))))
