"""A recall between two nodes whose borders answer on real sockets: what was recalled crosses no more."""

from pathlib import Path

from ambos.kernel.record import Draft
from ambos.node.holdings import holdings
from ambos.node.recalls import answer, recall, recalls
from ambos.node.syncing import sync
from ambos.testing.pair import pair
from ambos.values.handling import Label
from tests.exchange.borders import bordered
from tests.exchange.conftest import event
from tests.node.test_shredding import ERASE, found_in

FIRST, SECOND = "Tecolote-one-5c1f", "Tecolote-two-9ab2"
TO_MX = Label(("MX",))


def test_from_release_to_erasure(tmp_path: Path) -> None:
    """What is recalled before it was fetched never arrives; what had arrived is destroyed, as both say."""
    with pair(tmp_path) as made, bordered(made):
        us, mx = made.us, made.mx
        us.propose([event("one", FIRST, TO_MX)])
        sync(us, "MX")
        sync(mx, "US")
        assert found_in([mx.config.home], FIRST)
        us.propose([event("two", SECOND, TO_MX)])
        sync(us, "MX")
        recall(us, "two", ERASE)
        recall(us, "one", ERASE)
        sync(mx, "US")  # what waited for it was cut anew at once
        assert found_in([mx.config.home], SECOND) == []
        sync(us, "MX")
        sync(mx, "US")
        assert found_in([mx.config.home], SECOND) == []
        assert mx.shelf.record(recalls(mx)[0].target) and mx.shelf.things("event") == []
        answer(mx, [line.row.rid for line in recalls(mx)], "complied")
        sync(mx, "US")
        sync(us, "MX")
        assert [line.waiting for line in recalls(us)] == [(), ()]
        told = {one.subject: one.body for one in holdings(us, "MX").held if one.kind == "event"}
        assert told == {"event/one": "destroyed", "event/two": "destroyed"}
        assert us.verify() and mx.verify()
    assert found_in([tmp_path / "mx"], FIRST) == []


def test_what_is_not_understood_is_told_at_the_next_synchronisation(tmp_path: Path) -> None:
    """A record that breaks the rules is answered once, however often the nodes synchronise."""
    with pair(tmp_path) as made, bordered(made):
        body = {"reach": "use", "reason": "other"}
        made.mx.desk.sign([Draft("recall", "recall/mx-untied", body, Label(("US",)))])
        for _ in range(2):
            sync(made.mx, "US")
            sync(made.us, "MX")
        (told,) = made.us.shelf.things("not-understood")
        assert told.get("code") == "record.answer-misplaced"
        sync(made.mx, "US")
        assert [thing.rid for thing in made.mx.shelf.things("not-understood")] == [told.rid]
