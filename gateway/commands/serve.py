"""`portal serve`: answer requests until stopped."""

from __future__ import annotations

import dataclasses
import logging
from typing import Annotated

import typer

from gateway.collecting import starting
from gateway.commands.options import ROOT, DatabaseOption, RootOption, settings_for
from gateway.commands.screen import note
from gateway.listening import require_address
from gateway.logs import configure_logs
from gateway.open_files import allow_files, wanted_files
from gateway.settings import Settings

log = logging.getLogger("portal.start")


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
    require_address(server)
    _allow_files(settings)
    note(f"Serving {settings.root} at http://{server.host}:{server.port}/graphql")
    with starting():
        from gateway.serving import prepare, run  # half of the start, most of it the graph

        application = prepare(settings)
    run(application, settings)


def _allow_files(settings: Settings) -> None:
    """Take as many open files as the settings give away, or say that there are fewer."""
    wanted = wanted_files(settings)
    given = allow_files(wanted)
    if given < wanted:
        log.warning(
            "this process may open %d files and connections, and the settings give away %d: allow "
            "more with `ulimit -n`, or lower `live.connections`", given, wanted,
        )
