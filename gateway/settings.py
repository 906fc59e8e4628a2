"""How the gateway runs: `config/gateway.yaml`, over it the environment, over both the options."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import planning.limits
from documents.files import read_file
from documents.places import Problem, in_order
from documents.reader import Document, read_document
from gateway.addresses import default_database, resolved_database, server_at
from store.databases import read_address

FILE_NAME = "config/gateway.yaml"

T = TypeVar("T")


class SettingsRefused(Exception):
    """`config/gateway.yaml` does not hold; `problems` says where and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Replicas:
    """Copies of the database that queries are read from, and how far they may be behind."""

    urls: tuple[str, ...] = ()
    lag_seconds: int = 5

    def __post_init__(self) -> None:
        object.__setattr__(self, "urls", tuple(self.urls))


@dataclass(frozen=True, slots=True)
class Pooling:
    """What stands between the gateway and PostgreSQL, and the way past it."""

    pooler: str = "none"
    direct_url: str | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """Where the gateway listens."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    requests_at_once: int = 200
    patience_seconds: int = 10


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in is worth."""

    lifetime_minutes: int = 720
    cookies: bool = True

    @property
    def lifetime(self) -> dt.timedelta:
        """How long a token, and the session behind it, holds."""
        return dt.timedelta(minutes=self.lifetime_minutes)


@dataclass(frozen=True, slots=True)
class SignIn:
    """How often somebody may try a password."""

    attempts: int = 10
    minutes: int = 15


@dataclass(frozen=True, slots=True)
class Mail:
    """Who takes letters away, and how many of them people may ask for."""

    transport: str = "none"
    host: str | None = None
    port: int = 587
    encryption: str = "starttls"
    username: str | None = None
    sender: str | None = None
    timeout_seconds: int = 20
    look_seconds: int = 10
    requests: int = 5
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class Payments:
    """Who takes the money."""

    provider: str = "none"


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """Who signs people in besides their passwords; without an issuer, nobody."""

    issuer: str | None = None
    audience: str | None = None
    keys_url: str | None = None
    algorithms: tuple[str, ...] = ("RS256", "ES256")
    networks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "algorithms", tuple(self.algorithms))
        object.__setattr__(self, "networks", tuple(self.networks))


@dataclass(frozen=True, slots=True)
class Cors:
    """Which pages of other origins may ask, in a browser."""

    origins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "origins", tuple(self.origins))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may ask; what each bounds stands in the schema of `gateway.yaml`."""

    body_kilobytes: int = 256
    tokens: int = 4_000
    depth: int = 15
    aliases: int = 60
    root_fields: int = 20
    directives: int = 50
    page_size: int = 100
    count_bound: int = 1_000
    plans_cached: int = 2_000
    documents_cached: int = 1_000
    cache_megabytes: int = 128

    @property
    def body_bytes(self) -> int:
        """The most bytes that a body, or the address of a GET, may have."""
        return self.body_kilobytes * 1024

    def of_operations(self) -> planning.limits.Limits:
        """What the planner bounds."""
        return planning.limits.Limits(
            tokens=self.tokens,
            depth=self.depth,
            aliases=self.aliases,
            root_fields=self.root_fields,
            directives=self.directives,
            page_size=self.page_size,
            count_bound=self.count_bound,
            plans=self.plans_cached,
            documents=self.documents_cached,
            cache_bytes=self.cache_megabytes * 1024 * 1024,
        )


@dataclass(frozen=True, slots=True)
class Budget:
    """What a kind of asker may spend, in cells: at once, and in a minute; 0 is no bound.

    `most` is what one operation may cost: nobody ever has more than a minute's budget.
    """

    operation: int
    minute: int
    most: int | None = field(init=False)

    def __post_init__(self) -> None:
        bounds = [bound for bound in (self.operation, self.minute) if bound]
        object.__setattr__(self, "most", min(bounds, default=None))


    def shared_by(self, processes: int) -> Budget:
        """What one of so many processes lets them spend: its share of a minute, never less than
        one operation may cost."""
        share = max(math.ceil(self.minute / processes), self.operation)
        return Budget(self.operation, min(self.minute, share))


@dataclass(frozen=True, slots=True)
class Budgets:
    """What each kind of asker may spend."""

    anonymous: Budget = Budget(20_000, 2_000_000)
    signed_in: Budget = Budget(50_000, 2_000_000)
    staff: Budget = Budget(200_000, 10_000_000)
    api_key: Budget = Budget(50_000, 20_000_000)

    def shared_by(self, processes: int) -> Budgets:
        """What one of so many processes lets each kind spend."""
        kinds = (self.anonymous, self.signed_in, self.staff, self.api_key)
        return Budgets(*(budget.shared_by(processes) for budget in kinds))


@dataclass(frozen=True, slots=True)
class Log:
    """What is written to standard error, and how."""

    level: str = "info"
    format: str = "text"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Which answers leave a line in the decision log: none, one in `one_in`, or all."""

    log: str = "none"
    one_in: int = 100
    lines_a_second: int = 50


@dataclass(frozen=True, slots=True)
class Documents:
    """Which documents are answered, and where the trusted ones stand."""

    mode: str = "open"
    manifest: str = "trusted-documents"
    automatic_kilobytes: int = 4_096


@dataclass(frozen=True, slots=True)
class Cache:
    """How long others may keep what is shown to everybody."""

    max_age_seconds: int = 60


@dataclass(frozen=True, slots=True)
class Live:
    """How much may be followed, and how soon lost rights are noticed; for each process."""

    connections: int = 1_000
    connections_each: int = 500
    streams_each: int = 20
    waiting_kilobytes: int = 256
    begin_seconds: float = 10
    look_seconds: float = 2


@dataclass(frozen=True, slots=True)
class Telemetry:
    """Whether requests are traced, which, and for which collector."""

    traces: str = "none"
    collector: str = "http://127.0.0.1:4318/v1/traces"
    one_in: int = 100
    traces_a_second: int = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is known before the first request, secrets apart.

    Which portal is the default one is not among it: that may change while the gateway runs.
    """

    root: Path
    database_url: str
    replicas: Replicas = field(default_factory=Replicas)
    database: Pooling = field(default_factory=Pooling)
    server: Server = field(default_factory=Server)
    tokens: Tokens = field(default_factory=Tokens)
    sign_in: SignIn = field(default_factory=SignIn)
    mail: Mail = field(default_factory=Mail)
    payments: Payments = field(default_factory=Payments)
    identity_provider: IdentityProvider = field(default_factory=IdentityProvider)
    cors: Cors = field(default_factory=Cors)
    limits: Limits = field(default_factory=Limits)
    budgets: Budgets = field(default_factory=Budgets)
    log: Log = field(default_factory=Log)
    decisions: Decisions = field(default_factory=Decisions)
    telemetry: Telemetry = field(default_factory=Telemetry)
    documents: Documents = field(default_factory=Documents)
    cache: Cache = field(default_factory=Cache)
    live: Live = field(default_factory=Live)
    graphiql: bool = False
    metrics: bool = False


def load_settings(root: Path, database_url: str | None = None) -> Settings:
    """Read the settings of the gateway whose folders stand in *root*.

    *database_url* is the operator's word on the command line or in the environment; without it the
    file decides, and without that it is an SQLite file in *root*. A file that is absent leaves
    every setting at its default (`portal check` reports that it is missing).

    Raises:
        SettingsRefused: where the file does not hold.
        ValueError: where the address of the database, or of a replica, is none, with a sentence
            for the operator.
    """
    root = root.resolve()
    data = written_settings(root)
    if database_url is not None:
        database_url = resolved_database(database_url, Path.cwd())
    elif "url" in data.get("database", {}):
        database_url = resolved_database(data["database"]["url"], root)
    database_url = database_url or default_database(root)
    return Settings(
        root=root,
        database_url=database_url,
        replicas=_replicas(data.get("replicas"), database_url),
        database=_pooling(data.get("database", {})),
        server=_filled(Server, data.get("server")),
        tokens=_filled(Tokens, data.get("tokens")),
        sign_in=_filled(SignIn, data.get("sign-in")),
        mail=_filled(Mail, data.get("mail")),
        payments=_filled(Payments, data.get("payments")),
        identity_provider=_filled(IdentityProvider, data.get("identity-provider")),
        cors=_filled(Cors, data.get("cors")),
        limits=_filled(Limits, data.get("limits")),
        budgets=_budgets(data.get("budgets", {})),
        log=_filled(Log, data.get("log")),
        decisions=_filled(Decisions, data.get("decisions")),
        telemetry=_filled(Telemetry, data.get("telemetry")),
        documents=_filled(Documents, data.get("documents")),
        cache=_filled(Cache, data.get("cache")),
        live=_filled(Live, data.get("live")),
        graphiql=data.get("graphiql", False),
        metrics=data.get("metrics", False),
    )


def default_portal_of(documents: Iterable[Document]) -> str | None:
    """The one setting that a reload may change: the portal of visitors who name none."""
    for document in documents:
        if document.kind == "gateway":
            value: str | None = document.data.get("default-portal")
            return value
    return None


def manifest_of(documents: Iterable[Document]) -> str:
    """The file or folder of trusted documents that is read with each reload."""
    for document in documents:
        if document.kind == "gateway":
            return _filled(Documents, document.data.get("documents")).manifest
    return Documents().manifest


def written_settings(root: Path) -> Mapping[str, Any]:
    """Read what stands in the file, as it stands there; nothing where there is no file.

    Raises:
        SettingsRefused: where it does not hold.
    """
    path = root / FILE_NAME
    if not path.exists():
        return {}
    content, problem = read_file(FILE_NAME, path)
    if content is None:
        raise SettingsRefused([problem] if problem else [])
    document, problems = read_document(FILE_NAME, content, "gateway")
    if document is None:
        raise SettingsRefused(problems)
    data: Mapping[str, Any] = document.data
    return data


def _replicas(written: Mapping[str, Any] | None, database_url: str) -> Replicas:
    """Make the group of what is written, under what PORTAL_REPLICA_URLS says."""
    replicas = _filled(Replicas, written)
    given = os.environ.get("PORTAL_REPLICA_URLS")
    if given is not None:
        replicas = dataclasses.replace(replicas, urls=tuple(given.split()))
    kinds = {read_address(url).get_backend_name() for url in (database_url, *replicas.urls)}
    if replicas.urls and kinds != {"postgresql"}:
        raise ValueError("only a PostgreSQL database has replicas: take `replicas.urls` away")
    return replicas


def _pooling(written: Mapping[str, Any]) -> Pooling:
    """Read what stands before the database; the environment goes before the file.

    Raises:
        ValueError: The environment names no PostgreSQL server.
    """
    found = _filled(Pooling, written)
    direct = os.environ.get("PORTAL_DATABASE_DIRECT_URL", found.direct_url)
    return dataclasses.replace(found, direct_url=None if direct is None else server_at(direct))


def _budgets(written: Mapping[str, Any]) -> Budgets:
    """Make the budgets of what is written of each; what is not keeps its default."""
    given = {key.replace("-", "_"): bounds for key, bounds in written.items()}
    usual = Budgets()
    return dataclasses.replace(
        usual,
        **{name: dataclasses.replace(getattr(usual, name), **given[name]) for name in given},
    )


def _filled(group: type[T], written: Mapping[str, Any] | None) -> T:
    """Make a *group* of settings from what is written; what is not keeps its default."""
    names = {field.name for field in dataclasses.fields(group)}  # type: ignore[arg-type]
    given = {key.replace("-", "_"): value for key, value in (written or {}).items()}
    return group(**{name: value for name, value in given.items() if name in names})
