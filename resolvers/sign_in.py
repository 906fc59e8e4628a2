"""Signing in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planning.ids import global_id
from planning.mutations import Mutation, Outcome, Work
from resolvers.refusals import error, refused
from store.accounts import Login, OwnProfile, find_login, find_profiles
from store.databases import Database
from store.facts import read_facts
from store.login_passwords import hold_password
from store.sessions import create_session, revoke_session
from store.sql import instant_text

WRONG = error("INVALID_CREDENTIALS", "The e-mail address or the password is wrong.")
CHOOSE = error("PROFILE_REQUIRED", "Choose the profile to sign in as.", "profileId")
UNKNOWN = error("INVALID_VALUE", "This profile is none of yours.", "profileId")
NOTHING = error("NO_PORTAL_ACCESS", "This login has no access to the portal.")
NOT_SIGNED_IN = error("LOGIN_REQUIRED", "Nobody is signed in.")


async def check_password(
    work: Work, database: Database, arguments: dict[str, Any]
) -> Login | None:
    """Return the login whose e-mail and password were given, or None.

    It takes as long for a login that does not exist; no connection is held meanwhile.
    """
    given = arguments["input"]
    async with database.connection() as connection:
        network = work.tree.root(work.portal)
        login = await find_login(connection, network, given["email"], work.now)
    kept = None if login is None or login.disabled else login.password_hash
    right = await work.services.verify_password(
        kept, given["password"], network=network, email=given["email"]
    )
    return login if right else None


async def sign_in(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Begin a session as one of the login's profiles, or as staff without one.

    Until the password is known to be right, nothing tells whether the login exists. One that was
    changed while it was compared is wrong.
    """
    login: Login | None = work.known
    network = work.tree.root(work.portal)
    if login is None or not await hold_password(
        work.connection, network, login.id, login.password_hash, work.now
    ):
        return refused([WRONG])
    return await begin_session(work, login.id, arguments["input"].get("profileId"))


async def new_session(work: Work, login: int, customer: int | None) -> int:
    """Begin a session of *login* as a customer, or as staff alone, and return its id."""
    return await create_session(
        work.connection,
        work.tree.root(work.portal),
        login=login,
        customer=customer,
        now=work.now,
        expires_at=work.now + work.services.token_lifetime,
    )


async def begin_session(work: Work, login: int, asked: str | None) -> Outcome:
    """Begin a session of *login*, who has proved themselves, as the profile *asked* for."""
    network = work.tree.root(work.portal)
    profiles = await find_profiles(work.connection, network, login, work.now)
    shown = [{"id": global_id("Customer", each.id), "name": each.name} for each in profiles]
    chosen = choose(profiles, asked)
    if isinstance(chosen, dict):
        return refused([chosen], profiles=shown)
    customer = None if chosen is None else chosen.id
    session = await new_session(work, login, customer)
    if customer is None and not await _is_staff(work, network, session):
        return refused([NOTHING], profiles=shown)
    if work.services.replaced_session is not None:
        await revoke_session(work.connection, network, work.services.replaced_session, work.now)
    token, expires = work.services.issue_token(session=session, login=login, network=network)
    return Outcome(
        values={
            "token": token,
            "expiresAt": instant_text(expires),
            "profiles": shown,
            "errors": [],
        },
        records={"customer": customer},
        session=session,
    )


def choose(profiles: Sequence[OwnProfile], asked: str | None) -> OwnProfile | dict[str, Any] | None:
    """Return the profile to sign in as, None for a login without any, or what is wrong."""
    if asked is not None:
        wanted = {global_id("Customer", each.id): each for each in profiles}
        return wanted.get(asked, UNKNOWN)
    if len(profiles) > 1:
        return CHOOSE
    return profiles[0] if profiles else None


async def _is_staff(work: Work, network: str, session: int) -> bool:
    facts = await read_facts(work.connection, network, [session], work.now)
    return bool(facts[session].staff)


async def sign_out(work: Work, _arguments: dict[str, Any]) -> Outcome:
    """End the session that the token names; its next use is refused."""
    session = work.services.session
    if session is None:
        return refused([NOT_SIGNED_IN])
    await revoke_session(work.connection, work.tree.root(work.portal), session, work.now)
    work.services.forget_token()
    return Outcome(values={"errors": []})


SIGN_IN = Mutation(sign_in, records={"customer": "Customer"}, before=check_password)
SIGN_OUT = Mutation(sign_out)
