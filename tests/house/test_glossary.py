"""The glossary is the authority for names, so it names everything as the catalogues do."""

import re

import pytest

from ambos.i18n.catalogue import LANGUAGES
from ambos.kernel.codes import CodeList
from ambos.kernel.fields import Code
from ambos.kernel.kinds import Kind
from tests.house.source import ROOT
from tests.house.test_languages import kinds, said

PAGE = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| (.+?) \| (.+?) \| `([a-z0-9.-]+)` \|", re.MULTILINE)


def named() -> dict[str, tuple[str, str]]:
    """Give the English and the Spanish name that the glossary has for each kind and code."""
    return {code: (english, spanish) for english, spanish, code in ROW.findall(PAGE.read_text("utf-8"))}


def labels(domain: str, key: str) -> tuple[str, ...]:
    """Give the label of a key in both languages."""
    return tuple(said(language, domain)[key] for language in LANGUAGES)


def lists_of_fields() -> list[CodeList]:
    """Give the code lists that fields of records use, in one order for every test process."""
    used = {field.type.codes for kind in kinds() for field in kind.fields if isinstance(field.type, Code)}
    return sorted(used, key=lambda codes: codes.name)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_kinds_are_named(kind: Kind) -> None:
    """A kind stands in the glossary with its label in both languages."""
    assert named().get(kind.name) == labels("kinds", kind.name)


@pytest.mark.parametrize("codes", lists_of_fields(), ids=lambda codes: codes.name)
def test_codes_are_named(codes: CodeList) -> None:
    """A code of a record's field stands in the glossary with its label in both languages."""
    keys = [f"{codes.name}.{code}" for code in codes.codes]
    assert {key: named().get(key) for key in keys} == {key: labels("codes", key) for key in keys}


def test_nothing_else_is_named() -> None:
    """The glossary names no kind and no code that is not there."""
    codes = {f"{one.name}.{code}" for one in lists_of_fields() for code in one.codes}
    assert named().keys() == codes | {kind.name for kind in kinds()}
