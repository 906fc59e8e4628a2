"""What the application is made of, put together from settings; each line makes one part of it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from documents.publication import try_to_finish
from gateway.clock import Clock
from gateway.credentials.api_keys import ApiKeys
from gateway.credentials.attempts import Attempts
from gateway.credentials.identity_provider import identity_provider_of
from gateway.credentials.passwords import Passwords
from gateway.credentials.secret import Secret, secret_of
from gateway.credentials.tokens import tokens_of
from gateway.database_figures import DatabaseFigures
from gateway.databases import database_of, replicas_of
from gateway.decisions import DecisionLog
from gateway.http.caching import Caching
from gateway.http.capacity import Capacity
from gateway.http.endpoint import GraphQLEndpoint
from gateway.http.graphiql import GraphiQL
from gateway.http.named_documents import NamedDocuments
from gateway.live.event_stream import EventStreams
from gateway.live.figures import LiveFigures
from gateway.live.hub import Hub
from gateway.live.places import Places
from gateway.live.reception import Reception
from gateway.mail.figures import LetterFigures
from gateway.mail.mailer import mailer_of, one_time_tokens_of
from gateway.metrics import Metrics
from gateway.operations.admission import Doorkeeper
from gateway.operations.answering import FRESH_SECONDS, Answering
from gateway.operations.budgets import Budgets
from gateway.operations.reading import Reading
from gateway.operations.services import Services
from gateway.outage import Outage
from gateway.payments.provider import provider_of
from gateway.policies.holder import PolicyHolder
from gateway.policies.watching import fingerprint
from gateway.replica_figures import ReplicaFigures
from gateway.settings import Settings
from gateway.telemetry import tracing_of
from planning.engine import Engine
from planning.planner import Planner
from resolvers.catalogue import CATALOGUE
from resolvers.letters.sending import Post
from schema.graph import build_graph
from schema.shape import graph_shape
from store.facts_loader import FactsLoader
from store.shared_reads import SharedReads

if TYPE_CHECKING:
    from gateway.telemetry.tracing import Tracing


class Parts:
    """The parts that answer requests, and those that work beside them; None where there is none."""

    def __init__(self, settings: Settings, clock: Clock, tracing: Tracing | None = None) -> None:
        """Make them. Raises what `gateway.application.create_app` raises."""
        self.settings, self.clock = settings, clock
        self.tracing = tracing or tracing_of(settings)
        try_to_finish(settings.root)
        self.seen = fingerprint(settings.root, settings.documents.manifest)
        self.policies = PolicyHolder(settings.root, graph_shape())
        secret = secret_of(settings)
        self._open_databases()
        self.provider = provider_of(settings, secret, clock)
        self.post = self._post(secret)
        self.answering = self._answering(secret)
        doorkeeper = Doorkeeper(
            self.answering.services.tokens, ApiKeys(self.database, clock), settings.tokens.cookies
        )
        self.graphiql = GraphiQL()
        self._capacity = Capacity(settings.server.requests_at_once)
        self.decisions = (
            None if settings.decisions.log == "none" else DecisionLog(settings.decisions)
        )
        self._documents = NamedDocuments(settings.documents)
        self.outage, self.letters = Outage(), LetterFigures()
        self.metrics = Metrics(
            self.answering.engine, self.policies, self._capacity, self.decisions, self._documents,
            self.reads,
        )
        self.metrics.register(DatabaseFigures(self.database, self.outage))
        if self.post is not None:
            self.metrics.register(self.letters)
        self.hub = Hub(
            self.answering, self.policies, settings.live.look_seconds, self.decisions
        )
        self.reception = self._reception(doorkeeper)
        endpoint = self._endpoint(doorkeeper)
        self.answers = endpoint if self.tracing is None else self.tracing.endpoint(endpoint)

    def _open_databases(self) -> None:
        wrap = None if self.tracing is None else self.tracing.database
        self.database = database_of(self.settings, wrap, bounded=True)
        self.facts = FactsLoader(self.database)
        self.reads = SharedReads(self.database, FRESH_SECONDS)
        self.replicas = replicas_of(self.settings, self.database, wrap)

    def _post(self, secret: Secret) -> Post | None:
        """What sends letters, where somebody takes them away and they are looked for here."""
        mailer = mailer_of(self.settings, self.clock)
        if mailer is None or not self.settings.mail.look_seconds:
            return None
        return Post(self.database, mailer, one_time_tokens_of(secret), self.clock)

    def _answering(self, secret: Secret) -> Answering:
        settings, database, clock = self.settings, self.database, self.clock
        engine = Engine(
            build_graph(),
            CATALOGUE,
            database.dialect,
            settings.limits.of_operations(),
            secret.key("cursors"),
            Planner if self.tracing is None else self.tracing.planner,
        )
        services = Services(
            Passwords(),
            tokens_of(settings, secret, clock),
            Attempts(
                database, secret.key("attempts"),
                settings.sign_in.attempts, settings.sign_in.minutes, clock,
            ),
            Attempts(
                database, secret.key("requests"), settings.mail.requests, settings.mail.minutes,
                clock, what="letters asked for",
            ),
            one_time_tokens_of(secret),
            self.provider,
            identity_provider_of(settings, clock),
        )  # fmt: skip
        budgets = Budgets(settings.budgets.shared_by(settings.server.workers), monotonic)
        reading = None if self.replicas is None else Reading(engine, self.facts, self.replicas)
        return Answering(
            engine, database, self.facts, self.reads, services, clock, budgets, reading=reading
        )

    def _reception(self, doorkeeper: Doorkeeper) -> Reception:
        live = self.settings.live
        places = Places(live.connections, live.connections_each)
        self.metrics.register(LiveFigures(self.hub, places))
        if self.replicas is not None:
            self.metrics.register(ReplicaFigures(self.replicas))
        return Reception(
            self.hub, doorkeeper, self.answering, self.policies, self._documents, self._capacity,
            places, self.outage,
        )  # fmt: skip

    def _endpoint(self, doorkeeper: Doorkeeper) -> GraphQLEndpoint:
        settings = self.settings
        return GraphQLEndpoint(
            doorkeeper,
            self.answering,
            self.policies,
            outage=self.outage,
            body_bytes=settings.limits.body_bytes,
            page=self.graphiql.page if settings.graphiql else None,
            capacity=self._capacity,
            patience=settings.server.patience_seconds,
            metrics=self.metrics if settings.metrics else None,
            decisions=self.decisions,
            documents=self._documents,
            caching=Caching(settings.cache, CATALOGUE, self.database),
            streams=EventStreams(self.reception, settings.live),
        )
