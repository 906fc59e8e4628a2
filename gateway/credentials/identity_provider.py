"""An operator's identity provider: whom one of its ID tokens names (OpenID Connect Core 1.0)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jwt

from gateway.clock import Clock, utc_now
from gateway.credentials.key_sets import KeySet, ProviderUnavailable
from gateway.credentials.tokens import CLOCK_SKEW_SECONDS, MOST_CHARACTERS
from gateway.refusals import Refused
from gateway.settings import Settings
from store.email_addresses import is_email_address

log = logging.getLogger("portal.identity")

MOST_AGE_SECONDS = 600
"""An ID token says that somebody has just signed in; one that is older is none."""

LONGEST_TOKEN = 4 * MOST_CHARACTERS
MOST_ADDRESS = 400
"""Characters of an address that is looked for."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider vouches for; `email` only where it says that it is verified."""

    issuer: str
    subject: str
    email: str | None


class IdentityProvider:
    """Reads ID tokens of one issuer."""

    def __init__(
        self,
        issuer: str,
        audience: str,
        algorithms: Sequence[str],
        networks: Sequence[str],
        keys: KeySet,
        clock: Clock,
    ) -> None:
        """Take tokens of *issuer* for *audience*; empty *networks*: it signs in to all of them."""
        self.issuer = issuer
        self._audience = audience
        self._algorithms = frozenset(algorithms)
        self._networks = frozenset(networks)
        self._keys = keys
        self._clock = clock

    async def person(self, token: str, network: str) -> Person | None:
        """Return whom *token* names; None where it is not sound, whatever is wrong with it.

        Raises:
            Refused: 503, where the provider's keys cannot be had: nobody can be told from nobody.
        """
        if len(token) > LONGEST_TOKEN or (self._networks and network not in self._networks):
            return None
        try:
            head = jwt.get_unverified_header(token)
        except jwt.InvalidTokenError:
            return None
        algorithm, key_id = head.get("alg"), head.get("kid")
        if algorithm not in self._algorithms or not isinstance(key_id, str | None):
            return None
        try:
            key = await self._keys.key(key_id)
        except ProviderUnavailable as error:
            log.warning("nobody can be signed in by the identity provider: %s", error)
            raise Refused(
                503,
                "IDENTITY_PROVIDER_UNAVAILABLE",
                "The identity provider cannot be reached just now. Try again in a moment.",
                headers={"retry-after": "5"},
            ) from None
        return None if key is None else self._read(token, key, str(algorithm))

    def _read(self, token: str, key: jwt.PyJWK, algorithm: str) -> Person | None:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._audience,
                issuer=self.issuer,
                # our clock decides, not the machine's: times are checked below
                options={
                    "require": ["iss", "sub", "aud", "exp", "iat"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except (jwt.InvalidTokenError, ValueError, TypeError, RecursionError):
            return None
        now = self._clock().timestamp()
        issued, expires = claims["iat"], claims["exp"]
        begins = claims.get("nbf", issued)
        if not all(type(each) in (int, float) for each in (issued, expires, begins)):
            return None
        if not now - MOST_AGE_SECONDS <= issued <= now + CLOCK_SKEW_SECONDS:
            return None
        if not begins - CLOCK_SKEW_SECONDS <= now < expires + CLOCK_SKEW_SECONDS:
            return None
        if not self._is_for_us(claims):
            return None
        subject, email = claims["sub"], claims.get("email")
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            return None
        if claims.get("email_verified") is not True or not _is_address(email):
            email = None
        return Person(self.issuer, subject, email)

    def _is_for_us(self, claims: dict[str, Any]) -> bool:
        """Whether the authorized party is the audience, where a token has several."""
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        party = claims.get("azp")
        return party == self._audience if several or party is not None else True


def _is_address(email: object) -> bool:
    return isinstance(email, str) and len(email) <= MOST_ADDRESS and is_email_address(email)


def identity_provider_of(settings: Settings, clock: Clock = utc_now) -> IdentityProvider | None:
    """Return the identity provider, if there is one; it is not asked before somebody signs in."""
    written = settings.identity_provider
    if written.issuer is None or written.audience is None:
        return None
    return IdentityProvider(
        written.issuer,
        written.audience,
        written.algorithms,
        written.networks,
        KeySet(written.issuer, written.keys_url),
        clock,
    )
