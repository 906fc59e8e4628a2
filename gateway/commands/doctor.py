"""`portal doctor`: what is wrong with an installation, and what to do about it."""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import typer
from rich.text import Text

from access.phrases import counted
from gateway.addresses import THIS_MACHINE, folder_of
from gateway.clock import utc_now
from gateway.commands.exits import Exit
from gateway.commands.findings import Finding
from gateway.commands.mailing import mailing
from gateway.commands.options import (
    ROOT,
    DatabaseOption,
    Format,
    FormatOption,
    RootOption,
    settings_for,
)
from gateway.commands.pooling import pooling
from gateway.commands.replication import replication
from gateway.commands.screen import notes, print_json
from gateway.commands.settings import covered
from gateway.credentials.secret import FILE_NAME as SECRET_FILE
from gateway.credentials.secret import LEAST_BYTES
from gateway.databases import database_of
from gateway.http.graphiql import FOLDER
from gateway.open_files import wanted_files
from gateway.policies.loading import Current, load_policies
from gateway.policies.strays import by_location, find_strays
from gateway.settings import Settings
from schema.shape import graph_shape
from store.databases import Database
from store.errors import DatabaseUnavailable, TablesOutdated
from store.facts import read_facts
from store.writable import why_not_writable


def doctor(
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Look an installation over, without changing it: files, secret, database, exposure."""
    settings = settings_for(root, database)
    findings = list(examine(settings))
    if output is Format.JSON:
        print_json([_entry(finding) for finding in findings])
    else:
        _show(findings)
    if any(finding.verdict == "bad" for finding in findings):
        raise typer.Exit(Exit.PROBLEMS)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after the other."""
    loaded = load_policies(settings.root, graph_shape())
    if loaded.current is None:
        what = counted(len(loaded.problems), "problem")
        yield Finding("bad", "files", f"{what} in {settings.root}", "`portal check` names them")
    else:
        count = len(loaded.current.policies.tree)
        yield Finding("good", "files", f"{count} locations, policies that hold")
        yield from _documents(settings, loaded.current)
    yield _secret(settings)
    yield from asyncio.run(_database(settings, loaded.current))
    yield from _exposure(settings)
    most, wanted = resource.getrlimit(resource.RLIMIT_NOFILE)[1], wanted_files(settings)
    if 0 <= most < wanted:
        yield Finding(
            "doubtful", "limits", f"a process may open {most} files and connections here",
            f"allow {wanted}, with `ulimit -Hn` or LimitNOFILE, or lower `live.connections`",
        )


def _documents(settings: Settings, current: Current) -> Iterator[Finding]:
    count, mode = len(current.documents), settings.documents.mode
    if count:
        yield Finding("good", "documents", f"{count} are trusted; mode `{mode}`")
    elif mode == "trusted-only":
        manifest = settings.documents.manifest
        yield Finding(
            "bad", "documents", f"only trusted ones are answered, and `{manifest}` holds none",
            "put the manifests of the front ends there, or set `documents.mode: logged`",
        )


def _secret(settings: Settings) -> Finding:
    given = os.environ.get("PORTAL_SECRET")
    if given is not None:
        if len(given.strip()) < LEAST_BYTES:
            return Finding(
                "bad", "secret", "PORTAL_SECRET is too short",
                f"give it at least {LEAST_BYTES} characters that nobody can guess",
            )
        return Finding("good", "secret", "from PORTAL_SECRET")
    path = folder_of(settings.database_url, otherwise=settings.root) / SECRET_FILE
    try:
        status, content = path.stat(), path.read_bytes().strip()
    except FileNotFoundError:
        return _missing(path)
    except OSError as error:
        return Finding("bad", "secret", f"{path} cannot be read: {error.strerror}")
    if len(content) < LEAST_BYTES:
        return Finding("bad", "secret", f"{path} is too short", "take it away: it is made anew")
    if status.st_mode & 0o077:
        return Finding("bad", "secret", f"others can read {path}", f"chmod 600 {path}")
    return Finding("good", "secret", f"from {path}")


def _missing(path: Path) -> Finding:
    if path.parent.is_dir() and os.access(path.parent, os.W_OK):
        return Finding("good", "secret", f"{path} is made at the first start")
    return Finding(
        "bad", "secret", f"{path} is not there and cannot be made",
        "make the folder writable, or set PORTAL_SECRET",
    )


async def _database(settings: Settings, current: Current | None) -> list[Finding]:
    name = covered(settings.database_url)
    address = folder_of(settings.database_url, otherwise=Path())
    if settings.database_url.startswith("sqlite:") and not address.is_dir():
        return [Finding("bad", "database", f"there is no folder {address}", "make it")]
    database = database_of(settings)
    try:
        try:
            await database.ping()
        except TablesOutdated as old:
            return [
                Finding("good", "database", name),
                Finding("bad", "tables", old.lack, "run `portal migrate`"),
            ]
        except DatabaseUnavailable as error:
            return [Finding("bad", "database", str(error))]
        return [
            Finding("good", "database", name),
            *await pooling(settings, database),
            *await _rows(settings, database, current),
            *await replication(settings, database),
        ]
    finally:
        await database.close()


async def _rows(
    settings: Settings, database: Database, current: Current | None
) -> list[Finding]:
    if current is None:
        return []
    try:
        async with database.connection() as connection:
            await read_facts(connection, "nowhere", [0], utc_now())
            closed = await why_not_writable(connection)
        strays = by_location(await find_strays(database, current.policies.tree))
    except DatabaseUnavailable as error:
        return [Finding("bad", "tables", str(error))]
    if closed is not None:
        return [Finding("bad", "database", closed, "give the gateway's user what it has to write")]
    found = [Finding("bad", "rows", str(stray), stray.help) for stray in strays] or [
        Finding("good", "rows", "each belongs to a location")
    ]
    return [*found, *await mailing(settings, database, current.policies.tree)]


def _exposure(settings: Settings) -> Iterator[Finding]:
    if settings.telemetry.traces != "none" and find_spec("opentelemetry") is None:
        yield Finding(
            "bad", "telemetry", "requests are to be traced, and OpenTelemetry is not installed",
            "install `portal-gateway[telemetry]`, or set `telemetry.traces: none`",
        )
    if settings.graphiql and not (FOLDER / "page.json").is_file():
        yield Finding(
            "doubtful", "graphiql", "it is wanted, and not built",
            "install Node and run `scripts/graphiql`, or set `graphiql: false`",
        )
    if settings.metrics and settings.server.workers > 1:
        yield Finding(
            "doubtful", "metrics",
            f"{settings.server.workers} processes share a port, so each scrape meets another",
            "start them one by one with a port each, and scrape all of them",
        )
    if settings.server.host in THIS_MACHINE:
        return
    if settings.payments.provider == "test":
        yield Finding(
            "doubtful", "payments", "`payments.provider: test` calls invoices paid, for no money",
            "name a provider that takes money, or `none`",
        )
    for wanted, name in ((settings.graphiql, "graphiql"), (settings.metrics, "metrics")):
        if wanted:
            yield Finding(
                "doubtful", name,
                f"`{name}: true` with `server.host: {settings.server.host}` shows it to others",
                f"set `{name}: false`, or let only the proxy reach the gateway",
            )


def _entry(finding: Finding) -> dict[str, str | None]:
    return {
        "verdict": finding.verdict,
        "about": finding.about,
        "text": finding.text,
        "help": finding.help,
    }


def _show(findings: list[Finding]) -> None:
    styles = {"good": "green", "doubtful": "yellow", "bad": "red"}
    for finding in findings:
        line = Text.assemble(
            (f"{finding.verdict:8}", styles[finding.verdict]), f"  {finding.about:9} {finding.text}"
        )
        if finding.help and finding.help not in finding.text:
            line.append(f"\n  help: {finding.help}", style="dim")
        notes().print(line)
