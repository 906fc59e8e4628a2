"""Attempts at signing in: so many in a while, whoever is meant, whether they exist or not.

Counted by what was given and never by what was found: by address and e-mail together, by e-mail
from anywhere (a guess spread over many addresses), and by address (one that tries many e-mails).
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from gateway.credentials import Clock
from gateway.refusals import Refused

FROM_ANYWHERE = 5
"""So many times as many attempts one e-mail may see from all addresses together."""

FOR_ANYBODY = 10
"""So many times as many attempts one address may make at all e-mails together."""

MOST_REMEMBERED = 100_000


@dataclass(slots=True)
class _Count:
    """Attempts since a moment."""

    since: float
    failed: int = 0


class Attempts:
    """Counts failed attempts; each process counts its own."""

    def __init__(self, most: int, minutes: int, clock: Clock) -> None:
        self._most = most
        self._seconds = minutes * 60
        self._clock = clock
        self._counts: OrderedDict[Hashable, _Count] = OrderedDict()

    def begin(self, network: str, email: str, client: str | None) -> None:
        """Count an attempt; it counts as failed until `succeeded` says otherwise.

        Raises:
            Refused: 429, where there were too many; the words are the same for everybody.
        """
        now = self._clock().timestamp()
        keys = list(self._keys(network, email, client))
        waits = [self._wait(key, most, now) for key, most in keys]
        if any(waits):
            raise Refused(
                429,
                "TOO_MANY_ATTEMPTS",
                "There were too many attempts to sign in. Try again later.",
                headers={"retry-after": str(max(waits))},
            )
        for key, _ in keys:
            self._counts.setdefault(key, _Count(now)).failed += 1
            self._counts.move_to_end(key)
        while len(self._counts) > MOST_REMEMBERED:
            self._counts.popitem(last=False)

    def succeeded(self, network: str, email: str, client: str | None) -> None:
        """Take the attempt back: it was none to be counted."""
        for key, _ in self._keys(network, email, client):
            count = self._counts.get(key)
            if count is not None:
                count.failed -= 1
                if count.failed <= 0:
                    del self._counts[key]

    def _keys(
        self, network: str, email: str, client: str | None
    ) -> Iterable[tuple[Hashable, int]]:
        address = _neighbourhood(client)
        yield (network, email, address), self._most
        yield (network, email), self._most * FROM_ANYWHERE
        yield address, self._most * FOR_ANYBODY

    def _wait(self, key: Hashable, most: int, now: float) -> int:
        """For how many seconds nothing more is admitted under *key*."""
        count = self._counts.get(key)
        if count is None:
            return 0
        left = count.since + self._seconds - now
        if left <= 0:
            del self._counts[key]
            return 0
        return max(1, int(left)) if count.failed >= most else 0


def _neighbourhood(client: str | None) -> str:
    """The address; of the sixth version the part that one household has for itself."""
    try:
        address = ipaddress.ip_address(client or "")
    except ValueError:
        return client or ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
