"""Code lists: closed sets of codes, each list with the source that it follows."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes in their order; ``source`` says whose list it is or what it rests on.

    The words for a code stand in the catalogue of codes under ``<name>.<code>``.
    """

    name: str
    codes: tuple[str, ...]
    source: str
    _set: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_set", frozenset(self.codes))

    def __contains__(self, code: object) -> bool:
        return code in self._set
