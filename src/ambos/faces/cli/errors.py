"""What the command line itself refuses, before any node is opened."""

from ambos.values.errors import Misused, Refused


class CommandUnknown(Misused):
    """There is no such command; data: ``command``, ``nearest``."""

    code = "cli.command-unknown"


class OptionUnknown(Misused):
    """There is no such option; data: ``option``, ``nearest``, ``command``."""

    code = "cli.option-unknown"


class ArgumentMissing(Misused):
    """An argument or an option that must be given is not; data: ``name``, ``command``."""

    code = "cli.argument-missing"


class ValueUnwanted(Misused):
    """An option that takes no value was given one; data: ``option``, ``command``."""

    code = "cli.value-unwanted"


class WordsLeftOver(Misused):
    """More words were typed than the command takes; data: ``words``, ``command``."""

    code = "cli.words-left-over"


class ArgumentInvalid(Misused):
    """An argument or an option has a value of another form; data: ``name``, ``value``, ``expected``."""

    code = "cli.argument-invalid"


class Unusable(Misused):
    """The words typed do not form a command; data: ``reason``, ``command``."""

    code = "cli.unusable"


class OutcomeUnclear(Misused):
    """A recall is answered in one of three ways; none was named, or several."""

    code = "cli.outcome-unclear"


class FileUnusable(Misused):
    """A file or folder cannot be read or written; data: ``file``, ``reason``."""

    code = "cli.file-unusable"


class NodeNotNamed(Misused):
    """No node was named and none is where one is looked for; data: ``folder``."""

    code = "cli.node-not-named"


class NotConfirmed(Refused):
    """What needs a yes was not confirmed."""

    code = "cli.not-confirmed"


class WhereUnknown(Misused):
    """A kind has no such field to choose by; data: ``kind``, ``field``, ``nearest``."""

    code = "cli.where-unknown"


class AssignmentInvalid(Misused):
    """What should be field=value is not; data: ``value``."""

    code = "cli.assignment"


class FingerprintDiffers(Refused):
    """The card is not the one whose fingerprint was read out; data: ``found``, ``given``."""

    code = "cli.fingerprint-differs"


class RuleUnknown(Misused):
    """Plan lint has no rule of this code; data: ``rule``, ``nearest``."""

    code = "cli.rule-unknown"


class NothingToSync(Misused):
    """No trusted partner's border has a known address."""

    code = "cli.nothing-to-sync"
