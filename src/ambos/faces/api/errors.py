"""What the interface for programs refuses, before any node is asked."""

from ambos.values.errors import AmbosError, Misused, NotAllowed, Refused


class ScopeMissing(NotAllowed):
    """The token was not issued for this; data: ``scope``."""

    code = "api.scope-missing"


class PersonNeeded(NotAllowed):
    """A person signs this, and nobody stands behind the token as one."""

    code = "api.person-needed"


class TooManyRequests(Refused):
    """The token asked too often; data: ``seconds`` to wait."""

    code = "api.too-many"
    http_status = 429


class KeyMissing(Misused):
    """An act has no idempotency key, or one of another form."""

    code = "api.key-missing"


class KeyReused(Refused):
    """The idempotency key stands for another request."""

    code = "api.key-reused"
    http_status = 422


class OutcomeUnknown(Refused):
    """The same request was begun before and has not ended, or nobody knows how."""

    code = "api.outcome-unknown"


class BaseMoved(Refused):
    """The thing moved on since the version that a revision rests on; data: ``subject``, ``current``."""

    code = "api.base-moved"


class BodyTooLarge(Misused):
    """The body is longer than may be; data: ``limit`` in bytes."""

    code = "api.body-too-large"
    http_status = 413


class BodyMalformed(Misused):
    """The body is not the JSON that is wanted; data: ``reason``, with the place in the body."""

    code = "api.body-malformed"


class QueryMalformed(Misused):
    """The query is not of the form that is wanted; data: ``reason``, with the name of the parameter."""

    code = "api.query-malformed"


class MediaTypeWrong(Misused):
    """The body says that it is of another media type; data: ``expected``."""

    code = "api.media-type"
    http_status = 415


class MethodWrong(Misused):
    """The address does not take this method; data: ``allowed``."""

    code = "api.method"
    http_status = 405


class Broken(AmbosError):
    """A fault of Ambos itself; what it was stands in the server's log alone."""

    code = "api.broken"
    http_status = 500
