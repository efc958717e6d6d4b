"""A copy is on record before it leaves; a leaked one names its recipient, as text, page, table or PDF."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.faces.reports.copying import copy_of
from ambos.faces.reports.leaks import said
from ambos.faces.reports.shown import Shown
from ambos.i18n.catalogue import Language
from ambos.kernel.acts import New
from ambos.node.copies import CopyEmpty, RecipientMissing, identify
from ambos.node.leaked import LeakUnreadable, text_of
from ambos.node.node import Node
from ambos.testing.clock import HandClock
from ambos.testing.pair import create
from ambos.values.errors import NotAllowed
from ambos.values.handling import Label

TEXT = (
    "Office {n} bought several rifles near river {n} and sent them toward the border until the main road {n}"
)
FORMATS = ("csv", "text", "html", "pdf")
SHOWN = Shown(Language("en"))


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with sixty events, an analyst who copies them, and somebody who watches."""
    with create(tmp_path_factory.mktemp("copies"), "US", HandClock()) as made:
        for role in ("analyst", "integrity"):
            made.enrol(role, {"name": role, "roles": [role]})
        bodies = [
            {"happened": f"2025-{1 + n % 12:02}-05", "name": {"en": TEXT.format(n=n)}, "sort": "visit"}
            for n in range(60)
        ]
        made.seat("analyst").propose([New("event", f"event-{n:02}", body) for n, body in enumerate(bodies)])
        yield made


@pytest.mark.parametrize("form", FORMATS)
def test_a_leaked_copy_names_its_recipient(node: Node, form: str) -> None:
    """Of three copies in each form, the text of one names its recipient alone, with the places that agree."""
    desk = node.seat("analyst")
    copies = [copy_of(desk, SHOWN, "event", f"Office {name}, {form}", form) for name in "ABC"]
    leaked = text_of(copies[1].data)
    found = identify(node.seat("integrity"), leaked)
    named = [one for one in found.suspects if one.named]
    assert [one.export.get("recipient") for one in named] == [f"Office B, {form}"]
    assert any(carrier == "words" and agree == of for carrier, agree, of in named[0].agreeing)
    assert any(f"Office B, {form}" in line for line in said(found, SHOWN))
    assert identify(node.seat("integrity"), leaked, copies[1].data).exact is not None
    assert node.shelf.thing(f"export/{copies[1].code}").get("places") == copies[1].places


def test_refusals(node: Node) -> None:
    """No recipient, nothing to copy, a file without text, and an analyst who asks whose a leak is."""
    with pytest.raises(RecipientMissing):
        copy_of(node, SHOWN, "event", "  ", "csv")
    with pytest.raises(CopyEmpty):
        copy_of(node, SHOWN, "meeting", "Somebody", "csv")
    for data in (b"", b"%PDF-1.7 broken", b"\0\1\2"):
        with pytest.raises(LeakUnreadable):
            text_of(data)
    with pytest.raises(NotAllowed):
        identify(node.seat("analyst"), "any text")


def test_what_lies_in_a_compartment_is_noted(tmp_path: Path) -> None:
    """A copy of what lies in a compartment names the compartment, and each thing is noted as exported."""
    with create(tmp_path, "US", HandClock()) as made:
        inside = {"compartments": ["nine"], "vetted_until": "2030-01-01"}
        made.enrol("prosecutor", {"name": "P", "roles": ["prosecutor"], **inside})
        desk = made.seat("prosecutor")
        body = {"happened": "2025-01-05", "name": {"en": "Name"}, "sort": "visit"}
        desk.propose([New("event", "secret", body, Label(compartment="nine"))])
        copied = copy_of(desk, SHOWN, "event", "Office", "text")
        assert desk.shelf.thing(f"export/{copied.code}").get("compartments") == ["nine"]
        assert {line["way"] for line in made.reads.journal.waiting()} == {"export"}
