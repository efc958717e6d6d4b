"""What the provider says of people, true or, for those whose names say so, with one claim wrong."""

import time
from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.faces.accounts.provider.entrance import STRONG


class Claims(OAuth2Validator):  # type: ignore[misc]
    """Adds name and class of authentication, and lies where it is told to."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        """Give the name, and for some that two factors were asked for."""
        name, _, way = request.user.username.partition("+")
        return {"preferred_username": name, **({"acr": STRONG} if way == "strong" else {})}

    def get_id_token_dictionary(self, token: Any, token_handler: Any, request: Any) -> tuple[Any, Any]:
        """Give the claims, one of them wrong for a person of that name."""
        claims, expires = super().get_id_token_dictionary(token, token_handler, request)
        _, _, way = request.user.username.partition("+")
        lies: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "another"},
            "issuer": {"iss": "http://127.0.0.1/other"},
            "audience": {"aud": "somebody-else"},
            "expired": {"exp": int(time.time()) - 3600},
            "old": {"iat": int(time.time()) - 7200},
        }
        return {**claims, **lies.get(way, {})}, expires
