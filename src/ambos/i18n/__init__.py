"""From codes to sentences, in English and Spanish as equals.

This module costs only the standard library. Numbers, dates and ages stand in ``ambos.i18n.formats``.
"""

from ambos.i18n.catalogue import LANGUAGES, Language, MissingSentence, language_from
from ambos.i18n.errors import explain

__all__ = ["LANGUAGES", "Language", "MissingSentence", "explain", "language_from"]
