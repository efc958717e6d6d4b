"""Take a picture of every page: both languages, light and dark, on a desk and in a hand.

python -m tests.faces.browser.album DIR [PART-OF-AN-ADDRESS ...]
"""

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from ambos.node.demo import build
from tests.faces.browser.addresses import pages
from tests.faces.browser.browsing import NARROW, WIDE, Person, chromium, person
from tests.faces.browser.partnership import served

OFFICER = "secretariat"


def album(folder: Path, wanted: list[str]) -> None:
    """Write the pictures into a folder, one below it for each way of looking."""
    with TemporaryDirectory() as nodes:
        build(Path(nodes), lambda step: None, example=True)
        with served(Path(nodes)) as partnership, chromium() as browser:
            with partnership.node("US") as node:
                asked = [one for one in pages(node) if not wanted or any(part in one for part in wanted)]
            for language, dark, width in product(("en", "es"), (False, True), (WIDE, NARROW)):
                below = folder / f"{language}-{'dark' if dark else 'light'}-{width}"
                below.mkdir(parents=True, exist_ok=True)
                with person(browser, partnership.sites["US"], language, width, dark) as one:
                    one.enter(OFFICER)
                    for path in asked:
                        take(one, path, below)


def take(one: Person, path: str, folder: Path) -> None:
    """Take one picture, and say what is wrong with the page if anything is."""
    status = one.go(path)
    name = path.strip("/").replace("/", "_").replace("?", "-") or "home"
    one.page.screenshot(path=folder / f"{name}.png", full_page=True)
    wrong = [*one.grave(), *one.complaints]
    if over := one.overflow():
        wrong.append(f"{over} px too wide")
    one.complaints.clear()
    sys.stdout.write(f"{folder.name} {path} {status} {'; '.join(wrong)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    album(Path(sys.argv[1]), sys.argv[2:])
