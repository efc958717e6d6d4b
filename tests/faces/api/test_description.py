"""The interface keeps what its own description says, whatever a program sends."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from ambos.faces.accounts.scopes import SCOPES
from ambos.faces.api.reference import EVERY, described
from ambos.faces.api.route import Route
from ambos.faces.site.server import application
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.node.assemble import KINDS
from tests.faces.api.conftest import issued
from tests.faces.conftest import Site

# What a schema cannot say: fields of a kind, a day in the calendar, whether a thing is there.
TOLD_LATE = {"things", "commitments", "holdings", "agenda"} | {route.name for route in EVERY if route.writes}
TRIED = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


@pytest.fixture(scope="module")
def interface(site: Site) -> Iterator[Any]:
    """The application itself, read by its own description; asked as the secretariat, in every scope."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application())
    schema.config.update(headers={"Accept-Encoding": "identity"})
    yield schema


def modes() -> Iterator[tuple[Route, GenerationMode]]:
    """Each route with data as they are described; with others too where it takes any."""
    for route in EVERY:
        takes = route.parts or route.query.__struct_fields__ or route.writes
        yield from ((route, mode) for mode in GenerationMode if takes or mode is GenerationMode.POSITIVE)


@pytest.mark.parametrize(("route", "mode"), list(modes()), ids=lambda one: str(one.name).lower())
def test_every_answer_is_as_described(interface: Any, route: Route, mode: GenerationMode) -> None:
    """Each answer has a status, a type and a form that are described; nothing else passes."""
    operation = interface[route.path][route.method]
    late = route.name in TOLD_LATE
    token = issued("secretariat", SCOPES)
    excluded = [CHECKS.get_one("positive_data_acceptance")] if late else []

    @given(case=operation.as_strategy(generation_mode=mode))
    @TRIED
    def answered(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=excluded)

    answered()


@pytest.mark.parametrize("code", LANGUAGES)
def test_description_is_whole(code: str) -> None:
    """Each route, with every part and parameter, is told in both languages, and each kind has its schema."""
    document = described(Language(code))
    operations = [one for methods in document["paths"].values() for one in methods.values()]
    assert len(operations) == len(EVERY) == len({one["operationId"] for one in operations})
    assert all(one["summary"] and all(p["description"] for p in one["parameters"]) for one in operations)
    assert {f"kind.{kind.name}" for kind in KINDS} <= document["components"]["schemas"].keys()
