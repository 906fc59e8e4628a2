"""`portal settings`: every setting as it holds, and where it comes from; secrets stay covered."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.schemas import schema_of
from gateway.addresses import folder_of
from gateway.commands.options import (
    ROOT,
    DatabaseOption,
    Format,
    FormatOption,
    RootOption,
    settings_for,
)
from gateway.commands.screen import print_json, print_result
from gateway.credentials.secret import FILE_NAME as SECRET_FILE
from gateway.settings import Settings
from gateway.settings_file import FILE_NAME, written_settings
from store.databases import read_address

COVERED = "***"

_VARIABLES = {
    name: f"PORTAL_{word.upper()}"
    for name, word in {
        "database.url": "database_url",
        "replicas.urls": "replica_urls",
        "database.direct-url": "database_direct_url",
        "server.host": "host",
        "server.port": "port",
        "server.workers": "workers",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Line:
    """One setting: its name as in the file, its value, and who says so."""

    name: str
    value: Any
    source: str


def print_settings(
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Print the settings that hold, and where each comes from. Secrets are not shown."""
    settings = settings_for(root, database)
    lines = list(effective(settings, database))
    if output is Format.JSON:
        print_json([dataclasses.asdict(line) for line in lines])
        return
    width = max(len(line.name) for line in lines)
    values = max(len(_shown(line.value)) for line in lines)
    for line in lines:
        print_result(f"{line.name:{width}}  {_shown(line.value):{values}}  {line.source}")


def effective(settings: Settings, database: str | None) -> Iterator[Line]:
    """Each setting of the schema as it holds; *database* is what the option or variable says."""
    written = written_settings(settings.root)
    for name in _names(schema_of("gateway")):
        in_file = _written(written, name)
        variable = _VARIABLES.get(name)
        given = None if variable is None else os.environ.get(variable)
        if name == "database.url":
            value: Any = covered(settings.database_url)
            source = _source(in_file is not None)
            if database is not None:
                source = variable if database == given and variable else "--database"
            yield Line(name, value, source)
        elif name == "replicas.urls":
            urls = [covered(url) for url in settings.replicas.urls]
            yield Line(name, urls, _source(in_file is not None) if given is None else str(variable))
        elif name == "database.direct-url":
            direct = settings.database.direct_url
            source = _source(in_file is not None) if given is None else str(variable)
            yield Line(name, None if direct is None else covered(direct), source)
        elif given is not None:
            yield Line(name, given, str(variable))
        elif name == "default-portal":
            yield Line(name, in_file, _source(in_file is not None))
        else:
            yield Line(name, _value(settings, name), _source(in_file is not None))
    yield Line("secret", COVERED, _secret_source(settings))


def covered(url: str) -> str:
    """The address of a database without its password."""
    return read_address(url).render_as_string(hide_password=True)


def _secret_source(settings: Settings) -> str:
    if "PORTAL_SECRET" in os.environ:
        return "PORTAL_SECRET"
    path = folder_of(settings.database_url, otherwise=settings.root) / SECRET_FILE
    return str(path) if path.exists() else f"{path}, made at the first start"


def _names(schema: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    for key, part in schema["properties"].items():
        if "properties" in part:
            yield from _names(part, (*path, key))
        else:
            yield ".".join((*path, key))


def _written(written: Mapping[str, Any], name: str) -> Any:
    value: Any = written
    for key in name.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _value(settings: Settings, name: str) -> Any:
    value: Any = settings
    for key in name.split("."):
        value = getattr(value, key.replace("-", "_"))
    return list(value) if isinstance(value, tuple) else value


def _source(in_file: bool) -> str:
    return FILE_NAME if in_file else "default"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
