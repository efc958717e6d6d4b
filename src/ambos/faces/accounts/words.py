"""The sentences of the sign-in pages: in which language, and the hand that templates say them with."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from ambos.faces.accounts.who import account_of
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.i18n.formats import Formats

COOKIE: Final = "ambos-language"
DOMAIN: Final = "web_people"


def language_of(request: HttpRequest) -> Language:
    """Give the language of whoever asks: as chosen, else as the account says, else as the browser asks."""
    account = account_of(request)
    wanted = (request.COOKIES.get(COOKIE, ""), account.language if account else "", *_accepted(request))
    return _language(next((code for code in wanted if code in LANGUAGES), LANGUAGES[0]))


@cache
def _language(code: str) -> Language:
    """Keep a language for all requests: its catalogues are read once, not for every page."""
    return Language(code)


def _accepted(request: HttpRequest) -> list[str]:
    header = request.headers.get("Accept-Language", "")
    return [code.partition("-")[0] for code, _ in parse_accept_lang_header(header)]


def faults(form: Any, language: Language) -> Mapping[str, list[str]]:
    """Give the sentences of a form's faults by field; those of the whole form under ``""``."""
    found = form.errors.as_data() if form is not None and form.is_bound else {}
    return {
        "" if name == "__all__" else name: [_sentence(language, fault.code or "invalid") for fault in given]
        for name, given in found.items()
    }


def _sentence(language: Language, code: str) -> str:
    return language.find(DOMAIN, f"fault.{code}") or language.label(DOMAIN, "fault.invalid")


def processor(request: HttpRequest) -> dict[str, Any]:
    """Give the templates of sign-in their sentences: ``tell``, ``faults`` of a form, ``roles``, ``day``."""
    language = language_of(request)
    return {
        "tell": partial(language.say, DOMAIN),
        "faults": lambda form: faults(form, language),
        "roles": lambda names: ", ".join(language.label("codes", f"role.{name}") for name in names),
        "day": lambda moment: Formats(language).date(moment.date()),
    }
