"""What is measured: a server, and how the pages are asked of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load import request_bytes
from benchmarks.servers import Server


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running server, with one request for each page as it goes over the wire."""

    server: Server
    requests: tuple[bytes, ...]
    answers: bool = True  # whether its answers are those of the graph

    @property
    def name(self) -> str:
        """What the server is called in tables."""
        return self.server.name


def asked(
    server: Server, operations: Sequence[str], headers: Sequence[tuple[str, str]]
) -> tuple[bytes, ...]:
    """Write one POST for each operation."""
    return tuple(
        request_bytes(server.port, json.dumps({"query": operation}).encode(), headers)
        for operation in operations
    )
