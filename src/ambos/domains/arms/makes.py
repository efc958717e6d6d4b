"""Makers, importers and models, read once from their file: what the gates before a trace know of them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Model:
    """A model: its maker, its type of firearm, the calibres in which it is made."""

    maker: str
    name: str
    type: str
    calibres: tuple[str, ...]


@dataclass(frozen=True)
class Make:
    """A maker: where it makes, how its serial numbers look, who imports for it, its models by plain name."""

    name: str
    countries: tuple[str, ...]
    serials: tuple[re.Pattern[str], ...]
    importers: tuple[str, ...]
    models: Mapping[str, Model]

    def fits(self, serial: str) -> bool:
        """Say whether a serial number looks like one of this maker's; any does where no pattern is known."""
        return not self.serials or any(pattern.fullmatch(serial) for pattern in self.serials)


@dataclass(frozen=True)
class Makes:
    """What is known of makes, each by every plain name; ``mark`` and ``source`` say how it is known."""

    makers: Mapping[str, Make]
    importers: Mapping[str, str]
    mark: str
    source: str

    def maker(self, name: str) -> Make | None:
        """Give the maker of a name as somebody wrote it."""
        return self.makers.get(plain(name))

    def importer(self, name: str) -> str | None:
        """Give the importer of a name as somebody wrote it."""
        return self.importers.get(plain(name))

    def makers_of(self, model: str) -> list[str]:
        """Give the makers that have a model of this name."""
        return sorted({make.name for make in self.makers.values() if plain(model) in make.models})


def plain(text: str) -> str:
    """Give a name without case, spaces and signs: ``Smith & Wesson`` and ``SMITH&WESSON`` are one."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


@lru_cache(1)
def makes() -> Makes:
    """Give what the file says."""
    text = resources.files(__package__).joinpath("makes.toml").read_text("utf-8")
    told = tomllib.loads(text)
    makers = {name: make for one in told["make"] for make in (_make(one),) for name in _names(one)}
    importers = {name: one["name"] for one in told["importer"] for name in _names(one)}
    return Makes(makers, importers, told["mark"], told["source"])


def _names(told: Mapping[str, Any]) -> list[str]:
    return [plain(name) for name in (told["name"], *told.get("aliases", ()))]


def _make(told: Mapping[str, Any]) -> Make:
    models = {
        plain(one["name"]): Model(told["name"], one["name"], one["type"], tuple(one["calibres"]))
        for one in told.get("model", ())
    }
    return Make(
        told["name"],
        tuple(told["countries"]),
        tuple(re.compile(one, re.ASCII) for one in told["serials"]),
        tuple(told.get("importers", ())),
        models,
    )
