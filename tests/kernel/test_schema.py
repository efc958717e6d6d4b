"""The JSON Schema of a kind accepts what the kind accepts and refuses what a schema can refuse."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from ambos.kernel.fields import Text
from ambos.kernel.kinds import Body, Field
from ambos.kernel.schema import schema
from tests.kernel.samples import BODIES, BODY, PROMISE

SCHEMA = Draft202012Validator(schema(PROMISE))


def test_the_schema_is_a_schema_with_a_name() -> None:
    """The schema is one of its own dialect, and its id names kind and version."""
    Draft202012Validator.check_schema(schema(PROMISE))
    grown = replace(PROMISE, version=2, fields=(*PROMISE.fields, Field("said_at", Text(), since=2)))
    assert schema(PROMISE)["$id"] == "urn:ambos:kind:promise:1"
    assert schema(grown)["$id"] == "urn:ambos:kind:promise:2"
    assert "said_at" in schema(grown)["properties"]


def test_required_fields_are_those_a_body_must_have() -> None:
    """A required field with a default may be left out, and the schema states the default."""
    assert schema(PROMISE)["required"] == ["sentence", "framework"]
    assert schema(PROMISE)["properties"]["state"]["default"] == "open"


@given(BODIES)
def test_the_schema_accepts_what_the_kind_accepts(body: Body) -> None:
    """No body that passes the kind's check fails its schema."""
    PROMISE.check(body)
    SCHEMA.validate(body)


@pytest.mark.parametrize(
    "change",
    [
        {"sentence": {}},
        {"sentence": {"fr": "mots"}},
        {"sentence": {"en": " "}},
        {"state": "gone"},
        {"due": "soon"},
        {"framework": "goal/a"},
        {"about": []},
        {"about": ["event/a", "event/a"]},
        {"keywords": ["x" * 301]},
        {"note": ""},
        {"place": "MX-33"},
        {"period": "2024-Q5"},
        {"value": 1.5},
        {"value": "-0"},
        {"value": "1,000"},
        {"unit": "pounds"},
        {"count": 2**53},
        {"count": True},
        {"public": "true"},
        {"owner": "us"},
        {"url": "ftp://example.org"},
        {"unknown": "x"},
    ],
)
def test_the_schema_refuses_what_the_kind_refuses(change: dict[str, Any]) -> None:
    """Form, codes, limits and undeclared fields are refused by the schema as by the kind."""
    assert SCHEMA.is_valid(BODY)
    assert not SCHEMA.is_valid({**BODY, **change})
