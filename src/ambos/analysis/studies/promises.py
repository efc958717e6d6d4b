"""What became of everything promised: each commitment as it stands, and the chains across frameworks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ambos.analysis.studies.dialogue import commitment_line
from ambos.analysis.studies.items import item_of
from ambos.analysis.studies.lines import CommitmentLine, Item
from ambos.domains.dialogue import views
from ambos.kernel.shelf import Shelf
from ambos.values.dates import Day


@dataclass(frozen=True)
class Wanted:
    """Which commitments are asked for: of one framework (by subject), said since a day, whose owner's name
    holds a text, of one standing, of one area. What is empty excludes nothing."""

    framework: str = ""
    since: Day | None = None
    owner: str = ""
    standing: str = ""
    area: str = ""

    def has(self, line: CommitmentLine) -> bool:
        """Say whether a commitment is asked for."""
        owners = " ".join(line.owners.values()).casefold()
        return (
            self.framework in ("", line.framework)
            and (self.since is None or line.said_on.last >= self.since.first)
            and self.owner.casefold() in owners
            and self.standing in ("", line.standing)
            and self.area in ("", line.area)
        )


@dataclass(frozen=True)
class Counted:
    """How many commitments there are, by standing and by flag, without an owner, and how many chains."""

    every: int
    counts: Mapping[str, int]
    flags: Mapping[str, int]
    ownerless: int
    chains: int


@dataclass(frozen=True)
class Promises:
    """The commitments asked for, on one day.

    ``frameworks`` holds them in the order of the lineage of frameworks, with None for those of no framework;
    ``chains`` each way from a first promise to one that takes it up, oldest first, where any of the chain is
    asked for. ``counts`` counts by standing, ``flags`` by what is to be known beside it.
    """

    party: str
    today: date
    silent_after_days: int
    frameworks: tuple[tuple[Item | None, tuple[CommitmentLine, ...]], ...]
    chains: tuple[tuple[CommitmentLine, ...], ...]
    names: Mapping[str, Item]
    counts: Mapping[str, int]
    flags: Mapping[str, int]

    @property
    def counted(self) -> "Counted":
        """Count them."""
        lines = self.lines
        ownerless = sum(bool(line.missing) for line in lines)
        return Counted(len(lines), self.counts, self.flags, ownerless, len(self.chains))

    @property
    def lines(self) -> tuple[CommitmentLine, ...]:
        """Give every commitment asked for."""
        return tuple(line for _, lines in self.frameworks for line in lines)


def promises(shelf: Shelf, wanted: Wanted | None = None, about: str = "") -> Promises:
    """Say what became of the commitments that the reader may see and asks for.

    ``about`` names one of them: then only it is meant, with what it takes up and what takes it up.
    """
    wanted = wanted or Wanted()
    every = {
        framework: tuple(commitment_line(one) for one in ones)
        for framework, ones in views.standings(shelf, about).items()
    }
    names = {thing.subject: item_of(thing) for thing in views.frameworks(shelf)}
    groups = tuple(_grouped(every, names, wanted))
    lines = [line for _, found in groups for line in found]
    return Promises(
        party=shelf.person.party,
        today=shelf.today,
        silent_after_days=views.SILENT_AFTER_DAYS,
        frameworks=groups,
        chains=tuple(chains([line for ones in every.values() for line in ones], wanted)),
        names=names,
        counts=Counter(line.standing for line in lines),
        flags=Counter(flag for line in lines for flag in line.flags),
    )


def _grouped(
    every: Mapping[str, tuple[CommitmentLine, ...]], names: Mapping[str, Item], wanted: Wanted
) -> Iterator[tuple[Item | None, tuple[CommitmentLine, ...]]]:
    for framework in (*names, *sorted(every.keys() - names.keys())):
        found = tuple(line for line in every.get(framework, ()) if wanted.has(line))
        if found:
            yield names.get(framework), found


def chains(lines: Iterable[CommitmentLine], wanted: Wanted) -> Iterator[tuple[CommitmentLine, ...]]:
    """Give each chain that is asked for in part and nothing continues further; one alone is no chain."""
    known = {line.item.subject: line for line in lines}
    for line in known.values():
        if line.continues and not line.continued_by:
            chain = (*(known[before.subject] for before in line.continues), line)
            if any(wanted.has(each) for each in chain):
                yield chain
