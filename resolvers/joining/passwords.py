"""A forgotten password: asking for a letter, and choosing a new one with its token."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.desk.values import email_complaint
from resolvers.joining.addresses import password_complaint
from resolvers.joining.verify import INVALID
from resolvers.letters.letter_rows import put_letter
from resolvers.letters.token_rows import (
    PASSWORD,
    end_password_tokens,
    keep_token,
    opens_password,
    use_password_token,
)
from resolvers.letters.tokens import digest_of
from resolvers.refusals import error, refused
from store.accounts import find_login
from store.audit_trail import Change, record_change
from store.databases import Database
from store.login_passwords import set_password
from store.sessions import revoke_sessions

ACTION = "logins.set-password"
NOBODY = "nobody signs in with this address"


async def count(work: Work, _database: Database, arguments: dict[str, Any]) -> None:
    """Count the request, whoever is meant."""
    email = arguments["input"]["email"]
    if email_complaint(email) is None:
        await work.services.count_letter(work.tree.root(work.portal), email)


async def request_new_password(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Write to the address, if somebody signs in with it; the answer never tells.

    For an address that nobody has the same rows are written, and not sent.
    """
    email = arguments["input"]["email"]
    if complaint := email_complaint(email):
        return refused([error("INVALID_VALUE", complaint, "email")])
    network = work.tree.root(work.portal)
    login = await find_login(work.connection, network, email, work.now)
    reached = login is not None and not login.disabled
    token = await keep_token(
        work.connection,
        network,
        work.services.one_time_tokens.make(),
        PASSWORD,
        email,
        work.now,
        login=login.id if login is not None and reached else None,
    )
    await put_letter(
        work.connection,
        network,
        work.portal,
        "new-password",
        email.strip() if login is None else login.email,
        work.now,
        token=token,
        unneeded=None if reached else NOBODY,
    )
    return Outcome(values={"errors": []})


async def hash_new(work: Work, database: Database, arguments: dict[str, Any]) -> str | None:
    """Hash the new password, which takes long; None where the token is none, or the password."""
    given, network = arguments["input"], work.tree.root(work.portal)
    if password_complaint(given["password"]):
        return None
    digest = digest_of(given["token"])
    async with database.connection() as connection:
        if not await opens_password(connection, network, digest, work.now):
            return None
    hashed: str = await work.services.hash_password(given["password"])
    return hashed


async def set_new_password(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep a new password; whoever was signed in with the one before is signed out."""
    given = arguments["input"]
    if complaint := password_complaint(given["password"]):
        return refused([error("INVALID_VALUE", complaint, "password")])
    network, login = work.tree.root(work.portal), None
    if work.known is not None:
        digest = digest_of(given["token"])
        login = await use_password_token(work.connection, network, digest, work.now)
    if login is None:
        return refused([INVALID])
    email = await set_password(work.connection, network, login, work.known)
    await revoke_sessions(work.connection, network, login, work.now)
    await end_password_tokens(work.connection, network, login, work.now)
    await put_letter(
        work.connection, network, work.portal, "password-changed", email, work.now
    )
    change = Change(ACTION, work.portal, "Login", login, None, {"signed_out": "everywhere"})
    await record_change(
        work.connection, network, change, login=login, customer=None, now=work.now
    )
    return Outcome(values={"errors": []})


REQUEST_NEW_PASSWORD = Mutation(request_new_password, before=count)
SET_NEW_PASSWORD = Mutation(set_new_password, before=hash_new)
