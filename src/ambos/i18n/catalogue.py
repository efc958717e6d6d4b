"""Sentences by domain and key, read from the compiled catalogues of one language.

A key is never a sentence: it is a code such as ``ledger.gap``, and both languages translate it alike.
"""

import warnings
from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = ("en", "es")
LOCALE = Path(__file__).parent / "locale"
ENVIRONMENT_ORDER = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX: the first that is set decides
_NOTHING = "\0"  # no .mo can hold it: NUL ends each of its texts


class MissingSentence(ResourceWarning):
    """A catalogue has no sentence for a key.

    Python ignores this category unless asked: a person reads the key, a test run that turns warnings
    into errors stops.
    """


class Language:
    """One language's sentences; each domain's catalogue is read once, when it is first asked for."""

    def __init__(self, code: str, locale: Path = LOCALE) -> None:
        """Stand for the language ``code``, one of LANGUAGES; anything else raises ValueError."""
        if code not in LANGUAGES:
            raise ValueError(f"no catalogues for language {code!r}: use one of {', '.join(LANGUAGES)}")
        self.code = code
        self._locale = locale
        self._catalogues: dict[str, GNUTranslations] = {}

    def __repr__(self) -> str:
        """Show the call that makes an equal one."""
        return f"Language({self.code!r})"

    def find(self, domain: str, key: str) -> str | None:
        """Give the sentence as it stands in the catalogue, placeholders unfilled, or None."""
        sentence = self._catalogue(domain).gettext(key)
        return None if sentence is _NOTHING else sentence

    def label(self, domain: str, key: str) -> str:
        """Give the sentence of a key without placeholders; where it is missing, warn and give the key."""
        found = self.find(domain, key)
        if found is None:
            warnings.warn(f"{self.code}: no {domain} {key}", MissingSentence, stacklevel=2)
            return key
        return found

    def say(self, domain: str, key: str, /, **data: object) -> str:
        """Give the sentence with its named placeholders filled; a placeholder without data stays visible."""
        found = self.find(domain, key)
        if found is None:
            warnings.warn(f"{self.code}: no {domain} {key}", MissingSentence, stacklevel=2)
            return key
        return found.format_map(_Filling(data))

    def words(self, words: Mapping[str, str]) -> str:
        """Give words in this language, else in the other, else nothing."""
        return next((words[code] for code in (self.code, *LANGUAGES) if code in words), "")

    def _catalogue(self, domain: str) -> GNUTranslations:
        if domain not in self._catalogues:
            path = self._locale / self.code / "LC_MESSAGES" / f"{domain}.mo"
            with path.open("rb") as compiled:
                catalogue = GNUTranslations(compiled)
            catalogue.add_fallback(_Nothing())
            self._catalogues[domain] = catalogue
        return self._catalogues[domain]


class _Nothing(NullTranslations):
    """Answers for keys that are not there: gettext's own answer, the key, may also be a sentence (kg: kg)."""

    def gettext(self, message: str) -> str:
        return _NOTHING


class _Filling(dict[str, object]):
    """Placeholders' data; one that is not there is shown as it stands in the sentence."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def language_from(environment: Mapping[str, str], requested: str | None = None) -> Language:
    """Give the requested language, else the locale's: Spanish for es*, English for every other."""
    if requested is not None:
        return Language(requested)
    locale = next((value for name in ENVIRONMENT_ORDER if (value := environment.get(name))), "")
    return Language("es" if locale.lower().startswith("es") else "en")
