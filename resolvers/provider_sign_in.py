"""Signing in with an operator's identity provider."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.refusals import error, refused
from resolvers.sign_in import begin_session
from store.attempts import count_attempt, take_back
from store.databases import Database
from store.identities import find_linked_login, hold_free_login, link_login

NOBODY = error("INVALID_CREDENTIALS", "The identity provider's token signs nobody in here.")
NO_PROVIDER = error("NOT_ALLOWED", "No identity provider signs people in here.")

REMEMBERED = dt.timedelta(minutes=15)
"""For so long it is known that a token was used: longer than one may be old."""


async def check_token(work: Work, database: Database, arguments: dict[str, Any]) -> Any:
    """Return whom the provider's token names, or None; no connection is held meanwhile."""
    del database
    provider = work.services.identities
    if provider is None:
        return None
    token, network = arguments["input"]["idToken"], work.tree.root(work.portal)
    return await provider.person(token, network)


async def sign_in_with_provider(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Begin a session for whoever the provider vouches for.

    They are known by issuer and subject; the first time by their address, if the provider has
    verified it, and from then on as that login alone, whatever address they have later. A token
    begins one session, so that whoever finds one that was used has found nothing.
    """
    if work.services.identities is None:
        return refused([NO_PROVIDER])
    person, network = work.known, work.tree.root(work.portal)
    if person is None:
        return refused([NOBODY])
    issuer, subject = person.issuer, person.subject
    login = await find_linked_login(work.connection, network, issuer, subject, work.now)
    if login is None and person.email is not None:
        login = await hold_free_login(
            work.connection, network, issuer, person.email, work.now
        )
        if login is not None:
            await link_login(work.connection, network, login, issuer, subject, work.now)
    if login is None:
        return refused([NOBODY])
    used = _name_of(arguments["input"]["idToken"])
    _, times = await count_attempt(
        work.connection, used, work.now, since=work.now - REMEMBERED
    )
    if times > 1:
        return refused([NOBODY])
    outcome = await begin_session(work, login, arguments["input"].get("profileId"))
    if outcome.session is None:  # it comes again, with the profile that was chosen
        await take_back(work.connection, [used])
    return outcome


def _name_of(token: str) -> str:
    """Name a token by what is signed in it: a signature can be written in several ways."""
    return "id-token " + hashlib.sha256(token.rpartition(".")[0].encode()).hexdigest()


SIGN_IN_WITH_PROVIDER = Mutation(
    sign_in_with_provider, records={"customer": "Customer"}, before=check_token
)
