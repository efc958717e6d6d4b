"""Every page of the site, looked at by a machine: nothing broken, nothing that keeps people out."""

import pytest

from ambos.i18n.catalogue import LANGUAGES
from tests.faces.browser.addresses import OUTSIDE, pages
from tests.faces.browser.browsing import NARROW, WIDE
from tests.faces.browser.conftest import Visitor
from tests.faces.browser.partnership import Partnership

# The United States keep no contacts; and of that name there is nothing.
OTHERWISE = {"/contacts": 409, "/nothing-of-that-name": 404}


@pytest.mark.parametrize(("language", "width", "dark"), [("en", WIDE, 0), ("es", NARROW, 1)])
def test_page_keeps_nobody_out(
    partnership: Partnership, visitor: Visitor, language: str, width: int, dark: int
) -> None:
    """On no page does axe find anything serious, is anything wider than the window, or an error said."""
    one = visitor("US", "secretariat", language, width=width, dark=dark)
    with partnership.node("US") as node:
        asked = list(pages(node))
    wrong: dict[str, list[str]] = {}
    for path in asked:
        status = one.go(path)
        found = [*one.grave(), *(said for said in one.complaints if str(OTHERWISE.get(path)) not in said)]
        if status != OTHERWISE.get(path, 200):
            found.append(f"status {status}")
        if one.page.locator("html").get_attribute("lang") != language:
            found.append("another language")
        if over := one.overflow():
            found.append(f"{over} px too wide")
        one.complaints.clear()
        if found:
            wrong[path] = found
    assert not wrong, "\n".join(f"{path}: {'; '.join(found)}" for path, found in wrong.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_a_seat_keep_nobody_out(visitor: Visitor, language: str) -> None:
    """The public's pages and the way in are as open to everybody as the others."""
    one = visitor("MX", "", language)
    for path in OUTSIDE:
        one.go(path)
        assert not one.grave(), path
        one.complaints = [said for said in one.complaints if "404" not in said]
