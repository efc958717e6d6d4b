"""Commands declared once and said in either language.

A noun's module declares its verbs as functions; ``Noun.group`` makes the click commands for one language. The
sentences stand in the catalogue ``cli`` under ``<noun>.help``, ``<noun>.<verb>.help`` and ``option.<name>``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Any

import click

from ambos.faces.cli.spoken import SpokenCommand, SpokenGroup, SpokenOption
from ambos.faces.cli.types import TEXT, Text
from ambos.i18n.catalogue import Language

Run = Callable[..., None]


@dataclass(frozen=True)
class Option:
    """An option of a verb; ``flag`` takes no value, ``many`` may be given again and again."""

    name: str
    type: Text = TEXT
    default: Any = None
    flag: bool = False
    many: bool = False
    required: bool = False
    key: str = ""

    def made(self, language: Language) -> click.Option:
        """Give the click option, its help in a language."""
        said = language.label("cli", self.key or f"option.{self.name}")
        taking: dict[str, Any] = {"is_flag": True} if self.flag else {"type": self.type}
        if not self.flag:
            taking |= {"multiple": self.many, "metavar": metavar(language, self.type.name)}
            if self.default is not None:  # a default that is told as None would count as given
                taking |= {"default": self.default}
        names = [f"--{self.name}", parameter_name(self.name)]
        return SpokenOption(names, help=said, required=self.required, language=language, **taking)


@dataclass(frozen=True)
class Argument:
    """An argument of a verb, by place."""

    name: str
    type: Text = TEXT
    many: bool = False
    required: bool = True

    def made(self, language: Language) -> click.Argument:
        """Give the click argument, its name in a language."""
        shown = metavar(language, self.name)
        return click.Argument(
            [self.name],
            type=self.type,
            required=self.required,
            nargs=-1 if self.many else 1,
            metavar=f"{shown}..." if self.many else (shown if self.required else f"[{shown}]"),
        )


Parameter = Option | Argument


def parameter_name(name: str) -> str:
    """Give the name under which a function takes an option: Python's own words with a stroke behind them."""
    plain = name.replace("-", "_")
    return f"{plain}_" if iskeyword(plain) else plain


def metavar(language: Language, name: str) -> str:
    """Give the word that stands for a value in usage lines."""
    return language.label("cli", f"metavar.{name}")


JSON = Option("json", flag=True)


@dataclass(frozen=True)
class Verb:
    """A function with the parameters under which it is called."""

    key: str
    run: Run
    parameters: Sequence[Parameter]

    def command(self, language: Language) -> click.Command:
        """Give the click command in a language; it hands the session to the function."""
        return SpokenCommand(
            self.key.rpartition(".")[2],
            callback=click.pass_obj(self.run),
            params=[parameter.made(language) for parameter in self.parameters],
            help=language.label("cli", f"{self.key}.help"),
            language=language,
        )


@dataclass(frozen=True)
class Noun:
    """A noun and its verbs, in the order of their declaration; verbs may be nouns themselves.

    ``usual`` names the verb that is meant where none is typed.
    """

    key: str
    verbs: list["Verb | Noun"] = field(default_factory=list)
    usual: str = ""

    def verb(self, name: str, *parameters: Parameter) -> Callable[[Run], Run]:
        """Declare the decorated function as a verb of this noun."""

        def declare(run: Run) -> Run:
            self.verbs.append(Verb(f"{self.key}.{name}", run, parameters))
            return run

        return declare

    def noun(self, name: str) -> "Noun":
        """Declare a noun below this one."""
        below = Noun(f"{self.key}.{name}")
        self.verbs.append(below)
        return below

    def command(self, language: Language) -> click.Group:
        """Give the click group in a language."""
        name, said = self.key.rpartition(".")[2], language.label("cli", f"{self.key}.help")
        group = SpokenGroup(name, help=said, language=language, usual=self.usual)
        for verb in self.verbs:
            group.add_command(verb.command(language))
        return group
