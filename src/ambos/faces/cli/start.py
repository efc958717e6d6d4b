"""The way in: language first, then the command; every refusal ends as a sentence and an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import click

from ambos.faces.cli.declare import Option
from ambos.faces.cli.errors import (
    ArgumentMissing,
    FileUnusable,
    OptionUnknown,
    Unusable,
    ValueUnwanted,
)
from ambos.faces.cli.session import Session
from ambos.faces.cli.spoken import SpokenGroup, first_sentence, like, show_help
from ambos.faces.cli.types import FOLDER, LANGUAGE, OFFICER
from ambos.i18n.catalogue import LANGUAGES, Language, language_from
from ambos.i18n.errors import explain
from ambos.values.errors import AmbosError

EVERYWHERE = ("--node", "--as", "--lang")
INTERRUPTED = 130  # 128 and the number of the signal, as shells count
PIPE_CLOSED = 141

# Each noun, or verb without one, is the name ``COMMAND`` of a module that is imported when it is asked for.
COMMANDS = {
    "demo": "demo",
    "review": "review",
    "commitments": "commitments",
    "plan": "plan",
    "decisions": "decisions",
    "dialogue": "dialogue",
    "agenda": "agenda",
    "minutes": "minutes",
    "contact": "contact",
    "cases": "cases",
    "money": "money",
    "networks": "networks",
    "methods": "methods",
    "traces": "traces",
    "seizures": "seizures",
    "substances": "substances",
    "figures": "figures",
    "effect": "effect",
    "import": "importing",
    "lists": "lists",
    "determinations": "determinations",
    "taskforce": "taskforce",
    "operations": "operations",
    "incidents": "incidents",
    "assistance": "assistance",
    "deployments": "deployments",
    "record": "record",
    "serve": "serve",
    "publish": "publish",
    "release": "release",
    "ledger": "ledger",
    "node": "node",
    "account": "account",
    "peer": "peer",
    "sync": "sync",
    "bundle": "bundle",
    "exchange": "exchange",
    "border": "border",
    "witness": "witness",
    "recall": "recall",
    "redact": "redact",
    "hold": "hold",
    "holdings": "holdings",
    "quarantine": "quarantine",
    "vetting": "vetting",
    "exposure": "exposure",
    "access": "access",
    "export": "export",
    "leak": "leak",
    "token": "token",
    "api": "api",
    "kind": "kind",
    "config": "config",
}


class Root(SpokenGroup):
    """The command ``ambos``: its nouns are imported one by one, so that it starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the nouns in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and give a noun."""
        if name not in COMMANDS:
            return None
        module = import_module(f"ambos.faces.cli.{COMMANDS[name]}")
        command: click.Command = module.COMMAND.command(self.language)
        return command

    def sentence(self, ctx: click.Context, name: str) -> str:
        """Give a noun's first sentence without importing it."""
        return first_sentence(self.language.label("cli", f"{name}.help"))


def root(language: Language) -> click.Group:
    """Give the whole command line in a language."""
    options = (Option("node", FOLDER), Option("as", OFFICER), Option("lang", LANGUAGE))
    command = Root(
        "ambos",
        help=language.label("cli", "ambos.help"),
        params=[option.made(language) for option in options],
        epilog=language.label("cli", "ambos.epilog"),
        language=language,
    )
    command.callback = begin
    return command


@click.pass_context
def begin(ctx: click.Context, node: Path | None, as_: str | None, lang: str | None) -> None:
    """Sit down at the node; without a noun, show what there is."""
    command = ctx.command
    language = command.language if isinstance(command, Root) else Language("en")
    ctx.obj = Session(language, node, as_ or "", "--lang" if lang else "locale")
    if ctx.invoked_subcommand is None:
        ctx.invoke(show_help)


def hoisted(arguments: Sequence[str]) -> list[str]:
    """Put the options that every command knows in front, wherever they stand before a ``--``."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in EVERYWHERE:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word.partition("=")[0] in EVERYWHERE:
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def language_of(arguments: Sequence[str]) -> Language:
    """Give the language asked for, or the locale's; a wrong one is refused later, in the locale's."""
    asked = [
        following if word == "--lang" else word.removeprefix("--lang=")
        for word, following in pairwise([*arguments, ""])
        if word.partition("=")[0] == "--lang"
    ]
    known = [value for value in asked if value in LANGUAGES]
    return language_from(os.environ, known[-1] if known else None)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``ambos`` and end with its exit code."""
    words = hoisted(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words)
    try:
        result: Any = root(language).main(words, "ambos", standalone_mode=False)
        sys.stdout.flush()
        code = result if isinstance(result, int) else 0
    except AmbosError as error:
        code = refuse(error, language)
    except click.ClickException as error:
        code = refuse(understood(error), language)
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = PIPE_CLOSED
    except OSError as error:
        code = refuse(FileUnusable(file=error.filename or "", reason=error.strerror or ""), language)
    sys.exit(code)


def refuse(error: AmbosError, language: Language) -> int:
    """Say why not, each reason below the other, with the hint; give the exit code."""
    for told in (error, *getattr(error, "errors", ()), *error.data.get("problems", ())):  # type: ignore[misc]
        say_to_person(told, language)
    cause = error.__cause__
    if isinstance(cause, AmbosError):
        say_to_person(cause, language)
    return error.exit_code


def say_to_person(error: AmbosError, language: Language) -> None:
    """Write an error's sentence and hint on standard error, in this manner; the code ends the last."""
    sentence, hint = explain(error, language)
    lines = [f"ambos: {manner(sentence)}"]
    if hint:
        lines.append(language.say("cli", "hint", hint=manner(hint)))
    click.echo("\n".join(lines) + f" [{error.code}]", err=True)


def manner(sentence: str) -> str:
    """Give a sentence without its last full stop, and without a capital that only begins it."""
    plain = sentence.removesuffix(".")
    first, _, _ = plain.partition(" ")
    return plain[:1].lower() + plain[1:] if first[1:].islower() or len(first) == 1 else plain


def understood(error: click.ClickException) -> AmbosError:
    """Give this house's own error for what click could not make sense of."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "ambos"
    match error:
        case click.exceptions.NoSuchOption(option_name=option):
            return OptionUnknown(option=option, command=command, nearest=like(option, options_of(context)))
        case click.exceptions.MissingParameter(param=param):
            return ArgumentMissing(name=typed(param), command=command)
        case click.exceptions.BadOptionUsage(option_name=option):
            sort = ValueUnwanted if option in flags_of(context) else ArgumentMissing
            return sort(option=option, name=option, command=command)
        case _:
            return Unusable(reason=error.format_message(), command=command)


def flags_of(context: click.Context | None) -> list[str]:
    """Give the options of the command in a context that take no value."""
    params = context.command.get_params(context) if context is not None else []
    return [name for param in params if getattr(param, "is_flag", False) for name in param.opts]


def options_of(context: click.Context | None) -> list[str]:
    """Give the options that the command in a context knows."""
    params = context.command.get_params(context) if context is not None else []
    return [name for param in params for name in param.opts if name.startswith("-")]


def typed(param: click.Parameter | None) -> str:
    """Give a parameter as a person types it: an option by its name, an argument by the word for it."""
    if isinstance(param, click.Argument):
        return (param.metavar or "").strip("[].")
    return param.opts[0] if param is not None else ""
