"""`portal serve`: answer requests until stopped."""

from __future__ import annotations

import dataclasses
import os
from typing import Annotated

import typer
import uvicorn

from gateway.application import create_app
from gateway.collecting import settle
from gateway.commands.options import ROOT, DatabaseOption, RootOption, settings_for
from gateway.commands.screen import note
from gateway.connections import Connection
from gateway.logs import configure_logs
from gateway.makers import secret_of
from gateway.policies import PoliciesRefused, load_policies
from gateway.settings import Settings
from gateway.sockets import Socket
from schema.shape import graph_shape

STOP_SECONDS = 15
"""How long requests that have begun may take to end when the gateway is stopped."""


def serve(
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    host: Annotated[
        str | None,
        typer.Option(envvar="PORTAL_HOST", help="The address to listen at.", metavar="ADDRESS"),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            envvar="PORTAL_PORT", help="The port to listen at.", min=1, max=65535, metavar="NUMBER"
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            envvar="PORTAL_WORKERS", help="How many processes answer.", min=1, metavar="NUMBER"
        ),
    ] = None,
) -> None:
    """Answer GraphQL requests at /graphql.

    The gateway does not start while there are problems in its folders. Edits are watched, and
    take effect once they hold.
    """
    settings = settings_for(root, database)
    server = dataclasses.replace(
        settings.server,
        host=settings.server.host if host is None else host,
        port=settings.server.port if port is None else port,
        workers=settings.server.workers if workers is None else workers,
    )
    settings = dataclasses.replace(settings, server=server)
    configure_logs(settings.log)
    note(f"Serving {settings.root} at http://{server.host}:{server.port}/graphql")
    if server.workers == 1:
        app = create_app(settings)
        settle()
        _run(app, settings)
    else:
        _prepare_workers(settings)
        _run("gateway.application:from_environment", settings)


def _prepare_workers(settings: Settings) -> None:
    """Find out here, once, what would stop every worker; then tell them where to look."""
    loaded = load_policies(settings.root, graph_shape())
    if loaded.current is None:
        raise PoliciesRefused(loaded.problems)
    secret_of(settings)
    os.environ["PORTAL_ROOT"] = str(settings.root)
    os.environ["PORTAL_DATABASE_URL"] = settings.database_url
    os.environ["PORTAL_WORKERS"] = str(settings.server.workers)


def _run(application: object, settings: Settings) -> None:
    uvicorn.run(
        application,  # type: ignore[arg-type]
        factory=isinstance(application, str),
        host=settings.server.host,
        port=settings.server.port,
        workers=settings.server.workers,
        loop="uvloop",
        http=Connection,
        ws=Socket,
        ws_max_size=settings.limits.body_bytes,
        ws_per_message_deflate=False,  # it would keep its tables for each connection
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
