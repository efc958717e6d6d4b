"""``ambos config``: every setting of a node, its value and where it comes from."""

import os
import re

from ambos.faces.cli.declare import JSON, Noun
from ambos.faces.cli.session import VARIABLE, Session
from ambos.node.config import SETTINGS, read_config

COMMAND = Noun("config")
PASSWORD = re.compile(r"(://[^:/@\s]*:)[^@\s]*(@)|(password=)('[^']*'|[^\s&]*)", re.IGNORECASE)


@COMMAND.verb("show", JSON)
def show(session: Session, json: bool) -> None:
    """Show every setting, its value and where it comes from; never a secret."""
    home = session.home()
    config, origin = read_config(home)
    rows = [("node", str(home), _origin_of_home(session))]
    rows += [(name, masked(getattr(config, name)), origin[name]) for name in SETTINGS]
    rows.append(("lang", session.language.code, session.language_from))
    if json:
        session.json({name: {"value": value, "from": where} for name, value, where in rows})
        return
    from ambos.faces.cli.printing import table

    head = [session.say("cli", f"column.{name}") for name in ("setting", "value", "from")]
    table(head, [(name, value, _said(session, where)) for name, value, where in rows])


def _origin_of_home(session: Session) -> str:
    if session.named_home() is None:
        return "default"
    return VARIABLE if str(session.named_home()) == os.environ.get(VARIABLE) else "--node"


def _said(session: Session, where: str) -> str:
    known = {"default": "config.default", "locale": "config.locale"}
    return session.say("cli", known[where]) if where in known else where


def masked(text: str) -> str:
    """Give a setting with the password of a connection hidden."""
    return PASSWORD.sub(lambda found: f"{found[1] or found[3]}***{found[2] or ''}", text)
