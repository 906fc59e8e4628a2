"""The peers, started one after the other on the same database."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg

from benchmarks.contestants import Asked, Contestant, Headers, always, in_turn, post
from benchmarks.pages import PAGES
from benchmarks.peers.node import FOLDER, NotThere, find_node
from benchmarks.peers.operations import OPERATIONS
from benchmarks.peers.setting import Setting
from benchmarks.servers import Server, free_port, running, serving
from benchmarks.sessions import Session

VIEWS = Path(__file__).parent / "views.sql"
ORDINARY = "Strawberry"
SCRIPTS = {"Mercurius": "mercurius.js", "PostGraphile": "postgraphile.js", "Yoga": "yoga.js"}
SERVERS = (*SCRIPTS, ORDINARY)


@contextmanager
def started(
    names: Collection[str], setting: Setting, sessions: Sequence[Session]
) -> Iterator[tuple[list[Contestant], list[str]]]:
    """Start those of `SERVERS` that *names* has and that can run here, until the block ends.

    Beside them comes a sentence about those that cannot.
    """
    headers = [
        [("authorization", f"Bearer {setting.token_from(session.token)}")] for session in sessions
    ]
    scripts = {name: script for name, script in SCRIPTS.items() if name in names}
    missing: list[str] = []
    with ExitStack() as stack:
        servers: list[Server] = []
        if scripts:
            try:
                node = find_node()
            except NotThere as reason:
                missing.append(f"{', '.join(scripts)}: not measured, as {reason}")
                scripts = {}
            else:
                asyncio.run(_make_views(setting))
        for name, script in scripts.items():
            port = free_port()
            command = [node, FOLDER / script]
            servers.append(
                stack.enter_context(running(name, command, setting.environment(port), port))
            )
        if ORDINARY in names:
            port = free_port()
            factory = "benchmarks.peers.ordinary.app:app"
            servers.append(
                stack.enter_context(serving(ORDINARY, factory, setting.environment(port), port))
            )
        yield [Contestant(server, _pages(server, headers)) for server in servers], missing


def _pages(server: Server, headers: Sequence[Headers]) -> dict[str, Asked]:
    operations = OPERATIONS if server.name == "PostGraphile" else [page.query for page in PAGES]
    return {
        page.name: in_turn([always(post(server, each, operation)) for each in headers])
        for page, operation in zip(PAGES, operations, strict=True)
    }


async def _make_views(setting: Setting) -> None:
    connection = await asyncpg.connect(setting.url.render_as_string(hide_password=False))
    try:
        await connection.execute(VIEWS.read_text())
        places = [(key, f"Location:{key}", name) for key, name in setting.names.items()]
        await connection.executemany("insert into portal.locations values ($1, $2, $3)", places)
    finally:
        await connection.close()
