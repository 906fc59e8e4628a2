"""Serving until stopped: the application, in this process or in several, behind uvicorn."""

from __future__ import annotations

import os

import uvicorn
from starlette.applications import Starlette

from gateway.application import create_app
from gateway.credentials.secret import secret_of
from gateway.http.connections import Connection
from gateway.http.sockets import Socket
from gateway.policies.loading import PoliciesRefused, load_policies
from gateway.settings import Settings
from schema.shape import graph_shape

STOP_SECONDS = 15
"""How long requests that have begun may take to end when the gateway is stopped."""


def prepare(settings: Settings) -> Starlette | str:
    """Assemble the application; where several processes answer, return where each finds its own.

    Then it is found out here, once, what would stop every one of them.

    Raises:
        PoliciesRefused, SecretUnusable, EnvironmentUnfit: as `create_app` does.
    """
    if settings.server.workers == 1:
        return create_app(settings)
    loaded = load_policies(settings.root, graph_shape())
    if loaded.current is None:
        raise PoliciesRefused(loaded.problems)
    secret_of(settings)
    os.environ["PORTAL_ROOT"] = str(settings.root)
    os.environ["PORTAL_DATABASE_URL"] = settings.database_url
    os.environ["PORTAL_WORKERS"] = str(settings.server.workers)
    return "gateway.application:from_environment"


def run(application: Starlette | str, settings: Settings) -> None:
    """Answer requests to what `prepare` returned until the process is told to stop."""
    uvicorn.run(
        application,
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
