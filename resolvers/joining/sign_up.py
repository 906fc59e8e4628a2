"""Signing up: a stranger asks to become a customer, with a plan or without one."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.joining.addresses import problems_in
from resolvers.joining.choose import find_offered
from resolvers.joining.newcomer import register
from resolvers.joining.offer import Offer, offer_of
from resolvers.joining.plan_rows import OfferedPlan
from resolvers.joining.wish import Wish, request_of, wish_of
from resolvers.letters.letter_rows import put_letter
from resolvers.letters.token_rows import PASSWORD, SIGN_UP, keep_token, was_requested
from resolvers.refusals import error, refused
from store.accounts import Login, find_login
from store.databases import Database

CLOSED = error("SIGN_UP_CLOSED", "Please get in touch with us to become a customer.")
PLAN_NEEDED = error("INVALID_VALUE", "Please choose one of the plans.", "planId")


async def prepare(work: Work, _database: Database, arguments: dict[str, Any]) -> str | None:
    """Count the attempt and hash the password; None where nothing would come of it.

    What is looked at here is the request alone: whoever has the address, it takes as long.
    """
    given, place = arguments["input"], work.tree[work.portal]
    if not offer_of(place).open or any(problems_in(given, place.languages)):
        return None
    await work.services.count_letter(place.root, given["email"])
    hashed: str = await work.services.hash_password(given["password"])
    return hashed


async def sign_up(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep the wish and write to the address; or begin at once, where nothing is verified.

    The answer is the same whether somebody has the address or not: that the letter says.
    """
    given, place = arguments["input"], work.tree[work.portal]
    offer = offer_of(place)
    if not offer.open:
        return refused([CLOSED])
    if problems := list(problems_in(given, place.languages)):
        return refused(problems)
    plan = await _plan(work, given, offer)
    if isinstance(plan, dict):
        return refused([plan])
    request = request_of(place.id, given)
    if not await was_requested(work.connection, place.root, request):
        wish = wish_of(place.id, given, work.known, None if plan is None else plan.id)
        await _receive(work, wish, request, at_once=not offer.verify_email)
    return Outcome(values={"verifiesEmail": offer.verify_email, "errors": []})


async def _plan(
    work: Work, given: dict[str, Any], offer: Offer
) -> OfferedPlan | dict[str, Any] | None:
    if given.get("planId") is not None:
        return await find_offered(work, given["planId"])
    return PLAN_NEEDED if offer.plan_required else None


async def _receive(work: Work, wish: Wish, request: str | None, *, at_once: bool) -> None:
    """Write the letter that fits: to verify the address, to say that it is known, or to welcome."""
    network = work.tree.root(work.portal)
    login = await find_login(work.connection, network, wish.email, work.now)
    begun = None
    if at_once and login is None:
        begun = await register(work, wish, verified=False)
        login = login if begun else await find_login(
            work.connection, network, wish.email, work.now
        )  # fmt: skip
    kind = "welcome" if begun else "sign-up" if login is None else "known-address"
    token = await keep_token(
        work.connection,
        network,
        work.services.one_time_tokens.make(),
        SIGN_UP if login is None else PASSWORD,
        wish.email,
        work.now,
        login=None if login is None else login.id,
        wish=wish.columns() if kind == "sign-up" else None,
        request=request,
    )
    await put_letter(
        work.connection,
        network,
        wish.home,
        kind,
        wish.email if login is None else login.email,
        work.now,
        language=wish.language,
        token=None if begun else token,
        unneeded=_unneeded(login),
    )


def _unneeded(login: Login | None) -> str | None:
    return "the login is disabled" if login is not None and login.disabled else None


SIGN_UP_HERE = Mutation(sign_up, before=prepare)
