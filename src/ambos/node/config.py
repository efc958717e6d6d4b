"""A node's settings: read once, frozen, explained by ``ambos config show``."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from ambos.kernel.store.durable import write_whole
from ambos.values.errors import Misused
from ambos.values.ids import parse_party, parse_slug

FILE = "ambos.toml"
SQLITE = "sqlite"
DUCKDB = "duckdb"
SPARK = "pyspark"
REFUSE, WARN = "refuse", "warn"
YES, NO = "yes", "no"
CHOICES = {"quorum": (REFUSE, WARN), "demonstration": (NO, YES)}
DAYS_OF_YEAR = 366
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ConfigInvalid(Misused):
    """A setting is missing, unknown or of the wrong form."""

    code = "config.invalid"


class EngineUnknown(Misused):
    """No engine of that name runs the definitions; data: ``file``, ``engine``."""

    code = "config.engine-unknown"


class NoNode(Misused):
    """The folder holds no node."""

    code = "config.no-node"


class NodeExists(Misused):
    """The folder holds a node already."""

    code = "config.node-exists"


@dataclass(frozen=True)
class Config:
    """What a node is told when it starts.

    ``party`` is the sovereign, ``name`` the first part of its logs' origins, ``store`` either ``sqlite`` or a
    PostgreSQL connection string, ``officer`` who acts when nobody else is named. ``contact_report_days`` is
    in how many calendar days Mexican law has a contact with a foreign agent reported: unverified, to be
    confirmed by a lawyer. ``recall_days`` is after how many days a recall that nobody answered is an alarm.
    ``engine`` runs the definitions of indicators: ``duckdb`` within this process, ``pyspark`` on this
    machine, or ``pyspark:`` and the address of a Spark master. ``quorum`` is what becomes of a partner's
    head that too few witnesses have cosigned: ``refuse`` or ``warn``. ``demonstration`` is ``yes`` where the
    people are made up and anybody may take their seats. ``oidc_issuer`` is the provider of identities that
    officers may sign in with, ``oidc_client`` this node's name there, ``oidc_claim`` the claim that holds an
    officer's slug, ``oidc_acr`` the class of authentication (``acr``) that the provider is trusted to have
    asked a second factor for; what proves this node to the provider lies in ``keys/oidc``.
    """

    home: Path
    party: str
    name: str
    store: str = SQLITE
    officer: str = "secretariat"
    contact_report_days: str = "3"
    recall_days: str = "10"
    engine: str = DUCKDB
    quorum: str = REFUSE
    demonstration: str = NO
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_claim: str = "preferred_username"
    oidc_acr: str = ""

    @property
    def keys(self) -> Path:
        """Give the folder of secret keys."""
        return self.home / "keys"

    @property
    def logs(self) -> Path:
        """Give the folder of logs and of the keys of bodies."""
        return self.home / "logs"

    @property
    def border(self) -> Path:
        """Give the folder that the border runs on: all that it may read, and its own key."""
        return self.home / "border"

    @property
    def cards(self) -> Path:
        """Give the folder of this node's own cards, one for each version of its key set."""
        return self.home / "cards"

    @property
    def roots(self) -> Path:
        """Give the folder in which new roots are made; they are to be moved off the machine."""
        return self.home / "roots"

    @property
    def web(self) -> Path:
        """Give the folder of the site's own database: accounts, sessions, drafts, saved views."""
        return self.home / "web"

    @property
    def evidence(self) -> Path:
        """Give the folder of evidence rows."""
        return self.home / "evidence"


SETTINGS = tuple(f.name for f in fields(Config) if f.name != "home")


def read_config(home: Path, environment: Mapping[str, str] = os.environ) -> tuple[Config, dict[str, str]]:
    """Read the settings of the node in ``home``; give them, and where each came from.

    ``AMBOS_STORE``, ``AMBOS_OFFICER`` and ``AMBOS_ENGINE`` in the environment win over the file. Unknown
    settings and engines are refused.
    """
    path = home / FILE
    if not path.is_file():
        raise NoNode(folder=str(home))
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigInvalid(file=FILE, setting="", reason=str(error)) from error
    origin = {name: FILE if name in found else "default" for name in SETTINGS}
    for name in ("store", "officer", "engine"):
        variable = f"AMBOS_{name.upper()}"
        if environment.get(variable):
            found[name], origin[name] = environment[variable], variable
    return _config(home, found), origin


def _config(home: Path, found: dict[str, object]) -> Config:
    for name, value in found.items():
        if name not in SETTINGS or not isinstance(value, str):
            raise ConfigInvalid(file=FILE, setting=name, reason=", ".join(SETTINGS))
    for needed in ("party", "name"):
        if needed not in found:
            raise ConfigInvalid(file=FILE, setting=needed, reason=", ".join(SETTINGS))
    texts = {name: str(value) for name, value in found.items()}
    parse_party(texts["party"])
    parse_slug(texts["name"])
    for setting in ("contact_report_days", "recall_days"):
        days = texts.get(setting, "1")
        if not (days.isascii() and days.isdigit() and 0 < int(days) < DAYS_OF_YEAR):
            raise ConfigInvalid(file=FILE, setting=setting, reason="1-365")
    engine = texts.get("engine", DUCKDB)
    if not (engine in (DUCKDB, SPARK) or engine.startswith(f"{SPARK}:")):
        raise EngineUnknown(file=FILE, engine=engine)
    for setting, allowed in CHOICES.items():
        if texts.get(setting, allowed[0]) not in allowed:
            raise ConfigInvalid(file=FILE, setting=setting, reason=", ".join(allowed))
    _check_provider(texts)
    return Config(home, **texts)


def _check_provider(texts: Mapping[str, str]) -> None:
    """Refuse an issuer that is not reached by HTTPS, save on this machine, and one without our name there."""
    issuer = texts.get("oidc_issuer", "")
    address = urlsplit(issuer)
    if issuer and not (address.scheme == "https" or address.hostname in LOOPBACK):
        raise ConfigInvalid(file=FILE, setting="oidc_issuer", reason="https://...")
    if issuer and not texts.get("oidc_client"):
        raise ConfigInvalid(file=FILE, setting="oidc_client", reason='oidc_client = "..."')


def demand_creatable(config: Config) -> None:
    """Refuse a folder that holds a node already, and settings that could not be read again."""
    if (config.home / FILE).exists():
        raise NodeExists(folder=str(config.home))
    parse_party(config.party)
    for name in (config.name, config.officer):
        parse_slug(name)


def write_config(config: Config) -> None:
    """Write the settings file of a new node, whole or not at all; refuses to replace one."""
    demand_creatable(config)
    config.home.mkdir(parents=True, exist_ok=True)
    lines = [f'{name} = "{_quoted(getattr(config, name))}"\n' for name in SETTINGS]
    write_whole(config.home / FILE, "".join(lines).encode())


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
