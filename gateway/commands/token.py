"""`portal token`: sign somebody in from the command line, for trying things out."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from access.tree import Location
from gateway.clock import utc_now
from gateway.commands.asking import current_of
from gateway.commands.exits import Exit
from gateway.commands.options import (
    ROOT,
    DatabaseOption,
    Format,
    FormatOption,
    RootOption,
    settings_for,
)
from gateway.commands.screen import fail, note, print_json, print_result
from gateway.credentials.secret import secret_of
from gateway.credentials.tokens import Tokens, tokens_of
from gateway.databases import opened_database
from gateway.operations.viewers import find_viewer
from gateway.policies.loading import Current
from gateway.settings import Settings
from planning.ids import parse_id
from store.accounts import OwnProfile, find_login, find_profiles
from store.databases import Connection
from store.sessions import create_session


class NotSignedIn(Exception):
    """Nobody can be signed in like that; the text says why."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A session that has begun, and the token that names it."""

    token: str
    expires: dt.datetime
    portal: Location
    profile: OwnProfile | None


def token(
    email: Annotated[str, typer.Argument(help="The e-mail address that somebody signs in with.")],
    profile: Annotated[
        str | None,
        typer.Option(help="Which of their profiles, by id, if they have several.", metavar="ID"),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="A location of their network.", metavar="PORTAL", show_default="default-portal"
        ),
    ] = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Begin a session for a person, without their password, and print its token.

    curl -H "Authorization: Bearer $(portal token ben@harbour.test)" …
    """
    settings = settings_for(root, database)
    current = current_of(settings.root)
    tokens = tokens_of(settings, secret_of(settings))
    try:
        visited = _portal(current, at)
        sign_in = asyncio.run(_sign_in(settings, tokens, visited, email, profile))
    except NotSignedIn as reason:
        fail(str(reason))
        raise typer.Exit(Exit.PROBLEMS) from None
    if output is Format.JSON:
        print_json(_report(sign_in))
    else:
        print_result(sign_in.token)
        who = sign_in.profile.name if sign_in.profile else f"{email}, without a profile"
        note(f"{who} · {visited.root} · until {sign_in.expires:%Y-%m-%d %H:%M} UTC")


def _portal(current: Current, at: str | None) -> Location:
    name = at or current.default_portal
    if name is None:
        raise NotSignedIn("say at which location, with --at: there is no default-portal")
    if name not in current.policies.tree:
        raise NotSignedIn(f"there is no location `{name}`")
    return current.policies.tree[name]


async def _sign_in(
    settings: Settings, tokens: Tokens, portal: Location, email: str, wanted: str | None
) -> SignIn:
    now = utc_now()
    async with opened_database(settings) as database, database.transaction() as connection:
        login = await find_login(connection, portal.root, email, now)
        if login is None or login.disabled:
            raise NotSignedIn(f"nobody signs in to `{portal.root}` as {email}")
        profiles = await find_profiles(connection, portal.root, login.id, now)
        profile = _chosen(profiles, wanted)
        expires = now + tokens.lifetime
        session = await create_session(
            connection,
            portal.root,
            login=login.id,
            customer=profile.id if profile else None,
            now=now,
            expires_at=expires,
        )
        if profile is None:
            await _check_staff(connection, session, portal.root, email, now)
    text, expires = tokens.issue(
        session=session, login=login.id, network=portal.root, expires=expires
    )
    return SignIn(text, expires, portal, profile)


def _chosen(profiles: Sequence[OwnProfile], wanted: str | None) -> OwnProfile | None:
    """The profile that was asked for, or the only one; None for somebody who has none."""
    if wanted is not None:
        parsed = parse_id(wanted)
        for profile in profiles:
            if wanted == str(profile.id) or parsed == ("Customer", str(profile.id)):
                return profile
        raise NotSignedIn(f"they have no profile {wanted}{_listed(profiles)}")
    if len(profiles) > 1:
        raise NotSignedIn(f"they have several profiles; choose with --profile{_listed(profiles)}")
    return profiles[0] if profiles else None


def _listed(profiles: Sequence[OwnProfile]) -> str:
    return "".join(f"\n  {each.id}  {each.name}, {each.home}" for each in profiles)


async def _check_staff(
    connection: Connection, session: int, network: str, email: str, now: dt.datetime
) -> None:
    """See to it that who has no profile is staff; an archived customer signs in as nobody else."""
    viewer = await find_viewer(connection, session, network, now)
    if viewer is None or not viewer.is_staff:
        raise NotSignedIn(f"{email} has no profile that may sign in, and is not staff")


def _report(sign_in: SignIn) -> dict[str, Any]:
    profile = sign_in.profile
    return {
        "token": sign_in.token,
        "expires-at": sign_in.expires.isoformat(),
        "network": sign_in.portal.root,
        "portal": sign_in.portal.id,
        "profile": {"id": str(profile.id), "name": profile.name} if profile else None,
    }
