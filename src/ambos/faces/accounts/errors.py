"""What is refused of tokens."""

from ambos.values.errors import Misused, Refused


class TokenMissing(Refused):
    """The request names no token."""

    code = "api.token-missing"
    http_status = 401


class TokenUnknown(Refused):
    """The token is none of ours, has ended or was revoked, or its officer works here no more."""

    code = "api.token-unknown"
    http_status = 401


class ScopeUnknown(Misused):
    """There is no such scope; data: ``scope``, ``known``."""

    code = "api.scope-unknown"


class TokenIncomplete(Misused):
    """A token has no name, one that is too long, or no scope; data: ``limit`` in signs."""

    code = "api.token-incomplete"


class LifetimeTooLong(Misused):
    """A token would live longer than tokens of its scopes may; data: ``minutes``, ``limit``."""

    code = "api.lifetime"
