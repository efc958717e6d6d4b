"""Click commands whose help speaks the reader's language: its own words, and those that click would add."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import click

from ambos.faces.cli.errors import CommandUnknown, WordsLeftOver
from ambos.i18n.catalogue import Language


class SpokenOption(click.Option):
    """An option shown as its names and its sentence; one that must be given says so."""

    def __init__(self, *declarations: Any, language: Language, **settings: Any) -> None:
        super().__init__(*declarations, **settings)
        self.language = language

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give the two columns of the help page."""
        names = ", ".join((*self.opts, *self.secondary_opts))
        shown = names if self.is_flag or not self.metavar else f"{names} {self.metavar}"
        said = self.help or ""
        if self.required:
            said = self.language.say("cli", "help.required", sentence=said)
        return shown, said


class SpokenCommand(click.Command):
    """A command whose help page has headings in one language."""

    def __init__(self, *declarations: Any, language: Language, **settings: Any) -> None:
        super().__init__(*declarations, **settings)
        self.language = language
        self.options_metavar = language.label("cli", "help.options-metavar")
        self.epilog = self.epilog or language.label("cli", "help.epilog")
        self._spoken_help: click.Option | None = None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; refuse those that are left over, in our own words rather than click's."""
        ctx.allow_extra_args = True
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click's parser does not say for which command it read
            raise
        if left:
            raise WordsLeftOver(words=" ".join(left), command=ctx.command_path)
        return left

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option --help, made once: click tells it by identity."""
        if self._spoken_help is None:
            self._spoken_help = help_option(self.language)
        return self._spoken_help

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        prefix = self.language.label("cli", "help.usage") + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their heading."""
        write_options(self, ctx, formatter, self.language)


class SpokenGroup(click.Group):
    """A noun whose help page has headings in one language; without a verb, its usual one or that page."""

    def __init__(self, *declarations: Any, language: Language, usual: str = "", **settings: Any) -> None:
        settings |= {"no_args_is_help": False, "invoke_without_command": True}
        super().__init__(*declarations, **settings)
        self.language = language
        self.usual = usual
        self.callback = self.callback or show_help
        self.options_metavar = ""
        self.subcommand_metavar = language.label("cli", "help.command-metavar")
        self._spoken_help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option --help, made once: click tells it by identity."""
        if self._spoken_help is None:
            self._spoken_help = help_option(self.language)
        return self._spoken_help

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of their declaration."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; where the first is no verb, and not the wish for help, the usual verb is meant."""
        first = args[0] if args else ""
        if self.usual and first != "--help" and self.get_command(ctx, first) is None:
            args = [self.usual, *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; refuse one that is not there with the nearest name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            known = self.list_commands(ctx)
            raise CommandUnknown(command=f"{ctx.command_path} {name}", nearest=like(name, known))
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        prefix = self.language.label("cli", "help.usage") + " "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs, then the options, each under a heading."""
        rows = [(name, self.sentence(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(self.language.label("cli", "help.commands")):
            formatter.write_dl(rows)
        write_options(self, ctx, formatter, self.language)

    def sentence(self, ctx: click.Context, name: str) -> str:
        """Give the first sentence of a verb's help."""
        command = self.get_command(ctx, name)
        return first_sentence(command.help or "") if command else ""


@click.pass_context
def show_help(ctx: click.Context, /, **_: Any) -> None:
    """Print the help page of a noun that was typed without a verb."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def like(word: str, known: Iterable[str]) -> str:
    """Give the known word most like this one."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0)), "")


def first_sentence(text: str) -> str:
    """Give a text's first sentence without its full stop."""
    return text.partition("\n")[0].partition(". ")[0].removesuffix(".")


def help_option(language: Language) -> click.Option:
    """Give the option that prints the help page and ends."""

    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return SpokenOption(
        ["--help", "show_this_page"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=language.label("cli", "option.help"),
        language=language,
    )


def write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, language: Language
) -> None:
    """Write the options of a command under their heading."""
    records = [
        record
        for parameter in command.get_params(ctx)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
    ]
    with formatter.section(language.label("cli", "help.options")):
        formatter.write_dl(records)
