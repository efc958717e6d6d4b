"""What things are called: by their caption, with what they refer to by its caption too."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ambos.faces.reports.shown import Shown
from ambos.kernel.fields import Ref
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.paging import some
from ambos.kernel.shelf import Shelf, Thing


def refs_of(fields: Iterable[Field], body: Mapping[str, Any]) -> Iterator[str]:
    """Give the subjects that these fields of a body refer to."""
    for field in fields:
        if isinstance(field.type, Ref) and (value := body.get(field.name)) is not None:
            yield from value if field.many else (value,)


class Names:
    """The captions of things as one person may see them, read in few queries; what is not seen has its id."""

    def __init__(self, shelf: Shelf, shown: Shown) -> None:
        self._shelf = shelf
        self._shown = shown
        self._known: dict[str, Thing | None] = {}

    def learn(self, subjects: Iterable[str]) -> None:
        """Read these things, and what their captions refer to, where they are not known yet."""
        new = {subject for subject in subjects if subject not in self._known}
        if not new:
            return
        found = some(self._shelf, new)
        self._known |= {subject: found.get(subject) for subject in new}
        captioned = {each for thing in found.values() for each in self._captioned(thing)}
        further = some(self._shelf, captioned - self._known.keys())
        self._known |= further

    def learn_of(self, things: Iterable[Thing], fields: Iterable[str] = ()) -> None:
        """Read what the captions of things refer to, and what these fields of theirs do."""
        listed, names = list(things), tuple(fields)
        wanted: set[str] = set()
        for thing in listed:
            kind = self._shelf.register[thing.kind]
            chosen = (kind.by_name[name] for name in {*kind.caption, *names} if name in kind.by_name)
            wanted.update(refs_of(chosen, thing.body))
        self.learn(wanted)

    def thing(self, subject: str) -> Thing | None:
        """Give a thing that was read, if the person may see it."""
        return self._known.get(subject)

    def of(self, subject: str) -> str:
        """Give the name of a thing by its subject: its caption, else its id."""
        thing = self._known.get(subject)
        return subject if thing is None else self.title(thing)

    def title(self, thing: Thing, within: int = 1) -> str:
        """Give the name of a thing: its caption, else its id."""
        return self.caption(self._shelf.register[thing.kind], thing.body, within) or thing.subject

    def caption(self, kind: Kind, body: Mapping[str, Any], within: int = 1) -> str:
        """Give a body in one line; what it refers to by name, ``within`` so many of them."""
        parts = (self._part(kind.by_name[name], body.get(name), within) for name in kind.caption)
        return " · ".join(part for part in parts if part)

    def _part(self, field: Field, value: Any, within: int) -> str:
        if value is None or not (within and isinstance(field.type, Ref)):
            return self._shown.value(field, value)
        subjects = value if field.many else [value]
        return ", ".join(self._named(subject, within - 1) for subject in subjects)

    def _named(self, subject: str, within: int) -> str:
        thing = self._known.get(subject)
        return subject if thing is None else self.title(thing, within)

    def _captioned(self, thing: Thing) -> Iterator[str]:
        kind = self._shelf.register[thing.kind]
        return refs_of((kind.by_name[name] for name in kind.caption), thing.body)
