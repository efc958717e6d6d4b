"""What a person reads when Ambos says no: one sentence, and a hint when there is one."""

from collections.abc import Mapping

from ambos.i18n.catalogue import Language
from ambos.values.errors import AmbosError, Form


def explain(error: AmbosError, language: Language) -> tuple[str, str | None]:
    """Give the error's sentence and its hint (None where there is none), filled with the error's data."""
    return explain_code(error.code, error.data, language)


def explain_code(code: str, told: Mapping[str, object], language: Language) -> tuple[str, str | None]:
    """Give the same of an error that was kept as its code and its data."""
    data = {name: _shown(value, language) for name, value in told.items()}
    sentence = language.say("errors", code, **data)
    hint_key = f"{code}.hint"
    if language.find("errors", hint_key) is None:
        return sentence, None
    return sentence, language.say("errors", hint_key, **data)


def _shown(value: object, language: Language) -> object:
    """A form is named in the reader's language, a list reads with commas; all else as it prints itself."""
    if isinstance(value, Form):
        return language.label("errors", f"form.{value}")
    if isinstance(value, (list, tuple)):
        return ", ".join(str(_shown(item, language)) for item in value)
    return value
