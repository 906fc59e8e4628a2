"""Attempts at signing in: so many in a while, whoever is meant, whether they exist or not.

Counted by what was given and never by what was found: by address and e-mail together, by e-mail
from anywhere (a guess spread over many addresses), and by address (one that tries many e-mails).
All processes count together, in the database, which keeps digests and no address or e-mail.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
from collections.abc import Iterable

from gateway.clock import Clock
from gateway.refusals import Refused
from store.attempts import count_attempt, sweep, take_back
from store.databases import Database

FROM_ANYWHERE = 5
"""So many times as many attempts one e-mail may see from all addresses together."""

FOR_ANYBODY = 10
"""So many times as many attempts one address may make at all e-mails together."""

KEPT = dt.timedelta(days=1)
"""As long as settings let anything count: others count in the same table, for longer perhaps."""

SWEEP_SECONDS = 60
"""How often a process removes what counts no more, where somebody signs in at all."""


class Attempts:
    """Counts failed attempts, together with every other process at the same database."""

    def __init__(
        self,
        database: Database,
        key: bytes,
        most: int,
        minutes: int,
        clock: Clock,
        *,
        what: str = "attempts to sign in",
    ) -> None:
        """Admit *most* attempts in so many *minutes*; *key* is the same in every process.

        *what* they are, the refused are told; what has another key is counted apart.
        """
        self._what = what
        self._database = database
        self._key = key
        self._most = most
        self._while = dt.timedelta(minutes=minutes)
        self._clock = clock
        self._swept = clock()

    async def begin(self, network: str, email: str, client: str | None) -> None:
        """Count an attempt; it counts as failed until `succeeded` says otherwise.

        An attempt that is refused does not count: nobody can keep others out with those.

        Raises:
            Refused: 429, where there were too many; the words are the same for everybody.
            DatabaseUnavailable: it cannot be counted.
        """
        now = self._clock()
        since = now - self._while
        waits = [0.0]
        async with self._database.transaction() as connection:
            for what, most in sorted(self._counted(network, email, client)):
                begun, failed = await count_attempt(connection, what, now, since=since)
                if failed > most:
                    waits.append((begun - since).total_seconds())
            if any(waits):  # which leaves the transaction, and nothing is counted
                raise Refused(
                    429,
                    "TOO_MANY_ATTEMPTS",
                    f"There were too many {self._what}. Try again later.",
                    headers={"retry-after": str(max(1, int(max(waits))))},
                )
            if (now - self._swept).total_seconds() >= SWEEP_SECONDS:
                self._swept = now
                await sweep(connection, now - KEPT)

    async def succeeded(self, network: str, email: str, client: str | None) -> None:
        """Take the attempt back: it was none to be counted."""
        counted = [what for what, _ in self._counted(network, email, client)]
        async with self._database.transaction() as connection:
            await take_back(connection, counted)

    def _counted(
        self, network: str, email: str, client: str | None
    ) -> Iterable[tuple[str, int]]:
        """What an attempt counts for, and how often each is admitted."""
        address = neighbourhood(client)
        yield self._digest(network, email, address), self._most
        yield self._digest(network, email), self._most * FROM_ANYWHERE
        yield self._digest(address), self._most * FOR_ANYBODY

    def _digest(self, *parts: str) -> str:
        """What stands in the database in place of *parts*; how many they are tells them apart."""
        text = "\x1f".join((str(len(parts)), *parts)).encode()
        return hashlib.blake2b(text, key=self._key[:64], digest_size=16).hexdigest()


def neighbourhood(client: str | None) -> str:
    """The address; of the sixth version the part that one household has for itself.

    One of the fourth that is written in the sixth, as a socket for both has it, is itself: else all
    of them would be one household.
    """
    try:
        address = ipaddress.ip_address(client or "")
    except ValueError:
        return client or ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)
