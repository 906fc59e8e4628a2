"""What is measured: a server, and how the pages are asked of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

from benchmarks.load import request_bytes
from benchmarks.servers import Server
from benchmarks.visitors import MOST

Headers = Sequence[tuple[str, str]]
Asked = Callable[[], bytes]
"""Gives the next request, as it goes over the wire."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running server, and its requests by the names of the pages that it takes part in.

    The first *compared* visitors have to be answered by it what the gateway answers them.
    """

    server: Server
    pages: Mapping[str, Asked]
    compared: int = MOST

    @property
    def name(self) -> str:
        """What the server is called in tables."""
        return self.server.name


def post(server: Server, headers: Headers, query: str, variables: object = None) -> bytes:
    """Write one operation."""
    body = {"query": query} if variables is None else {"query": query, "variables": variables}
    return request_bytes(server.port, json.dumps(body).encode(), headers)


def always(request: bytes) -> Asked:
    """Ask the same again and again."""
    return lambda: request


def in_turn(asked: Sequence[Asked]) -> Asked:
    """Ask one after the other, and then again from the beginning."""
    turns = cycle(asked)
    return lambda: next(turns)()
