"""What people hold: an authenticator app (RFC 6238) and a passkey, in software."""

import hashlib
import hmac
import html
import json
import re
import secrets
import struct
import time
from base64 import b32decode
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData


@dataclass(frozen=True)
class App:
    """An authenticator app that was told a secret."""

    secret: str

    @classmethod
    def read(cls, page: str) -> "App":
        """Type the secret of a page into a new app."""
        found = re.search(r'class="secret">([A-Z2-7]+)<', page)
        assert found, page
        return cls(found[1])

    def code(self, steps: int = 0) -> str:
        """Give the code of now, or of some steps of 30 seconds later (RFC 6238, section 4)."""
        key = b32decode(self.secret + "=" * (-len(self.secret) % 8))
        counter = struct.pack(">Q", int(time.time()) // 30 + steps)
        digest = hmac.new(key, counter, hashlib.sha1).digest()
        at = digest[-1] & 0xF
        (number,) = struct.unpack(">I", digest[at : at + 4])
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


class Passkey:
    """A passkey on a device that asks for its person's finger (or does not, where it is told so)."""

    def __init__(self, origin: str = "http://localhost", *, verified: bool = True) -> None:
        self._origin = origin
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_bytes(16)
        self._handle = ""
        flags = AuthenticatorData.FLAG.UP
        self._flags = flags | AuthenticatorData.FLAG.UV if verified else flags

    def created(self, page: str) -> str:
        """Give the credential that the options of a page ask for, as its script sends it on."""
        options = options_of(page)["publicKey"]
        self._handle = options["user"]["id"]
        public = AttestedCredentialData.create(bytes(16), self._id, _cose(self._key))
        data = AuthenticatorData.create(
            _digest(options["rp"]["id"]), self._flags | AuthenticatorData.FLAG.AT, 0, public
        )
        client = self._client("webauthn.create", options["challenge"])
        attested = AttestationObject.create("none", data, {})
        return self._sent(client, attestationObject=attested, extensions={"credProps": {"rk": True}})

    def signed(self, options: dict[str, Any]) -> str:
        """Give the answer to a challenge."""
        asked = options["publicKey"]
        data = AuthenticatorData.create(_digest(asked["rpId"]), self._flags, 1)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self._key.sign(data + client.hash, ec.ECDSA(SHA256()))
        return self._sent(client, authenticatorData=data, signature=signature, userHandle=self._handle)

    def _client(self, sort: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(sort, challenge, self._origin)

    def _sent(self, client: CollectedClientData, extensions: Any = None, **response: Any) -> str:
        plain = {name: _text(value) for name, value in {"clientDataJSON": client, **response}.items()}
        name = websafe_encode(self._id)
        sent = {"id": name, "rawId": name, "type": "public-key", "response": plain}
        return json.dumps({**sent, "clientExtensionResults": extensions or {}})


def options_of(page: str) -> dict[str, Any]:
    """Give what a page asks a passkey for."""
    found = re.search(r"data-options='([^']*)'", page)
    assert found, page
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else websafe_encode(value)


def _cose(key: ec.EllipticCurvePrivateKey) -> ES256:
    made: ES256 = ES256.from_cryptography_key(key.public_key())  # type: ignore[no-untyped-call]
    return made
