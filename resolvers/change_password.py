"""Changing one's own password: by whoever is signed in, and knows the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.audit import audit
from resolvers.joining.addresses import password_complaint
from resolvers.letters.letter_rows import put_letter
from resolvers.letters.token_rows import end_password_tokens
from resolvers.refusals import error, refused
from resolvers.sign_in import NOT_SIGNED_IN, new_session
from store.accounts import Login, read_login
from store.audit_trail import Change
from store.databases import Database
from store.identities import is_linked
from store.login_passwords import replace_password
from store.sessions import revoke_other_sessions

ACTION = "logins.change-password"

WRONG = error("INVALID_CREDENTIALS", "This is not your password.", "current")
SAME = error("INVALID_VALUE", "This is the password that you have.", "new")
ELSEWHERE = error("NOT_ALLOWED", "You sign in with an identity provider: change it there.")


@dataclass(frozen=True, slots=True)
class Proven:
    """Whose password it is, as it was when it was compared, and the hash of the new one."""

    login: Login
    password_hash: str


async def check(
    work: Work, database: Database, arguments: dict[str, Any]
) -> Proven | dict[str, Any]:
    """Compare the password, and hash the new one; or return what is wrong.

    Each comparison is an attempt to sign in: a token alone guesses no password. No connection is
    held meanwhile.

    Raises:
        Refused: 429, where there were too many attempts.
    """
    given, network, key = arguments["input"], work.tree.root(work.portal), work.viewer.login
    if key is None:
        return NOT_SIGNED_IN
    async with database.connection() as connection:
        login = await read_login(connection, network, key, work.now)
        provider = work.services.identities
        if provider and await is_linked(connection, network, key, provider.issuer):
            return ELSEWHERE
    if complaint := password_complaint(given["new"], login.email):
        return error("INVALID_VALUE", complaint, "new")
    if given["new"] == given["current"]:
        return SAME
    right = await work.services.verify_password(
        login.password_hash, given["current"], network=network, email=login.email
    )
    return Proven(login, await work.services.hash_password(given["new"])) if right else WRONG


async def change_password(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep the new password: this session goes on, and the login is signed out everywhere else.

    Letters that would let somebody choose another one are good for nothing from now on.
    """
    del arguments
    if not isinstance(work.known, Proven):
        return refused([work.known])
    network, login = work.tree.root(work.portal), work.known.login
    if not await replace_password(
        work.connection, network, login.id, login.password_hash, work.known.password_hash
    ):
        return refused([WRONG])  # it was changed meanwhile
    session = await go_on(work, login.id)
    await end_password_tokens(work.connection, network, login.id, work.now)
    await put_letter(
        work.connection, network, work.portal, "password-changed", login.email, work.now
    )
    changed = {"signed_out": "everywhere else"}
    await audit(work, Change(ACTION, work.portal, "Login", login.id, None, changed))
    return Outcome(values={"errors": []}, session=session)


async def go_on(work: Work, login: int) -> int | None:
    """End all sessions of the login but this one, and return the session that begins if one does.

    One that is kept in a cookie begins anew, as by signing in: who has a copy of it is out, too.
    """
    network, replaced = work.tree.root(work.portal), work.services.replaced_session
    kept = work.services.session if replaced is None else None
    await revoke_other_sessions(work.connection, network, login, kept, work.now)
    if replaced is None:
        return None
    customer = work.viewer.customer
    session = await new_session(work, login, customer)
    work.services.issue_token(session=session, login=login, network=network)
    return session


CHANGE_PASSWORD = Mutation(change_password, before=check)
