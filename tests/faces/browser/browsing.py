"""Debian's Chromium, driven: a person at one site in one language, whose console says nothing wrong."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

CHROMIUM = shutil.which("chromium") or ""
MISSING = "Chromium is not installed (scripts/chromium.sh installs Debian's)"
FLAGS = (
    *("--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--no-first-run", "--disable-dev-shm-usage"),
)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ABANDONED = "net::ERR_ABORTED"
GRAVE = ("serious", "critical")
WIDE, NARROW = 1440, 390
LOCALES = {"en": "en-US", "es": "es-MX"}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser, and end it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody at a site: their page, and what its console complained of."""

    site: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def failed(self, url: str, why: str) -> None:
        """Note a request that failed; one that its page gave up when it was left is none."""
        if ABANDONED not in why:
            self.complaints.append(f"{url}: {why}")

    def enter(self, officer: str) -> None:
        """Sit down as an officer of the demonstration."""
        self.page.goto(f"{self.site}/enter")
        self.page.locator(f"button[name=officer][value={officer}]").click()
        self.page.wait_for_url(lambda url: "/enter" not in url)

    def go(self, path: str) -> int:
        """Open an address of the site; give the status of the answer."""
        answer = self.page.goto(self.site + path, wait_until="load")
        return answer.status if answer is not None else 0

    def grave(self) -> list[str]:
        """Give what axe finds serious or worse on the page, with the first element of each."""
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE)  # by the debugger's way, which the page's own policy does not bind
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {one['nodes'][0]['html'][:160]} ({one['nodes'][0]['failureSummary'][:200]})"
            for one in found["violations"]
            if one["impact"] in GRAVE
        ]

    def overflow(self) -> int:
        """Give by how many pixels the page is wider than its window."""
        script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(script))


@contextmanager
def person(
    browser: Browser, site: str, language: str = "en", width: int = WIDE, dark: bool = False
) -> Iterator[Person]:
    """Give somebody with a fresh browser of their own."""
    context = browser.new_context(
        locale=LOCALES[language],
        viewport=ViewportSize(width=width, height=900),
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    one = Person(site, context.new_page())
    one.page.on("console", lambda said: one.complaints.append(said.text) if said.type == "error" else None)
    one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
    one.page.on("requestfailed", lambda asked: one.failed(asked.url, asked.failure or ""))
    yield one
    context.close()
