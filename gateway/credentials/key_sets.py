"""The public keys of an identity provider: fetched when they are needed, and not too often."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import jwt

from gateway.addresses import THIS_MACHINE

FRESH_SECONDS = 3600.0
"""For so long keys that were fetched are taken to be current."""

STALE_SECONDS = 24 * 3600.0
"""For so long keys are good that nobody has confirmed since: a provider may be away for a while,
and what it has withdrawn must not be good for ever."""

PAUSE_SECONDS = 30.0
"""So long after one try, fetched or not, no other follows, whatever key a token names: nobody makes
us ask, and a provider that was away for a moment is asked again soon."""

MOST_BYTES = 256 * 1024
TIMEOUT_SECONDS = 5.0
DISCOVERY = "/.well-known/openid-configuration"

Fetch = Callable[[str], bytes]


class ProviderUnavailable(Exception):
    """The keys cannot be had just now; the text is for the log."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect where it would have begun, too."""

    def redirect_request(self, *given: Any) -> urllib.request.Request | None:
        _check_private(given[-1])
        return super().redirect_request(*given)


def fetch(url: str) -> bytes:
    """Fetch a small document over HTTPS; plain HTTP is for this machine alone."""
    _check_private(url)
    try:
        with urllib.request.build_opener(_Redirects).open(url, timeout=TIMEOUT_SECONDS) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
    except (OSError, ValueError, HTTPException) as error:
        raise ProviderUnavailable(f"{url} does not answer: {error}") from error
    if len(content) > MOST_BYTES:
        raise ProviderUnavailable(f"{url} answers with more than {MOST_BYTES // 1024} kilobytes")
    return content


def _check_private(url: str) -> None:
    """See to it that nobody in between reads along, or puts in keys of their own."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in THIS_MACHINE:
        raise ProviderUnavailable(f"{url} is not an address with https")


class KeySet:
    """The keys of one issuer by their ids; a rotation is noticed by a key that is not known yet."""

    def __init__(
        self,
        issuer: str,
        keys_url: str | None,
        *,
        get: Fetch = fetch,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer = issuer
        self._keys_url = keys_url
        self._get = get
        self._clock = clock
        self._keys: dict[str, jwt.PyJWK] = {}
        self._tried: float | None = None
        self._fetched: float | None = None
        self._turn = asyncio.Lock()

    async def key(self, key_id: str | None) -> jwt.PyJWK | None:
        """Return the key that a token names, or the only one where it names none.

        Raises:
            ProviderUnavailable: there are no keys to look in, or too old ones, and none can be
                fetched.
        """
        if self._find(key_id) is None or self._is_old():
            async with self._turn:
                if self._may_fetch():
                    await self._refresh()
        if not self._keys:
            raise ProviderUnavailable(f"the keys of {self._issuer} were never fetched")
        if self._is_stale():
            raise ProviderUnavailable(f"the keys of {self._issuer} were not confirmed for a day")
        return self._find(key_id)

    def _find(self, key_id: str | None) -> jwt.PyJWK | None:
        if key_id is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(key_id)

    def _is_old(self) -> bool:
        return self._fetched is None or self._clock() - self._fetched > FRESH_SECONDS

    def _is_stale(self) -> bool:
        return self._fetched is None or self._clock() - self._fetched > STALE_SECONDS

    def _may_fetch(self) -> bool:
        return self._tried is None or self._clock() - self._tried > PAUSE_SECONDS

    async def _refresh(self) -> None:
        """Fetch the keys; where that fails, those known stay good until the next try."""
        self._tried = self._clock()
        try:
            self._keys = await asyncio.to_thread(self._fetch)
        except ProviderUnavailable:
            if not self._keys:
                raise
        else:
            self._fetched = self._tried

    def _fetch(self) -> dict[str, jwt.PyJWK]:
        url = self._keys_url
        if url is None:
            found = _object(self._get(self._issuer.rstrip("/") + DISCOVERY), self._issuer)
            if found.get("issuer") != self._issuer:
                raise ProviderUnavailable(f"{self._issuer} calls itself {found.get('issuer')!r}")
            url = str(found.get("jwks_uri"))
        keys = _object(self._get(url), url).get("keys")
        known: dict[str, jwt.PyJWK] = {}
        for number, each in enumerate(keys if isinstance(keys, list) else ()):
            # a provider's keys are public: a shared secret among them is nobody's signature
            if isinstance(each, dict) and _signs(each):
                try:
                    known[str(each.get("kid", number))] = jwt.PyJWK.from_dict(each)
                except (jwt.PyJWTError, ValueError, TypeError, KeyError):
                    continue  # a kind of key that is not for signatures, or not known here
        if not known:
            raise ProviderUnavailable(f"{url} holds no key that signs")
        return known


def _signs(key: dict[str, Any]) -> bool:
    return key.get("use", "sig") == "sig" and key.get("kty") != "oct"


def _object(content: bytes, url: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProviderUnavailable(f"{url} does not answer with a JSON object")
    return found
