"""What a call of the command line gives back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Called:
    """What a call ended with and said: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Read the output as one JSON document."""
        return json.loads(self.out)


Ambos = Callable[..., Called]
