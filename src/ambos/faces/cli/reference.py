"""The reference pages, made from the declarations: kinds, errors, commands, rules. Same code, same bytes."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

import click

import ambos
from ambos.faces.api.reference import api_page
from ambos.faces.cli.lint_reference import lint_page
from ambos.faces.cli.start import root
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.kernel.codes import CodeList
from ambos.kernel.fields import Code, Ref
from ambos.kernel.kinds import Field, Kind
from ambos.node.assemble import KINDS
from ambos.values.errors import AmbosError

MADE = "<!-- Made by `ambos kind reference`: change the declarations and the catalogues, not this page. -->"
WIDTH = 100


def pages() -> dict[str, str]:
    """Give each page by its file name."""
    said = tuple(Language(code) for code in LANGUAGES)
    return {
        "kinds.md": kinds_page(said),
        "errors.md": errors_page(said),
        "cli.md": cli_page(said),
        "api.md": "\n".join(["# The interface for programs", "", MADE, "", *api_page(said)]),
        "lint.md": "\n".join(["# Plan lint", "", MADE, "", *lint_page(said)]),
    }


def type_name(field: Field) -> str:
    """Give a field's type in one word, with what it points to or whose codes it takes."""
    name = type(field.type).__name__.lower()
    match field.type:
        case Ref(kind=kind):
            name = f"ref {kind}"
        case Code(codes=codes):
            name = f"code {codes.name}"
    return f"{name}, many" if field.many else name


def code_lists(kinds: Iterable[Kind]) -> list[CodeList]:
    """Give the code lists of these kinds, each once, in their order."""
    types = (field.type for kind in kinds for field in kind.fields)
    return list({type_.codes.name: type_.codes for type_ in types if isinstance(type_, Code)}.values())


def kinds_page(said: tuple[Language, ...]) -> str:
    """Give the page of kinds and code lists."""
    lines = ["# Kinds of records", "", MADE, "", f"{KINDS_ABOUT}", ""]
    for kind in KINDS:
        lines += [f"## {kind.name}", "", *_kind(kind, said), ""]
    lines += ["# Code lists", ""]
    for codes in code_lists(KINDS):
        lines += [f"## {codes.name}", "", f"Source: {codes.source}", "", *_codes(codes, said), ""]
    return "\n".join(lines)


KINDS_ABOUT = (
    "Joint kinds are two-key facts: one party proposes, the other countersigns or disputes. "
    "In a CSV file the first column is `id`, and a field of words has one column for each language."
)


def _kind(kind: Kind, said: tuple[Language, ...]) -> Iterator[str]:
    names = " · ".join(language.label("kinds", kind.name) for language in said)
    joint = "never leaves its house" if kind.stays else "joint" if kind.joint else "one party's own"
    yield f"`{kind.name}` · {names} · {kind.domain} · version {kind.version} · {joint}"
    yield ""
    yield from (f"> {language.label('kinds', f'{kind.name}.about')}  " for language in said)
    if kind.fields:
        yield ""
        yield "| field | type | needed | default | since | English | español |"
        yield "|---|---|---|---|---|---|---|"
    for field in kind.fields:
        labels = " | ".join(language.label("kinds", f"{kind.name}.{field.name}") for language in said)
        default = "" if field.default is None else f"`{str(field.default).lower()}`"
        needed = "yes" if field.name in kind.needed else ""
        yield f"| `{field.name}` | {type_name(field)} | {needed} | {default} | {field.since} | {labels} |"


def _codes(codes: CodeList, said: tuple[Language, ...]) -> Iterator[str]:
    yield "| code | English | español |"
    yield "|---|---|---|"
    for code in codes.codes:
        labels = " | ".join(language.label("codes", f"{codes.name}.{code}") for language in said)
        yield f"| `{code}` | {labels} |"


def errors_page(said: tuple[Language, ...]) -> str:
    """Give the page of errors, by code."""
    lines = ["# Errors", "", MADE, "", "| code | exit | HTTP | English | español |", "|---|---|---|---|---|"]
    for code, error in sorted(errors().items()):
        cells = " | ".join(_cell(language, code) for language in said)
        lines.append(f"| `{code}` | {error.exit_code} | {error.http_status} | {cells} |")
    return "\n".join([*lines, ""])


def _cell(language: Language, code: str) -> str:
    hint = language.find("errors", f"{code}.hint")
    sentence = language.label("errors", code)
    return (f"{sentence} *{hint}*" if hint else sentence).replace("|", "\\|")


def errors() -> dict[str, type[AmbosError]]:
    """Give every error class of the package that has a code of its own."""
    from ambos.faces.site.settings import prepare

    prepare()
    for found in pkgutil.walk_packages(ambos.__path__, "ambos."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    return {kind.code: kind for kind in _descendants(AmbosError) if "code" in vars(kind)}


def _descendants(kind: type[AmbosError]) -> Iterator[type[AmbosError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("ambos."):
            yield child
        yield from _descendants(child)


def cli_page(said: tuple[Language, ...]) -> str:
    """Give the page of commands: each with its help, in English, and its sentence in Spanish."""
    trees = [list(_below(root(language), "ambos", None)) for language in said]
    lines = ["# The command line", "", MADE, "", CLI_ABOUT, ""]
    for english, spanish in zip(*trees, strict=True):
        path, text, _ = english
        lines += [f"## {path}", "", f"`{path}`: {spanish[2]}", "", "```text", text, "```", ""]
    return "\n".join(lines)


CLI_ABOUT = (
    "Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 refused, "
    "2 misused, 3 verification failed, 4 unreachable. `--json` prints one JSON document. "
    "`--lang es` says everything in Spanish."
)


def _below(command: click.Command, path: str, parent: click.Context | None) -> Iterator[tuple[str, str, str]]:
    """Give path, help page and sentence of a command and of all below it."""
    context = click.Context(command, parent, info_name=path.rpartition(" ")[2], max_content_width=WIDTH)
    context.terminal_width = WIDTH
    yield path, command.get_help(context), " ".join((command.help or "").split())
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _below(child, f"{path} {name}", context)
