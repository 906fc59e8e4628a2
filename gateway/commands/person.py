"""`portal person`: what is known of one person, handed over to them or erased."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from gateway.clock import utc_now
from gateway.commands.asking import (
    AtOption,
    policies_of,
    portal_of,
    stop,
    user_name,
    with_rows,
)
from gateway.commands.options import ROOT, DatabaseOption, RootOption, settings_for
from gateway.commands.screen import note, print_json
from gateway.credentials.secret import secret_of
from gateway.databases import opened_database
from gateway.payments.provider import provider_of
from gateway.settings import Settings
from planning.ids import parse_id
from resolvers.commerce.provider import ProviderUnavailable
from resolvers.locks import hold_customer
from store.databases import Connection
from store.lookups import find_customers
from store.privacy.erasing import erase as erase_all
from store.privacy.obstacles import what_stands_against
from store.privacy.reading import read_all_of
from store.privacy.saved_methods import references_of
from store.privacy.subjects import Subject, find_subject

WhoArgument = Annotated[
    str, typer.Argument(metavar="WHO", help="An e-mail address, or customer:101.")
]


def commands() -> typer.Typer:
    """Put the commands about a person together."""
    app = typer.Typer(
        name="person",
        help="Hand over to a person what is known of them, or erase it.",
        no_args_is_help=True,
    )
    app.command()(export)
    app.command()(erase)
    return app


def export(
    who: WhoArgument,
    at: AtOption = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
) -> None:
    """Print all that the database holds of a customer, as JSON, table by table.

    Secrets are left out, and the names of staff. Read it before you hand it over: what was
    written in tickets and notes may be about others, too.
    """
    network = _network(root, at)

    async def work(connection: Connection) -> object:
        return await read_all_of(connection, await _subject(connection, network, who))

    print_json(with_rows(root, database, work))


def erase(
    who: WhoArgument,
    because: Annotated[str, typer.Option(help="Why, for the audit trail.", metavar="WORDS")],
    at: AtOption = None,
    billing: Annotated[
        bool,
        typer.Option(
            "--billing", help="Also the name and tax number of invoices, once none has to be kept."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be erased, and keep everything.")
    ] = False,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
) -> None:
    """Erase an archived customer: their names, addresses and words, their login and letters.

    Invoices, charges, bookings and contracts stay, without a name. It cannot be taken back.
    """
    if not because.strip():
        raise typer.BadParameter("say why", param_hint="--because")
    network, settings = _network(root, at), settings_for(root, database)
    subject, changed = asyncio.run(
        _erase(settings, network, who, because.strip(), billing=billing, keep=not dry_run)
    )
    rows = ", ".join(f"{table} {count}" for table, count in sorted(changed.items()))
    would = "would be" if dry_run else "is"
    note(f"customer:{subject.customer} of {subject.home} {would} erased. Rows: {rows}")
    if not dry_run:
        note("Backups hold them still, until these are given up; so do logs of your mail server.")


async def _erase(
    settings: Settings, network: str, who: str, because: str, *, billing: bool, keep: bool
) -> tuple[Subject, dict[str, int]]:
    now = utc_now()
    changed: dict[str, int] = {}
    async with opened_database(settings) as database:
        async with database.connection() as connection:
            subject = await _erasable(connection, network, who, now)
            references = await references_of(connection, subject)
        if keep:
            await _forget(settings, references)
        with suppress(_NotKept):
            async with database.transaction() as connection:
                await hold_customer(connection, network, subject.customer)
                # what came meanwhile stands against it, too
                subject = await _erasable(connection, network, f"customer:{subject.customer}", now)
                changed = await erase_all(
                    connection, subject, now, why=because, by_whom=user_name(), billing=billing
                )
                if not keep:
                    raise _NotKept
    return subject, changed


async def _erasable(connection: Connection, network: str, who: str, now: dt.datetime) -> Subject:
    """Find the person, and stop where something stands against erasing them."""
    subject = await _subject(connection, network, who)
    against = await what_stands_against(connection, subject, now)
    if against:
        stop(f"customer:{subject.customer} cannot be erased:\n  " + "\n  ".join(against))
    return subject


async def _forget(settings: Settings, references: list[tuple[str, str]]) -> None:
    """Let the provider of payments forget what it keeps, before the way to it is erased."""
    provider = provider_of(settings, secret_of(settings)) if references else None
    if provider is None:
        return
    try:
        for name, reference in references:
            if name == provider.name:
                await provider.forget(reference)
    except ProviderUnavailable:
        stop("the payment provider cannot be asked to forget; nothing is erased: try again")
    finally:
        await provider.close()


async def _subject(connection: Connection, network: str, words: str) -> Subject:
    if "@" in words:
        found = await find_customers(connection, network, email=words)
    else:
        named = parse_id(words)
        number = words.removeprefix("customer:") if named is None else named[1]
        if not number.isdecimal() or len(number) > 18 or (named and named[0] != "Customer"):
            stop(f"`{words}` names nobody: write an e-mail address, or customer:101")
        found = await find_customers(connection, network, customer=int(number))
    if not found:
        stop(f"no customer of `{network}` is {words}")
    if len(found) > 1:
        listed = "".join(f"\n  customer:{each.id}  {each.name}, {each.home}" for each in found)
        stop(f"several customers of `{network}` are {words}; name one by its id:{listed}")
    subject = await find_subject(connection, network, found[0].id)
    assert subject is not None, "it was found a moment ago"
    return subject


def _network(root: Path, at: str | None) -> str:
    policies, default = policies_of(root)
    return policies.tree.root(portal_of(policies, at, default))


class _NotKept(Exception):
    """Takes the transaction back."""
