"""What a client raises: a refusal that the server told, or that no server answered."""

from typing import Any

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """A refusal as the server tells it (RFC 9457): sentence, hint and code, in the language asked for."""

    status: int
    title: str
    detail: str = ""
    code: str = ""
    hint: str | None = None
    place: dict[str, Any] = {}


class Refusal(Exception):
    """The server said no; ``problem`` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(" ".join(filter(None, (problem.detail or problem.title, problem.hint))))
        self.problem = problem

    @property
    def code(self) -> str:
        """Give the code of the refusal, which is the same in every language."""
        return self.problem.code


class NotReached(Exception):
    """No server answered. Whether an act was done is not known; the same key asks again."""
