"""A gateway on trial: a steady load of known answers, while one thing after another goes wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from benchmarks.hanging import WAYS
from benchmarks.pages import PORTAL
from benchmarks.steady import Ask, Ledger, keep_asking, learn, policy_at, until_gone

QUERIES = (
    """{ events(first: 5, orderBy: { field: TITLE }) { totalCount nodes { id title description } }
    me { name membership } }""",
    "{ portal { id viewer { kind suspended frozen } navigation { label section page } } }",
    "{ resources(first: 20) { nodes { id name capacity } } }",
)
"""Two statements that must see one moment and one policy, none at all, and one."""

BEFORE, AFTER = "events:     { access: public }", "events:     { access: member }"
"""The edit between the two policies, in `policies/portal.yaml`."""

PAUSE = 0.02
ALIKE = 8
"""So many new connections in a row must be answered alike, until all processes are said to be."""


@dataclass(slots=True)
class Trial:
    """A gateway at *where* whose folders stand in *root*, and what has come of its trial so far.

    So many *clients* ask in turn as each of the *people*, kind and token.

    `away` and `broken` are stretches of time, by `time.monotonic`, in which the database was away
    and in which connections may have ended. `cut_off` are the seconds that each client that hung
    was borne with, `in_force` those from an edit to the last answer by the rules before it.
    """

    where: tuple[str, int]
    root: Path
    people: Sequence[tuple[str, str | None]]
    clients: int = 10
    expected: dict[tuple[Ask, str], bytes] = field(default_factory=dict)
    hashes: list[str] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    away: list[tuple[float, float]] = field(default_factory=list)
    broken: list[tuple[float, float]] = field(default_factory=list)
    cut_off: dict[str, list[float]] = field(default_factory=dict)
    in_force: list[float] = field(default_factory=list)

    @property
    def asks(self) -> list[Ask]:
        """Everything that is asked, by each of the people."""
        return [
            Ask(f"{kind}, {query.split()[1]}", _request(query, token))
            for kind, token in self.people for query in QUERIES
        ]

    async def prepare(self) -> None:
        """Learn the right answers under both policies; the second one is in force afterwards."""
        asks = self.asks
        first = await self._settled()
        self.expected |= await learn(self.where, asks, first)
        self._edit()
        while (second := await self._settled()) == first:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
        self.expected |= await learn(self.where, asks, second)
        self.hashes += first, second
        differing = [ask for ask in asks if self.expected[ask, first] != self.expected[ask, second]]
        assert 0 < len(differing) < len(asks), "the edit changes all answers, or none"

    async def under_load(self, faults: Callable[[], Awaitable[None]]) -> None:
        """Ask all the time while *faults* happen, and a little longer."""
        asks = self.asks
        clients = [
            asyncio.create_task(keep_asking(
                self.where, asks[number % len(asks) :] + asks[: number % len(asks)],
                self.expected, self.ledger, PAUSE,
            ))
            for number in range(0, 3 * self.clients, 3)
        ]
        try:
            await faults()
            await asyncio.sleep(0.5)
        finally:
            for client in clients:
                await until_gone(client)

    async def reload(self, times: int, every: float) -> None:
        """Edit to and fro, and see when the last answer by the rules before was given."""
        for _ in range(times):
            before = await policy_at(self.where)
            self._edit()
            edited = time.monotonic()
            await asyncio.sleep(every)
            self.in_force.append(max(0.0, self.ledger.last_under.get(before, 0.0) - edited))

    async def hang(self, each: int) -> None:
        """Let so many clients hang in each way, and wait until all are cut off."""
        ask = self.asks[0].request

        async def one(name: str) -> None:
            self.cut_off.setdefault(name, []).append(await WAYS[name](self.where, ask))

        await asyncio.gather(*(one(name) for name in WAYS for _ in range(each)))

    def _edit(self) -> None:
        path = self.root / "policies/portal.yaml"
        text = path.read_text()
        old, new = (BEFORE, AFTER) if BEFORE in text else (AFTER, BEFORE)
        path.write_text(text.replace(old, new))

    async def _settled(self) -> str:
        """Return the hash of the policies, once all processes go by the same."""
        found: list[str] = []
        while len(found) < ALIKE or len(set(found[-ALIKE:])) > 1:
            found.append(await policy_at(self.where))
            await asyncio.sleep(0.02)
        return found[-1]


def _request(query: str, token: str | None) -> bytes:
    body = orjson.dumps({"query": query})
    head = (
        "POST /graphql HTTP/1.1\r\nhost: portal.test\r\ncontent-type: application/json\r\n"
        f"accept: application/json\r\nx-portal: {PORTAL}\r\ncontent-length: {len(body)}\r\n"
    )
    if token is not None:
        head += f"authorization: Bearer {token}\r\n"
    return head.encode() + b"\r\n" + body
