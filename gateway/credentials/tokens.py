"""Credentials: tokens that name a session, issued at sign-in and checked at every request.

A token says which session and which network, and nothing about rights: those are read from the
database each time, so that a sign-out or a lost role bites at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jwt

from gateway.clock import Clock, utc_now
from gateway.credentials.secret import Secret
from gateway.refusals import Refused, unauthenticated
from gateway.settings import Settings

ALGORITHM = "HS256"
MOST_CHARACTERS = 2_000
CLOCK_SKEW_SECONDS = 60


def invalid_token() -> Refused:
    """Refuse a token, or the session that it names, without a word about what is wrong with it."""
    return unauthenticated("The token is not valid, or not any more. Sign in again.")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a sound token names; whether the session still holds, the database knows."""

    session: int
    network: str
    expires: float  # seconds since 1970, UTC


def tokens_of(settings: Settings, secret: Secret, clock: Clock = utc_now) -> Tokens:
    """Return what issues and verifies tokens, as the settings have it."""
    return Tokens(
        secret.key("tokens"),
        settings.tokens.lifetime,
        clock,
        earlier=secret.earlier_keys("tokens"),
    )


def _name(key: bytes) -> str:
    """What a token calls the key that signed it; it tells nothing about the key."""
    return hashlib.blake2b(key, digest_size=4, person=b"kid").hexdigest()


class Tokens:
    """Issues and verifies tokens; remembers those it has verified, up to a bound."""

    def __init__(
        self,
        key: bytes,
        lifetime: dt.timedelta,
        clock: Clock,
        *,
        earlier: Sequence[bytes] = (),
        remembered: int = 10_000,
    ) -> None:
        """Sign with *key*; tokens that *earlier* keys have signed hold as long as they say."""
        self._key = key
        self._keys = {_name(each): each for each in (key, *earlier)}
        self._unnamed = [key, *earlier][-1]  # signed tokens before they named their keys
        self._clock = clock
        self._remembered = remembered
        self._verified: OrderedDict[str, Identity] = OrderedDict()
        self.lifetime = lifetime

    def issue(
        self, *, session: int, login: int, network: str, expires: dt.datetime | None = None
    ) -> tuple[str, dt.datetime]:
        """Write the token of a *session*; return it and the moment it expires."""
        now = self._clock().replace(microsecond=0)
        expires = (expires or now + self.lifetime).replace(microsecond=0)
        claims = {
            "sub": str(login),
            "sid": session,
            "net": network,
            "iat": int(now.timestamp()),
            "exp": int(expires.timestamp()),
        }
        names = {"kid": _name(self._key)}
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers=names), expires

    def identify(self, authorization: str) -> Identity:
        """Read the `Authorization` header.

        Raises:
            Refused: 401, whatever is wrong with it; the answer does not say what.
        """
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token or len(token) > MOST_CHARACTERS:
            raise unauthenticated("The credential is not a bearer token.")
        return self.named_by(token)

    def named_by(self, token: str) -> Identity:
        """Return whom a *token* names.

        Raises:
            Refused: 401, whatever is wrong with it.
        """
        if len(token) > MOST_CHARACTERS:
            raise invalid_token()
        now = self._clock().timestamp()
        identity = self._verified.get(token)
        if identity is None:
            identity = self._verify(token, now)
            self._remember(token, identity)
        if identity.expires <= now:
            self._verified.pop(token, None)
            raise invalid_token()
        return identity

    def _verify(self, token: str, now: float) -> Identity:
        try:
            name = jwt.get_unverified_header(token).get("kid")
            key = self._unnamed if name is None else self._keys.get(str(name))
            if key is None:
                raise invalid_token()
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                # our clock decides, not the machine's: times are checked here and in `identify`
                options={
                    "require": ["sub", "sid", "net", "iat", "exp"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
            session, network = claims["sid"], claims["net"]
            issued, expires = claims["iat"], claims["exp"]
        except (jwt.InvalidTokenError, ValueError, RecursionError):
            raise invalid_token() from None
        numbers = (session, issued, expires)
        if not isinstance(network, str) or any(type(number) is not int for number in numbers):
            raise invalid_token()
        if issued > now + CLOCK_SKEW_SECONDS:
            raise invalid_token()
        return Identity(session, network, float(expires))

    def _remember(self, token: str, identity: Identity) -> None:
        if len(self._verified) >= self._remembered:
            self._verified.popitem(last=False)
        self._verified[token] = identity
