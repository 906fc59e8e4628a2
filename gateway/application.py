"""The application, put together from settings; each line of `create_app` is one part of it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime as dt
import os
import time
from collections.abc import AsyncIterator
from functools import lru_cache
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
from gateway.addresses import folder_of
from gateway.admission import Doorkeeper
from gateway.answering import Answering
from gateway.api_keys import ApiKeys
from gateway.attempts import Attempts
from gateway.budgets import Budgets
from gateway.caching import Caching
from gateway.capacity import Capacity
from gateway.collecting import settle
from gateway.credentials import Clock, Tokens
from gateway.databases import database_of, replicas_of
from gateway.decisions import DecisionLog
from gateway.environment import EnvironmentUnfit
from gateway.front import ENDPOINT, Front
from gateway.graphiql import GraphiQL
from gateway.guard import Guard
from gateway.health import Health
from gateway.http import GraphQLEndpoint
from gateway.identity_provider import IdentityProvider
from gateway.keeping import keep_sets
from gateway.key_sets import KeySet
from gateway.live.event_stream import EventStreams
from gateway.live.figures import LiveFigures
from gateway.live.hub import Hub
from gateway.live.places import Places
from gateway.live.reception import Reception
from gateway.live.socket import SocketEndpoint
from gateway.logs import configure_logs
from gateway.mail.password import mail_password
from gateway.mail.posting import keep_posting
from gateway.mail.smtp import SmtpMailer
from gateway.metrics import Metrics
from gateway.named_documents import NamedDocuments
from gateway.passwords import Passwords
from gateway.payments.callbacks import Callbacks
from gateway.payments.test_provider import TestProvider
from gateway.policies import PolicyHolder
from gateway.reading import Reading
from gateway.refusals import Refused
from gateway.replica_figures import ReplicaFigures
from gateway.secret import Secret, load_secret
from gateway.services import Services
from gateway.settings import Settings, load_settings
from gateway.sockets import LEAVING
from gateway.watching import fingerprint, watch
from planning.engine import Engine
from resolvers.catalogue import CATALOGUE
from resolvers.letters.mailer import Mailer
from resolvers.letters.sending import Post
from resolvers.letters.tokens import OneTimeTokens
from schema.graph import build_schema
from schema.shape import graph_shape

if TYPE_CHECKING:
    from gateway.telemetry.tracing import Tracing


def utc_now() -> dt.datetime:
    """The clock on the wall, to the second, as moments are stored.

    All who ask within a second are given the same moment, which is then written out once.
    """
    return _moment(int(time.time()))


@lru_cache(maxsize=2)
def _moment(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


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
        build_schema()._schema,  # noqa: SLF001 - Strawberry declares the graph, and no more
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
    app = create_app(settings)
    settle()
    return app


def secret_of(settings: Settings) -> Secret:
    """The secret from `PORTAL_SECRET`, else from its file next to the database."""
    folder = folder_of(settings.database_url, otherwise=settings.root)
    return load_secret(
        folder, os.environ.get("PORTAL_SECRET"), os.environ.get("PORTAL_SECRET_BEFORE")
    )


def tracing_of(settings: Settings) -> Tracing | None:
    """What traces requests, if the settings ask for it.

    Raises:
        EnvironmentUnfit: where OpenTelemetry is not installed.
    """
    if settings.telemetry.traces == "none":
        return None
    try:
        from gateway.telemetry.tracing import Tracing
    except ImportError:
        raise EnvironmentUnfit(
            "`telemetry.traces: otlp` needs OpenTelemetry: install `portal-gateway[telemetry]`, "
            "or set it to `none`"
        ) from None
    return Tracing(settings.telemetry)


def provider_of(
    settings: Settings, secret: Secret, clock: Clock = utc_now
) -> TestProvider | None:
    """The payment provider that the settings name, if any; it signs with a key of its own."""
    if settings.payments.provider == "none":
        return None
    return TestProvider(secret.key("payments"), clock)


def one_time_tokens_of(secret: Secret) -> OneTimeTokens:
    """What makes the tokens that letters carry."""
    return OneTimeTokens(secret.key("letters"), secret.earlier_keys("letters"))


def mailer_of(settings: Settings, clock: Clock = utc_now) -> Mailer | None:
    """Who takes letters away, if the settings name anybody.

    Raises:
        SecretUnusable: where its password cannot be read.
    """
    mail = settings.mail
    if mail.transport == "none" or mail.host is None or mail.sender is None:
        return None
    return SmtpMailer(mail, mail.host, mail.sender, mail_password(), clock)


def tokens_of(settings: Settings, secret: Secret, clock: Clock = utc_now) -> Tokens:
    """What issues and verifies tokens."""
    return Tokens(
        secret.key("tokens"),
        settings.tokens.lifetime,
        clock,
        earlier=secret.earlier_keys("tokens"),
    )


def identities_of(settings: Settings, clock: Clock = utc_now) -> IdentityProvider | None:
    """The identity provider that the settings name; it is not asked before somebody signs in."""
    written = settings.identity_provider
    if written.issuer is None or written.audience is None:
        return None
    return IdentityProvider(
        written.issuer,
        written.audience,
        written.algorithms,
        written.networks,
        KeySet(written.issuer, written.keys_url),
        clock,
    )


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
