"""Where settings come from: `config/gateway.yaml`, over it the environment, then the options."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from documents.files import read_file
from documents.places import Problem, in_order
from documents.reader import Document, read_document
from gateway.addresses import default_database, resolved_database, server_at
from gateway.bounds import Budgets, Limits
from gateway.settings import (
    Cache,
    Cors,
    Decisions,
    Documents,
    IdentityProvider,
    Live,
    Log,
    Mail,
    Payments,
    Pooling,
    Replicas,
    Server,
    Settings,
    SignIn,
    Telemetry,
    Tokens,
)
from store.databases import read_address

FILE_NAME = "config/gateway.yaml"
T = TypeVar("T")


class SettingsRefused(Exception):
    """`config/gateway.yaml` does not hold; `problems` says where and why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


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
    value: str | None = _gateway_in(documents).get("default-portal")
    return value


def manifest_of(documents: Iterable[Document]) -> str:
    """The file or folder of trusted documents that is read with each reload."""
    return _filled(Documents, _gateway_in(documents).get("documents")).manifest


def _gateway_in(documents: Iterable[Document]) -> Mapping[str, Any]:
    """Return what the gateway's own file says; nothing where it is not among *documents*."""
    return next((each.data for each in documents if each.kind == "gateway"), {})


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
