"""ATF form 3312.1 as data: its parts, its fields in both languages, their duty, and where each lives here.

A field without one of ours stays with the agency: it would name a person. The Spanish words are ours: the
text of form 3312.1(S) was not at hand.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

PARTS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@dataclass(frozen=True)
class FormField:
    """A field of the form: its part, its words by language, ``*`` or ``**`` if required, our field if any."""

    part: str
    en: str
    es: str
    duty: str
    field: str
    mark: str

    def words(self, language: str) -> str:
        """Give its words in a language."""
        return self.es if language == "es" else self.en


@lru_cache(1)
def form() -> tuple[FormField, ...]:
    """Give every field of the form, in its order."""
    text = resources.files(__package__).joinpath("form.csv").read_text("utf-8")
    return tuple(FormField(**row) for row in csv.DictReader(text.splitlines()))
