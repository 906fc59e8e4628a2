"""A steady load whose answers are known beforehand, and a ledger of what came of each request."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import orjson

PATIENCE = 30.0
"""Seconds after which a request that was not answered counts as wrong."""

AGAIN = 0.05
"""Seconds until a client that was not let in comes again."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One operation of one viewer: what stands in the log, and what goes over the wire."""

    name: str
    request: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def policy(self) -> str:
        """The hash of the policies that it was made under."""
        return self.headers.get("x-policy", "")


Expected = Mapping[tuple[Ask, str], bytes]
"""The one right answer of each ask under the policies of each hash."""


@dataclass(slots=True)
class Ledger:
    """What came of all requests; moments are those of `time.monotonic`.

    `right` counts answers by the hash of their policies, `away` are the moments of honest 503s,
    `broken` those of connections that ended or were refused. `wrong` says what should not be.
    """

    right: Counter[str] = field(default_factory=Counter)
    away: list[float] = field(default_factory=list)
    broken: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    last_under: dict[str, float] = field(default_factory=dict)

    def note(self, ask: Ask, reply: Reply, expected: Expected) -> None:
        """Write one answer down."""
        now = time.monotonic()
        if reply.status == 503 and _is_honest(reply):
            self.away.append(now)
        elif reply.status != 200:
            self.wrong.append(f"{ask.name}: {reply.status} {reply.body[:200]!r}")
        elif (known := expected.get((ask, reply.policy))) is None:
            self.wrong.append(f"{ask.name}: under policies {reply.policy}, which there are not")
        elif known != reply.body:
            self.wrong.append(f"{ask.name}: {reply.body[:300]!r} under {reply.policy}")
        else:
            self.right[reply.policy] += 1
            self.last_under[reply.policy] = now


def _is_honest(reply: Reply) -> bool:
    """Whether a 503 says when to come again, and that it is the database's."""
    if not reply.headers.get("retry-after", "").isdigit():
        return False
    (error,) = orjson.loads(reply.body)["errors"]
    return bool(error["extensions"]["code"] == "DATABASE_UNAVAILABLE")


class Line:
    """A kept-alive connection; it is opened anew where it has ended."""

    def __init__(self, host: str, port: int) -> None:
        self._where = (host, port)
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, request: bytes) -> Reply:
        """Send a request, and wait for what comes back.

        Raises:
            OSError, asyncio.IncompleteReadError: the connection was refused, or has ended.
            TimeoutError: nothing came back.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                if self._ends is None:
                    self._ends = await asyncio.open_connection(*self._where)
                reader, writer = self._ends
                writer.write(request)
                first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
                headers = dict(_pairs(lines))
                body = await reader.readexactly(int(headers["content-length"]))
        except BaseException:
            self.close()
            raise
        if headers.get("connection") == "close":
            self.close()
        return Reply(int(first.split()[1]), headers, body)

    def close(self) -> None:
        """Hang up."""
        if self._ends is not None:
            self._ends[1].close()
            self._ends = None


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            yield name.lower(), value.strip()


async def keep_asking(
    where: tuple[str, int], asks: Sequence[Ask], expected: Expected, ledger: Ledger, pause: float
) -> None:
    """Ask one thing after the other, with a *pause* in seconds, until cancelled."""
    line = Line(*where)
    try:
        while True:
            for ask in asks:
                try:
                    ledger.note(ask, await line.send(ask.request), expected)
                except TimeoutError:
                    ledger.wrong.append(f"{ask.name}: no answer within {PATIENCE:.0f} s")
                except (OSError, asyncio.IncompleteReadError):
                    ledger.broken.append(time.monotonic())
                    await asyncio.sleep(AGAIN)
                await asyncio.sleep(pause)
    finally:
        line.close()


async def learn(
    where: tuple[str, int], asks: Sequence[Ask], policy: str
) -> dict[tuple[Ask, str], bytes]:
    """Return the right answers under the policies of the hash *policy*, which are in force."""
    found = {}
    for ask in asks:
        line = Line(*where)
        reply = await line.send(ask.request)
        line.close()
        if reply.status != 200 or reply.policy != policy:
            raise RuntimeError(f"{ask.name}: {reply.status} under {reply.policy}: {reply.body!r}")
        found[ask, policy] = reply.body
    return found


async def policy_at(where: tuple[str, int]) -> str:
    """Return the hash of the policies by which a new connection is answered."""
    line = Line(*where)
    try:
        request = b"GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: portal.test\r\n"
        return (await line.send(request + b"accept: application/json\r\n\r\n")).policy
    finally:
        line.close()


async def until_gone(task: asyncio.Task[None]) -> None:
    """End a task, and wait until it is over."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
