"""`portal keys`: keys of front ends' servers, made, listed and revoked; and the gateway's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.commands.asking import (
    moment_now,
    moment_of,
    policies_of,
    portal_of,
    stop,
    user_name,
    with_rows,
    writing_rows,
)
from gateway.commands.options import ROOT, DatabaseOption, Format, FormatOption, RootOption
from gateway.commands.rotating import retire, rotate
from gateway.commands.screen import note, print_json, print_result
from gateway.credentials.api_keys import make_key
from store.key_register import RegisteredKey, end_key, keep_key, list_keys

MOST_LETTERS = 100
"""Of a key's name."""


def commands() -> typer.Typer:
    """Put the commands about keys together."""
    app = typer.Typer(
        name="keys",
        help="Make, list and revoke the keys of front ends' servers; replace the gateway's secret.",
        no_args_is_help=True,
    )
    app.command()(create)
    app.command("list")(list_registered)
    app.command()(revoke)
    app.command()(rotate)
    app.command()(retire)
    return app


def create(
    name: Annotated[str, typer.Argument(help="Who will hold it: the server of which front end.")],
    at: Annotated[
        str | None,
        typer.Option(
            "--at", help="Where it is good: at this location and below.", metavar="PORTAL",
            show_default="default-portal",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            help="When it ends, on the location's clock: 2027-01-01.", metavar="MOMENT",
            show_default="when it is revoked",
        ),
    ] = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Make a key, and print it. It is shown this once: only its SHA-256 is kept.

    Its holder sends it as `X-Api-Key`. It opens nothing that the visitor may not see.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= MOST_LETTERS or not name.isprintable():
        raise typer.BadParameter(f"a name has from 1 to {MOST_LETTERS} letters", param_hint="NAME")
    policies, default = policies_of(root)
    location = portal_of(policies, at, default)
    now, made = moment_now(), make_key()
    end = None if until is None else moment_of(policies, location, until, "--until")
    if end is not None and end <= now:
        raise typer.BadParameter(f"`{until}` is over", param_hint="--until")
    network = policies.tree.root(location)
    key = RegisteredKey(network, made.prefix, name, location, now, end, user_name(), None)
    writing_rows(root, database, lambda connection: keep_key(connection, key, made.digest))
    if output is Format.JSON:
        print_json({"key": made.text, **_entry(key)})
        return
    print_result(made.text)
    note(f"{name} · good at {location} and below · {_until(key, now)}")
    note("It is not shown again. Give it to the server, never to a browser.")


def list_registered(
    every: Annotated[bool, typer.Option("--all", help="Those that have ended, too.")] = False,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the keys that are in force, the latest first: by their beginnings, never whole."""
    now = moment_now()
    found = with_rows(root, database, lambda connection: list_keys(connection, now))
    shown = [key for key in found if every or not _is_over(key, now)]
    if output is Format.JSON:
        print_json([_entry(key) for key in shown])
    elif shown:
        names = max(len(key.name) for key in shown)
        places = max(len(key.location) for key in shown)
        for key in shown:
            words = f"{key.prefix}…  {key.name:{names}}  {key.location:{places}}"
            since = f"from {key.since:%Y-%m-%d %H:%M}, by {key.by_whom}"
            print_result(f"{words}  {since}, {_until(key, now)}")
        note("Moments are in UTC.")
    else:
        note("There are no keys in force; `portal keys create NAME` makes one.")


def revoke(
    beginning: Annotated[
        str, typer.Argument(help="How the key begins, as `portal keys list` has it.")
    ],
    root: RootOption = ROOT,
    database: DatabaseOption = None,
) -> None:
    """End a key now: from the next request on it is good for nothing."""
    now, by, key = moment_now(), user_name(), _named(beginning, root, database)
    if not writing_rows(root, database, lambda connection: end_key(connection, key, now, by)):
        stop(f"the key {key.prefix}… ({key.name}) has {_until(key, now)}")
    note(f"{key.name} · {key.prefix}… is revoked.")


def _named(beginning: str, root: Path, database: str | None) -> RegisteredKey:
    """Find the one key that begins so; the whole key will do as well."""
    now, asked = moment_now(), beginning.strip().removesuffix("…")
    keys = with_rows(root, database, lambda connection: list_keys(connection, now))
    found = [key for key in keys if asked == key.prefix or asked.startswith(f"{key.prefix}_")]
    if not found:
        stop(f"no key begins with `{asked[:12]}`; `portal keys list --all` has them all")
    return found[0]


def _is_over(key: RegisteredKey, now: dt.datetime) -> bool:
    return key.until is not None and key.until <= now


def _until(key: RegisteredKey, now: dt.datetime) -> str:
    if key.until is None:
        return "until it is revoked"
    moment = f"{key.until:%Y-%m-%d %H:%M}"
    if not _is_over(key, now):
        return f"until {moment} UTC"
    return f"ended {moment}" + (f" by {key.ended_by}" if key.ended_by else "")


def _entry(key: RegisteredKey) -> dict[str, Any]:
    return {
        "prefix": key.prefix,
        "name": key.name,
        "network": key.network,
        "at": key.location,
        "from": key.since.isoformat(),
        "until": key.until.isoformat() if key.until else None,
        "by": key.by_whom,
        "ended-by": key.ended_by,
    }
