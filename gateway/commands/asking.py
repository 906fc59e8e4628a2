"""What commands that ask the policies have in common: the set, the portal, the moment, the rows."""

from __future__ import annotations

import asyncio
import datetime as dt
import getpass
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

from access.described import NotDescribed
from access.policy_set import PolicySet
from access.questions import Kind, Question, UnknownSubject
from documents.suggestions import did_you_mean
from gateway.clock import utc_now
from gateway.commands.exits import Exit
from gateway.commands.options import settings_for
from gateway.commands.screen import fail, note
from gateway.databases import opened_database
from gateway.policies.loading import Current, PoliciesRefused, load_policies
from gateway.settings import Settings
from resolvers.kept_policies import KeptPolicies, SetUnusable, Then
from resolvers.moments import NoMoment, read_moment
from resolvers.own_rights import with_right
from resolvers.persons import (
    NobodyFound,
    Person,
    described_person,
    find_person,
    is_in_database,
)
from schema.shape import graph_shape
from store.databases import Connection
from store.errors import DatabaseUnavailable
from store.policy_history import Activation

T = TypeVar("T")

AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", help="The location whose portal is visited.", metavar="PORTAL",
        show_default="default-portal",
    ),
]
WhenOption = Annotated[
    str | None,
    typer.Option(
        help="A moment past or to come, on the portal's clock: 2026-10-03T09:00.",
        metavar="MOMENT",
        show_default="now",
    ),
]


def stop(reason: str) -> NoReturn:
    """End without an answer, and say why."""
    fail(reason)
    raise typer.Exit(Exit.PROBLEMS)


def stop_unwritten(error: OSError) -> NoReturn:
    """End because a file could not be written, and say which one."""
    stop(f"{error.filename or 'a file'} cannot be written: {error.strerror or error}")


def moment_now() -> dt.datetime:
    """Tell what time it is."""
    return utc_now()


def user_name() -> str:
    """Tell who works at this terminal, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


def current_of(root: Path) -> Current:
    """Load what a gateway that started now at *root* would put in force.

    Raises:
        PoliciesRefused: it does not hold.
    """
    loaded = load_policies(root.resolve(), graph_shape())
    if loaded.current is None:
        raise PoliciesRefused(loaded.problems)
    return loaded.current


def policies_of(root: Path) -> tuple[PolicySet, str | None]:
    """Load the policies of *root*, and the name of its default portal.

    Raises:
        PoliciesRefused: they do not hold.
    """
    current = current_of(root)
    return current.policies, current.default_portal


def portal_of(policies: PolicySet, at: str | None, default: str | None) -> str:
    """Return the portal that was named, or the default one; stop where there is none."""
    name = at or default
    if name is None:
        stop("say at which location, with --at: there is no default-portal")
    if name not in policies.tree:
        hint = did_you_mean(name, policies.tree.locations)
        stop(f"there is no location `{name}`" + (f"; {hint}" if hint else ""))
    return name


def moment_of(
    policies: PolicySet, portal: str, when: str | None, option: str = "--when"
) -> dt.datetime:
    """Read the moment of an *option* as the clock at *portal* has it; without a word it is now."""
    if when is None:
        return utc_now()
    try:
        return read_moment(when, policies.tree[portal].timezone)
    except NoMoment:
        raise typer.BadParameter(
            f"`{when}` is no moment; write 2026-10-03 or 2026-10-03T09:00", param_hint=option
        ) from None


def policies_at(
    policies: PolicySet, portal: str, moment: dt.datetime, root: Path, database: str | None
) -> Then:
    """Return the set that was in force at *moment*, and say which one it is.

    Of a moment of which nothing was kept these are the files of today, and that is said, too.

    Raises:
        PoliciesRefused: those of then do not hold in this version.
    """
    now = utc_now()
    if moment >= now:
        return Then(policies)
    try:
        then = with_rows(
            root, database, lambda rows: KeptPolicies().at(rows, policies, moment, now)
        )
    except SetUnusable as unusable:
        raise PoliciesRefused(unusable.problems) from None
    except DatabaseUnavailable:
        then = Then(policies)
    if then.activation is None:
        note("No policies of that moment are kept: those of today are asked.")
    else:
        note(f"By the policies of then: {activation_in_words(then.activation)}.")
    if portal not in then.policies.tree:
        stop(f"there was no location `{portal}` at that moment")
    return then


def activation_in_words(activation: Activation) -> str:
    """Say which set was in force, from when until when, by whom and why."""
    dates = f"from {activation.since:%Y-%m-%d %H:%M} UTC"
    if activation.until is not None:
        dates += f" until {activation.until:%Y-%m-%d %H:%M} UTC"
    who = f", by {activation.by_whom}" if activation.by_whom else ", by an edit of the files"
    why = f": {activation.why}" if activation.why else ""
    return f"{activation.hash[:8]}, {dates}{who}{why}"


def checked(policies: PolicySet, kind: Kind, name: str) -> Question:
    """Return a question that *policies* decide about; stop where they do not."""
    question = with_right(Question(kind, name))
    try:
        question.check(policies)
    except UnknownSubject as unknown:
        stop(str(unknown))
    return question


def person_of(
    policies: PolicySet,
    portal: str,
    words: str,
    now: dt.datetime,
    root: Path,
    database: str | None,
) -> Person:
    """Return the person that *words* name; rows are read only where they name one of them."""

    async def look(connection: Connection) -> Person:
        return await find_person(connection, policies, portal, words, now)

    try:
        if is_in_database(words):
            return with_rows(root, database, look)
        return described_person(words, policies, portal)
    except (NobodyFound, NotDescribed) as reason:
        stop(str(reason))


def with_rows(
    root: Path, database: str | None, work: Callable[[Connection], Awaitable[T]]
) -> T:
    """Run *work* with a connection to the rows, all read at one moment."""
    return asyncio.run(_with_rows(settings_for(root, database), work))


def writing_rows(
    root: Path, database: str | None, work: Callable[[Connection], Awaitable[T]]
) -> T:
    """Run *work* with a connection that keeps all of what it writes, or nothing."""
    return asyncio.run(_with_rows(settings_for(root, database), work, writing=True))


async def _with_rows(
    settings: Settings, work: Callable[[Connection], Awaitable[T]], *, writing: bool = False
) -> T:
    async with (
        opened_database(settings) as database,
        database.transaction() if writing else database.snapshot() as connection,
    ):
        return await work(connection)
