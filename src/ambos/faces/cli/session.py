"""One call of ``ambos``: who asks, in which language, of which node; and the two streams it speaks on."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ambos.faces.cli.errors import NodeNotNamed
from ambos.i18n.catalogue import Language

if TYPE_CHECKING:
    from ambos.faces.reports.shown import Shown
    from ambos.node.node import Node

VARIABLE = "AMBOS_NODE"
USUAL = Path("demo/us")


class Session:
    """What every verb is handed; the node is opened when it is first asked for, and closed at the end."""

    def __init__(
        self, language: Language, home: Path | None, officer: str, language_from: str = "locale"
    ) -> None:
        self.language = language
        self.language_from = language_from
        self.officer = officer
        self._home = home
        self._node: Node | None = None

    def home(self) -> Path:
        """Give the folder of the node: as named, or AMBOS_NODE, or the demonstration's; or refuse."""
        named = self.named_home()
        if named is None and not (USUAL / "ambos.toml").is_file():
            raise NodeNotNamed(folder=str(USUAL))
        return named or USUAL

    def named_home(self) -> Path | None:
        """Give the folder that was named by option or environment, if any was."""
        found = self._home or os.environ.get(VARIABLE)
        return Path(found) if found else None

    @property
    def node(self) -> "Node":
        """Give the node, open, with the officer at its desk; an unknown officer is refused."""
        if self._node is None:
            from ambos.node.node import Node

            node = Node.open(self.home(), self.officer)
            self._node = node
            click.get_current_context().find_root().call_on_close(node.close)
            node.person()
        return self._node

    @property
    def shown(self) -> "Shown":
        """Give the forms in which values are shown in this language."""
        from ambos.faces.reports.shown import Shown

        return Shown(self.language)

    def say(self, domain: str, key: str, /, **data: object) -> str:
        """Give a sentence in the reader's language."""
        return self.language.say(domain, key, **data)

    def print(self, text: str = "") -> None:
        """Write a line of the result."""
        click.echo(text)

    def tell(self, text: str) -> None:
        """Say something to the person that is not the result."""
        click.echo(f"ambos: {text}", err=True)

    def json(self, document: Any) -> None:
        """Write the result as one JSON document."""
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))

    def program(self) -> str:
        """Give the words with which a person calls this program again, from the same folder."""
        typed = sys.argv[0]
        return "ambos" if shutil.which("ambos") or not Path(typed).is_file() else os.path.relpath(typed)

    @contextmanager
    def progress(self, said: str) -> Iterator[Callable[[int, int], None]]:
        """Show how far a long work has come, on standard error, if a person is watching."""
        if not sys.stderr.isatty():
            yield lambda done, total: None
            return
        from ambos.faces.cli.progress import bar

        with bar(said) as report:
            yield report
