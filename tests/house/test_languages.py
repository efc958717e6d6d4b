"""English and Spanish are equals: everything that Ambos says, it says in both."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

from ambos.i18n.catalogue import LANGUAGES, LOCALE
from ambos.i18n.compile import catalogues, compiled, sentences
from ambos.kernel.codes import CodeList
from ambos.kernel.fields import Code
from ambos.kernel.kinds import Kind
from ambos.values.quantities import UNITS
from tests.house.source import PACKAGE, error_codes, modules, python_files, tree

DOMAINS = sorted({path.stem for path in catalogues()})
MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
KEY = re.compile(r"[\w.*-]+")


@cache
def said(language: str, domain: str) -> dict[str, str]:
    path = LOCALE / language / "LC_MESSAGES" / f"{domain}.po"
    return sentences(path) if path.exists() else {}


def keys(language: str, domain: str) -> set[str]:
    """Every key in the source file, translated or not."""
    path = LOCALE / language / "LC_MESSAGES" / f"{domain}.po"
    return set(MSGID.findall(path.read_text(encoding="utf-8"))) if path.exists() else set()


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def assert_said(domain: str, wanted: set[str]) -> None:
    """Fail with every wanted key that has no sentence in one of the languages."""
    gaps = [f"{code} {key}" for code in LANGUAGES for key in sorted(wanted - said(code, domain).keys())]
    assert not gaps, f"{len(gaps)} sentences missing from {domain}.po:\n" + "\n".join(gaps)


def kinds() -> list[Kind]:
    """Every kind of every records module."""
    records = (module for module in modules() if module.__name__.endswith(".records"))
    return [kind for module in records for kind in vars(module).get("KINDS", ())]


def code_lists() -> set[CodeList]:
    """Every code list that stands in a module or in a field."""
    named = {value for module in modules() for value in _plain_values(module) if isinstance(value, CodeList)}
    return named | {
        field.type.codes for kind in kinds() for field in kind.fields if isinstance(field.type, Code)
    }


def _plain_values(module: ModuleType) -> Iterator[Any]:
    return (value for name, value in vars(module).items() if not name.startswith("__"))


def forms() -> set[str]:
    """Every name that the source wraps as an expected form."""
    names = set()
    for call in calls():
        match call:
            case ast.Call(func=ast.Name(id="Form"), args=[ast.Constant(value=str(name))]):
                names.add(name)
    return names


def calls() -> Iterator[ast.Call]:
    """Every call in the source."""
    nodes = (node for path in python_files(PACKAGE) for node in ast.walk(tree(path)))
    return (node for node in nodes if isinstance(node, ast.Call))


def literal_keys() -> dict[str, set[str]]:
    """Every key that the source asks for by its own name, by domain."""
    found: dict[str, set[str]] = {}
    for call in calls():
        match call:
            case ast.Call(
                func=ast.Attribute(attr="say" | "label"),
                args=[ast.Constant(value=str(domain)), ast.Constant(value=str(key))],
            ):
                found.setdefault(domain, set()).add(key)
    return found


def data_names() -> set[str]:
    """Every name under which the source hands on data."""
    return {keyword.arg for call in calls() for keyword in call.keywords if keyword.arg}


@pytest.mark.parametrize("domain", DOMAINS)
def test_same_keys(domain: str) -> None:
    """A domain has the same keys in both languages, each once and each with a sentence."""
    english, spanish = (keys(language, domain) for language in LANGUAGES)
    assert english == spanish
    assert_said(domain, english)


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_no_key_twice(path: Any) -> None:
    """A key stands once in its file, and is a key, not a sentence."""
    found = MSGID.findall(path.read_text(encoding="utf-8"))
    assert not [key for key, times in Counter(found).items() if times > 1]
    assert not [key for key in found if not KEY.fullmatch(key)]


@pytest.mark.parametrize("domain", DOMAINS)
def test_same_placeholders(domain: str) -> None:
    """Both sentences of a key are filled with the same data, by name."""
    english, spanish = (said(language, domain) for language in LANGUAGES)
    shared = english.keys() & spanish.keys()
    assert not {key for key in shared if placeholders(english[key]) != placeholders(spanish[key])}
    assert not {key for key in shared if any(not name.isidentifier() for name in placeholders(english[key]))}


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_compiled_is_current(path: Any) -> None:
    """The .mo beside each .po holds just its sentences (make catalogues writes them anew)."""
    assert path.with_suffix(".mo").read_bytes() == compiled(path)


def test_every_error_is_explained() -> None:
    """Every error code has a sentence and a hint in both languages."""
    codes = error_codes()
    assert_said("errors", codes | {f"{code}.hint" for code in codes})


def test_errors_ask_for_known_data() -> None:
    """No sentence of an error waits for data of a name that nothing in the source hands on."""
    known = data_names()
    assert not {
        key: names - known
        for key, text in said("en", "errors").items()
        if (names := placeholders(text)) - known
    }


def test_every_sentence_asked_for_is_there() -> None:
    """Every key that the source names has a sentence in both languages."""
    for domain, wanted in literal_keys().items():
        assert_said(domain, wanted)


def test_every_form_is_named() -> None:
    """Every expected form that an error may hold has words in both languages."""
    assert_said("errors", {f"form.{name}" for name in forms()})


def test_every_kind_and_field_is_labelled() -> None:
    """Every kind has a label, a plural and a sentence about it, and every field a label."""
    own = {f"{kind.name}{part}" for kind in kinds() for part in ("", ".plural", ".about")}
    assert_said("kinds", own | {f"{kind.name}.{field.name}" for kind in kinds() for field in kind.fields})


def test_every_code_is_labelled() -> None:
    """Every code of every list has a label in both languages."""
    assert_said("codes", {f"{codes.name}.{code}" for codes in code_lists() for code in codes.codes})


def test_every_unit_is_labelled() -> None:
    """Every unit has a label in both languages."""
    assert_said("units", set(UNITS))
