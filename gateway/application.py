"""The application: the parts of the gateway behind their addresses."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from gateway.clock import Clock, utc_now
from gateway.collecting import starting
from gateway.http.front import ENDPOINT, Front
from gateway.http.guard import Guard
from gateway.http.health import Health
from gateway.lifespan import lifespan
from gateway.live.socket import SocketEndpoint
from gateway.logs import configure_logs
from gateway.parts import Parts
from gateway.payments.callbacks import Callbacks
from gateway.refusals import Refused
from gateway.settings import Settings
from gateway.settings_file import load_settings

if TYPE_CHECKING:
    from gateway.telemetry.tracing import Tracing


def create_app(
    settings: Settings, *, clock: Clock = utc_now, tracing: Tracing | None = None
) -> Starlette:
    """Assemble the application. The database need not be up; the policies must hold.

    Without *tracing* requests are traced as the settings say.

    Raises:
        PoliciesRefused: where the operator's folders hold no policies to start with.
        SecretUnusable: where tokens could not be signed, or a mail server's password not be read.
        EnvironmentUnfit: where requests are to be traced, and what that takes is not installed.
    """
    parts = Parts(settings, clock, tracing)
    app = Front(
        parts.answers,
        routes=_routes(parts),
        middleware=[*_cors(settings), Middleware(Guard)],
        exception_handlers={HTTPException: _refuse},
        lifespan=lambda _: lifespan(parts),
    )
    app.router.redirect_slashes = False
    return app


def _routes(parts: Parts) -> list[BaseRoute]:
    """Name the addresses that there are, and who answers there."""
    settings = parts.settings
    health = Health(parts.database, parts.policies, parts.outage)
    socket = SocketEndpoint(parts.reception, settings.live, settings.cors.origins)
    routes: list[BaseRoute] = [
        Route(ENDPOINT, parts.answers),
        WebSocketRoute(ENDPOINT, socket),
        Route("/live", health.live),
        Route("/ready", health.ready),
    ]
    if parts.provider is not None:
        callbacks = Callbacks(
            parts.provider, parts.database, parts.clock, patience=settings.server.patience_seconds
        )
        parts.provider.deliver = callbacks.take
        routes.append(Route("/payments/callback", callbacks.answer, methods=["POST"]))
    if settings.graphiql:
        routes.append(Route("/graphiql/{name}", parts.graphiql.file))
    if settings.metrics:
        routes.append(Route("/metrics", parts.metrics.show))
    return routes


def _cors(settings: Settings) -> list[Middleware]:
    """Let pages of the origins in the settings ask; tokens travel in a header, cookies do not."""
    if not settings.cors.origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors.origins,
            allow_methods=["GET", "POST"],
            allow_headers=[
                "authorization", "content-type", "if-none-match", "x-cost", "x-portal",
                "x-request-id",
            ],
            expose_headers=["etag", "retry-after", "x-policy", "x-preview", "x-request-id"],
        )
    ]


def from_environment() -> Starlette:
    """Assemble the application of a worker process, which learns its settings from `PORTAL_…`."""
    settings = load_settings(
        Path(os.environ.get("PORTAL_ROOT", ".")), os.environ.get("PORTAL_DATABASE_URL")
    )
    workers = int(os.environ.get("PORTAL_WORKERS", settings.server.workers))
    server = dataclasses.replace(settings.server, workers=workers)
    settings = dataclasses.replace(settings, server=server)
    configure_logs(settings.log)
    with starting():
        return create_app(settings)


async def _refuse(_: Request, error: Exception) -> Response:
    """Answer for addresses and methods that there are not."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {
        404: ("NOT_FOUND", "There is nothing at this address; GraphQL is at `/graphql`."),
        405: ("METHOD_NOT_ALLOWED", "This address does not take this method."),
    }
    code, message = words.get(status, ("BAD_REQUEST", "The request cannot be answered."))
    headers = dict(getattr(error, "headers", None) or {})
    return Response(
        Refused(status, code, message).body(), status, headers, media_type="application/json"
    )
