"""The peers, started one after the other on the same database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg

from benchmarks.contestants import Contestant, always, post
from benchmarks.pages import PAGES
from benchmarks.peers.node import FOLDER, NotThere, find_node
from benchmarks.peers.operations import OPERATIONS
from benchmarks.peers.setting import Setting
from benchmarks.servers import Server, free_port, running, serving

VIEWS = Path(__file__).parent / "views.sql"
NODE_PEERS = {
    "Mercurius": "mercurius.js", "PostGraphile": "postgraphile.js", "Yoga": "yoga.js",
}  # fmt: skip


@contextmanager
def peers(setting: Setting, token: str) -> Iterator[tuple[list[Contestant], list[str]]]:
    """Start all peers that can run here, until the block ends.

    Beside them come sentences about those that cannot.
    """
    headers = [("authorization", f"Bearer {setting.token_from(token)}")]
    pages = [page.query for page in PAGES]
    with ExitStack() as stack:
        missing: list[str] = []
        started: list[Contestant] = []

        def join(server: Server, operations: Sequence[str]) -> None:
            asked = {
                page.name: always(post(server, headers, operation))
                for page, operation in zip(PAGES, operations, strict=True)
            }
            started.append(Contestant(server, asked))

        try:
            node = find_node()
        except NotThere as reason:
            missing.append(f"{', '.join(NODE_PEERS)} were not measured: {reason}.")
        else:
            asyncio.run(_make_views(setting))
            for name, script in NODE_PEERS.items():
                port = free_port()
                command = [node, FOLDER / script]
                server = stack.enter_context(
                    running(name, command, setting.environment(port), port)
                )
                join(server, OPERATIONS if name == "PostGraphile" else pages)
        port = free_port()
        factory = "benchmarks.peers.ordinary.app:app"
        environment = setting.environment(port)
        join(stack.enter_context(serving("Strawberry", factory, environment, port)), pages)
        yield started, missing


async def _make_views(setting: Setting) -> None:
    connection = await asyncpg.connect(setting.url.render_as_string(hide_password=False))
    try:
        await connection.execute(VIEWS.read_text())
        places = [(key, f"Location:{key}", name) for key, name in setting.names.items()]
        await connection.executemany("insert into portal.locations values ($1, $2, $3)", places)
    finally:
        await connection.close()
