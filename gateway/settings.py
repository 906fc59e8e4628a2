"""How the gateway runs: the settings, in groups, as `config/gateway.yaml` names them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from gateway.bounds import Budgets, Limits


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
