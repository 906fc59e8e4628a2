"""The application, put together from settings; each line of `create_app` is one part of it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from documents.publication import try_to_finish
from gateway.admission import Doorkeeper
from gateway.answering import Answering
from gateway.api_keys import ApiKeys
from gateway.attempts import Attempts
from gateway.budgets import Budgets
from gateway.caching import Caching
from gateway.capacity import Capacity
from gateway.collecting import starting
from gateway.credentials import Clock
from gateway.databases import database_of, replicas_of
from gateway.decisions import DecisionLog
from gateway.front import ENDPOINT, Front
from gateway.graphiql import GraphiQL
from gateway.guard import Guard
from gateway.health import Health
from gateway.http import GraphQLEndpoint
from gateway.keeping import keep_sets
from gateway.live.event_stream import EventStreams
from gateway.live.figures import LiveFigures
from gateway.live.hub import Hub
from gateway.live.places import Places
from gateway.live.reception import Reception
from gateway.live.socket import SocketEndpoint
from gateway.logs import configure_logs
from gateway.mail.posting import keep_posting
from gateway.makers import (
    identities_of,
    mailer_of,
    one_time_tokens_of,
    provider_of,
    secret_of,
    tokens_of,
    tracing_of,
    utc_now,
)
from gateway.metrics import Metrics
from gateway.named_documents import NamedDocuments
from gateway.passwords import Passwords
from gateway.payments.callbacks import Callbacks
from gateway.policies import PolicyHolder
from gateway.reading import Reading
from gateway.refusals import Refused
from gateway.replica_figures import ReplicaFigures
from gateway.services import Services
from gateway.settings import Settings
from gateway.settings_file import load_settings
from gateway.sockets import LEAVING
from gateway.watching import fingerprint, watch
from planning.engine import Engine
from resolvers.catalogue import CATALOGUE
from resolvers.letters.sending import Post
from schema.graph import build_graph
from schema.shape import graph_shape

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
    tracing = tracing or tracing_of(settings)
    try_to_finish(settings.root)
    seen = fingerprint(settings.root, settings.documents.manifest)
    policies = PolicyHolder(settings.root, graph_shape())
    secret = secret_of(settings)
    wrap = None if tracing is None else tracing.database
    database = database_of(settings, wrap)
    tokens = tokens_of(settings, secret, clock)
    engine = (Engine if tracing is None else tracing.engine)(
        build_graph(),
        CATALOGUE,
        database.dialect,
        settings.limits.of_operations(),
        secret.key("cursors"),
    )
    attempts = Attempts(
        database,
        secret.key("attempts"),
        settings.sign_in.attempts,
        settings.sign_in.minutes,
        clock,
    )
    provider = provider_of(settings, secret, clock)
    identities = identities_of(settings, clock)
    letters = Attempts(
        database,
        secret.key("requests"),
        settings.mail.requests,
        settings.mail.minutes,
        clock,
        what="letters asked for",
    )
    one_time_tokens, mailer = one_time_tokens_of(secret), mailer_of(settings, clock)
    services = Services(
        Passwords(), tokens, attempts, letters, one_time_tokens, provider, identities
    )
    budgets = Budgets(settings.budgets.shared_by(settings.server.workers), monotonic)
    replicas = replicas_of(settings, database, wrap)
    answering = Answering(
        engine, database, services, clock, budgets,
        reading=None if replicas is None else Reading(engine, database, replicas),
    )
    doorkeeper = Doorkeeper(tokens, ApiKeys(database, clock), settings.tokens.cookies)
    graphiql = GraphiQL()
    capacity = Capacity(settings.server.requests_at_once)
    decisions = None if settings.decisions.log == "none" else DecisionLog(settings.decisions)
    documents = NamedDocuments(settings.documents)
    metrics = Metrics(engine, policies, capacity, decisions, documents)
    hub = Hub(answering, policies, settings.live.look_seconds, decisions)
    places = Places(settings.live.connections, settings.live.connections_each)
    reception = Reception(hub, doorkeeper, answering, policies, documents, capacity, places)
    metrics.register(LiveFigures(hub, places))
    if replicas is not None:
        metrics.register(ReplicaFigures(replicas))
    endpoint = GraphQLEndpoint(
        doorkeeper,
        answering,
        policies,
        body_bytes=settings.limits.body_bytes,
        page=graphiql.page if settings.graphiql else None,
        capacity=capacity,
        patience=settings.server.patience_seconds,
        metrics=metrics if settings.metrics else None,
        decisions=decisions,
        documents=documents,
        caching=Caching(settings.cache, CATALOGUE, database),
        streams=EventStreams(reception, settings.live),
    )
    answers = endpoint if tracing is None else tracing.endpoint(endpoint)
    health = Health(database, policies)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, Any]]:
        tasks = [
            asyncio.create_task(hub.run()),
            asyncio.create_task(watch(policies, seen)),
            asyncio.create_task(keep_sets(policies, database)),
        ]
        if replicas is not None:
            tasks.append(asyncio.create_task(replicas.watch()))
        if mailer is not None and settings.mail.look_seconds:
            post = Post(database, mailer, one_time_tokens, clock)
            posting = keep_posting(post, policies, settings.mail.look_seconds)
            tasks.append(asyncio.create_task(posting))
        if decisions is not None:
            decisions.start()
        try:
            yield {LEAVING: hub.leaving}
        finally:
            hub.leaving.set()
            if decisions is not None:
                decisions.stop()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            if provider is not None:
                await provider.close()
            if replicas is not None:
                await replicas.close()
            await database.close()
            if tracing is not None:
                await tracing.close()

    routes: list[BaseRoute] = [
        Route(ENDPOINT, answers),
        WebSocketRoute(ENDPOINT, SocketEndpoint(reception, settings.live, settings.cors.origins)),
        Route("/live", health.live),
        Route("/ready", health.ready),
    ]
    if provider is not None:
        callbacks = Callbacks(provider, database, clock)
        provider.deliver = callbacks.take
        routes.append(Route("/payments/callback", callbacks.answer, methods=["POST"]))
    if settings.graphiql:
        routes.append(Route("/graphiql/{name}", graphiql.file))
    if settings.metrics:
        routes.append(Route("/metrics", metrics.show))
    app = Front(
        answers,
        routes=routes,
        middleware=[*_cors(settings), Middleware(Guard)],
        exception_handlers={HTTPException: _refuse},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


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
