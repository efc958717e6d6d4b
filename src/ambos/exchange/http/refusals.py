"""What a border refuses, as both of its sides name it."""

from ambos.values.errors import Refused


class NothingYet(Refused):
    """Nothing was ever put out for the partner."""

    code = "exchange.nothing-yet"
    http_status = 404


class NotThere(Refused):
    """There is no such route, section or attachment."""

    code = "exchange.not-there"
    http_status = 404


class MethodRefused(Refused):
    """A border only lets itself be read."""

    code = "exchange.method-refused"
    http_status = 405


class RangeRefused(Refused):
    """The range asked for is not one of these bytes."""

    code = "exchange.range-refused"
    http_status = 416
