"""Verifying an address: with the letter's token and the password, the sign-up comes true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.joining.newcomer import register
from resolvers.joining.wish import Wish
from resolvers.letters.token_rows import Open, find_sign_up, use_sign_up
from resolvers.letters.tokens import digest_of
from resolvers.refusals import error, refused
from resolvers.sign_in import begin_session
from store.databases import Database

INVALID = error("INVALID_TOKEN", "This link has been used, or is too old.", "token")
WRONG = error("INVALID_CREDENTIALS", "This is not the password that was chosen.", "password")


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody has shown: a token that can be used yet, and whether the password fits."""

    token: Open
    wish: Wish
    proven: bool


async def check(work: Work, database: Database, arguments: dict[str, Any]) -> Shown | None:
    """Find the sign-up and compare its password; no connection is held meanwhile.

    The token alone would not do: whoever signs up with another's address knows the password, and
    whoever reads the letter may not be the one who wanted the account.
    """
    given, network = arguments["input"], work.tree.root(work.portal)
    digest = digest_of(given["token"])
    async with database.connection() as connection:
        found = await find_sign_up(connection, network, digest, work.now)
    if found is None:
        return None
    wish = Wish(**found.wish)
    right = await work.services.verify_password(
        wish.password_hash, given["password"], network=network, email=digest
    )
    return Shown(found, wish, right)


async def verify_email(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Make a customer of whoever signed up, and begin their first session.

    Where staff had several of them on file, they say which one to act as; until then nothing is
    kept, and the letter stays good.
    """
    shown: Shown | None = work.known
    if shown is None or shown.wish.home not in work.tree:
        return refused([INVALID])
    if not shown.proven:
        return refused([WRONG])
    network = work.tree.root(work.portal)
    if not await use_sign_up(work.connection, network, shown.token, work.now):
        return refused([INVALID])
    login = await register(work, shown.wish, verified=True)
    if login is None:  # somebody has the address by now
        return refused([INVALID])
    return await begin_session(work, login, arguments["input"].get("profileId"))


VERIFY_EMAIL = Mutation(verify_email, records={"customer": "Customer"}, before=check)
