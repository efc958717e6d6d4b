"""What a token may ask about itself."""

from dataclasses import dataclass
from typing import Final

from ambos.faces.accounts.scopes import ANY
from ambos.faces.api.route import Call, Route


@dataclass(frozen=True)
class OwnForm:
    """The token that asks, and who its officer is at the node; it ends at a POSIX second."""

    party: str
    officer: str
    roles: tuple[str, ...]
    groups: tuple[str, ...]
    compartments: tuple[str, ...]
    token: str
    name: str
    scopes: tuple[str, ...]
    ends: int


def _own(call: Call) -> OwnForm:
    person, token = call.node.person(), call.token
    assert token is not None
    return OwnForm(
        party=person.party,
        officer=person.officer,
        roles=tuple(sorted(person.roles)),
        groups=tuple(sorted(person.groups)),
        compartments=tuple(sorted(person.compartments)),
        token=token.mark,
        name=token.name,
        scopes=tuple(token.scopes.split()),
        ends=int(token.ends.timestamp()),
    )


ROUTES: Final = (Route("own", "/me", ANY, _own, OwnForm),)
