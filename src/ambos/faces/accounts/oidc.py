"""OpenID Connect Core 1.0, code flow with PKCE: asking a provider of identities who somebody is.

Checked: state, nonce, PKCE (RFC 7636, S256), the issuer in the discovery document, in the answer (RFC 9207)
and in the token, audience, expiry, age, signature. Nothing of the provider's answer is kept.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx2

from ambos.faces.accounts.jws import TokenInvalid, read_token
from ambos.node.config import LOOPBACK, Config
from ambos.values.errors import Refused, Unreachable

SECRET: Final = "oidc"  # the file in keys/
SECONDS: Final = 5.0
WAIT: Final = timedelta(minutes=10)  # how long somebody may take at the provider
LEEWAY: Final = timedelta(minutes=1)  # by which two clocks may differ
DISCOVERY: Final = "/.well-known/openid-configuration"


class ProviderRefused(Refused):
    """What came back from the provider does not prove who somebody is; data: ``reason``."""

    code = "accounts.provider-refused"
    http_status = 403


class ProviderUnreachable(Unreachable):
    """The provider of identities does not answer as OpenID Connect says."""

    code = "accounts.provider-unreachable"


@dataclass(frozen=True)
class Errand:
    """What is remembered of somebody who was sent to the provider, until they come back."""

    state: str
    nonce: str
    verifier: str
    to: str
    sent: float

    @classmethod
    def new(cls, to: str, moment: datetime) -> "Errand":
        """Make one of fresh random values."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, to, moment.timestamp())


class Provider:
    """The provider of identities that the settings name."""

    def __init__(self, config: Config, back: str) -> None:
        """Stand for the provider; ``back`` is the address to which it sends people back."""
        self._config = config
        self._back = back

    def address(self, errand: Errand) -> str:
        """Give where to send somebody on this errand."""
        challenge = urlsafe_b64encode(sha256(errand.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "scope": "openid profile",
            "client_id": self._config.oidc_client,
            "redirect_uri": self._back,
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        if self._config.oidc_acr:
            asked["acr_values"] = self._config.oidc_acr
        return f"{self._discovered('authorization_endpoint')}?{urlencode(asked)}"

    def claims(self, errand: Errand, answer: Mapping[str, str], moment: datetime) -> dict[str, Any]:
        """Give what the provider proves of whoever came back; refuse everything that is not as it must be."""
        self._check_answer(errand, answer, moment)
        token = self._token(errand, answer["code"])
        keys = self._json(httpx2.get, self._discovered("jwks_uri")).get("keys", [])
        try:
            claims = read_token(token, keys)
        except TokenInvalid as error:
            raise ProviderRefused(reason="token") from error
        self._check_claims(claims, errand, moment)
        return claims

    def officer(self, claims: Mapping[str, Any]) -> str:
        """Give the officer's slug that the claims hold."""
        return str(claims.get(self._config.oidc_claim, ""))

    def is_strong(self, claims: Mapping[str, Any]) -> bool:
        """Say whether the provider asked for a second factor that the settings trust."""
        return bool(self._config.oidc_acr) and claims.get("acr") == self._config.oidc_acr

    def _check_answer(self, errand: Errand, answer: Mapping[str, str], moment: datetime) -> None:
        if not hmac.compare_digest(errand.state.encode(), answer.get("state", "").encode()):
            raise ProviderRefused(reason="state")
        if moment.timestamp() - errand.sent > WAIT.total_seconds():
            raise ProviderRefused(reason="late")
        if answer.get("iss", self._config.oidc_issuer) != self._config.oidc_issuer:
            raise ProviderRefused(reason="issuer")
        if "code" not in answer:
            raise ProviderRefused(reason="denied")

    def _check_claims(self, claims: Mapping[str, Any], errand: Errand, moment: datetime) -> None:
        audience = claims.get("aud")
        named = audience if isinstance(audience, list) else [audience]
        at = moment.timestamp()
        checks = {
            "issuer": claims.get("iss") == self._config.oidc_issuer,
            "audience": self._config.oidc_client in named,
            "party": claims.get("azp", self._config.oidc_client) == self._config.oidc_client,
            "expired": _moment(claims, "exp") > at - LEEWAY.total_seconds(),
            "age": abs(at - _moment(claims, "iat")) <= WAIT.total_seconds(),
            "nonce": hmac.compare_digest(str(claims.get("nonce", "")).encode(), errand.nonce.encode()),
        }
        for reason, held in checks.items():
            if not held:
                raise ProviderRefused(reason=reason)

    def _token(self, errand: Errand, code: str) -> str:
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": errand.verifier,
        }
        pair = (self._config.oidc_client, provider_secret(self._config.keys))
        found = self._json(httpx2.post, self._discovered("token_endpoint"), data=asked, auth=pair)
        return str(found.get("id_token", ""))

    def _discovered(self, name: str) -> str:
        """Give an address of the provider's, which is reached by TLS, save on this machine."""
        address = str(self._document.get(name, ""))
        if urlsplit(address).scheme != "https" and urlsplit(address).hostname not in LOOPBACK:
            raise ProviderRefused(reason="address")
        return address

    @cached_property
    def _document(self) -> dict[str, Any]:
        """Give what the provider says of itself; it must call itself the issuer that the settings name."""
        issuer = self._config.oidc_issuer
        found = self._json(httpx2.get, issuer.rstrip("/") + DISCOVERY)
        if found.get("issuer") != issuer:
            raise ProviderRefused(reason="issuer")
        return found

    def _json(self, ask: Any, address: str, **given: Any) -> dict[str, Any]:
        try:
            answer = ask(address, timeout=SECONDS, follow_redirects=False, **given)
            found = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise ProviderUnreachable() from error
        if answer.status_code != httpx2.codes.OK or not isinstance(found, dict):
            raise ProviderRefused(reason="answer")
        return found


def _moment(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def provider_secret(keys: Path) -> str:
    """Give what proves this node to the provider; refused where the file is missing."""
    try:
        return (keys / SECRET).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ProviderRefused(reason="secret") from error
