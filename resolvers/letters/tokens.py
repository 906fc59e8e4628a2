"""One-time tokens: what proves that somebody reads the letters that are sent to an address.

A token is worked out of a random nonce with the gateway's secret. The database holds the nonce and
the token's SHA-256: whoever reads both without the secret has no token, and a letter can be put
together anew as often as it has to be sent.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Sealed:
    """A token as it is kept."""

    nonce: str
    digest: str


class OneTimeTokens:
    """Makes tokens, and makes them again; holds nothing but keys."""

    def __init__(self, key: bytes, earlier: Iterable[bytes] = ()) -> None:
        """Work tokens out with *key*; those that were made with *earlier* ones are found yet."""
        self._keys = (key, *earlier)

    def make(self) -> Sealed:
        """Make a token that nobody has seen, not even whoever calls."""
        nonce = secrets.token_urlsafe(24)
        return Sealed(nonce, digest_of(_worked_out(self._keys[0], nonce)))

    def open(self, sealed: Sealed) -> str | None:
        """Return the token itself; None where the secret that made it is gone."""
        for key in self._keys:
            token = _worked_out(key, sealed.nonce)
            if hmac.compare_digest(digest_of(token), sealed.digest):
                return token
        return None


def digest_of(token: str) -> str:
    """Return what stands in the database for a token that somebody has sent."""
    return hashlib.sha256(token.strip()[:MOST_CHARACTERS].encode()).hexdigest()


def _worked_out(key: bytes, nonce: str) -> str:
    mac = hmac.digest(key, nonce.encode(), "sha256")
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
