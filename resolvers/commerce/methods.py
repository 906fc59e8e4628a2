"""Saving a means of payment by the provider's token, and taking it away.

The provider is asked before the transaction; it keeps the same means for the same token, so that
asking again after a failure saves nothing twice. Numbers of cards and accounts never come here.
"""

from __future__ import annotations

import re
from typing import Any

from planning.ids import record_key
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import REMOVE_METHOD, SAVE_METHOD
from resolvers.audit import audit
from resolvers.commerce.method_rows import MethodRow, insert_method, prefer, read_methods, take_away
from resolvers.commerce.pay import NOWHERE
from resolvers.commerce.provider import MethodRefused, ProviderUnavailable, SavedMethod
from resolvers.locks import hold_customer
from resolvers.refusals import error, not_allowed, refused
from store.audit_trail import Change
from store.databases import Database

MOST_TOKEN = 500
TOKEN = error("INVALID_VALUE", f"A token has from 1 to {MOST_TOKEN} characters.", "token")
NUMBER = error("INVALID_VALUE", "This looks like a number. Send the provider's token.", "token")
UNKNOWN_TOKEN = error("METHOD_REFUSED", "The payment provider does not know this.", "token")
UNKNOWN = error("NOT_FOUND", "There is no such means of payment here.", "paymentMethodId")

_CARD = re.compile(r"\d{8,19}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")

Problem = dict[str, Any]


async def ask_to_save(
    work: Work, _database: Database, arguments: dict[str, Any]
) -> SavedMethod | Problem:
    """Let the provider keep what the token stands for."""
    decision = work.decide(SAVE_METHOD)
    if not decision or work.viewer.customer is None:
        return not_allowed(decision)
    token = arguments["input"]["token"]
    if not 1 <= len(token) <= MOST_TOKEN:
        return TOKEN
    if _is_number(token):
        return NUMBER
    provider = work.services.provider
    if provider is None:
        return NOWHERE
    try:
        saved: SavedMethod = await provider.save(token, work.now)
    except MethodRefused:
        return UNKNOWN_TOKEN
    except ProviderUnavailable:
        return NOWHERE
    return saved


async def save_method(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep what the provider said; the first means of a customer is the preferred one."""
    saved = work.known
    if not isinstance(saved, SavedMethod):
        return refused([saved])
    network, customer = work.tree.root(work.portal), work.customer
    provider = work.services.provider.name
    await hold_customer(work.connection, network, customer)
    kept = await read_methods(work.connection, network, customer, work.now)
    method = _known(kept, provider, saved)
    if method is None:
        method = await insert_method(
            work.connection, network, customer, work.portal, provider, saved, work.now
        )
        columns = {"kind": saved.kind, "label": saved.label, "provider": provider}
        change = Change(SAVE_METHOD, work.portal, "PaymentMethod", method, None, columns)
        await audit(work, change)
    if arguments["input"].get("preferred") or not any(each.preferred for each in kept):
        await prefer(work.connection, network, customer, method)
    return Outcome(values={"errors": []}, records={"method": method})


async def ask_to_forget(
    work: Work, database: Database, arguments: dict[str, Any]
) -> MethodRow | Problem:
    """Let the provider forget what is to be taken away."""
    decision = work.decide(REMOVE_METHOD)
    if not decision or work.viewer.customer is None:
        return not_allowed(decision)
    key = record_key(arguments["input"]["paymentMethodId"], "PaymentMethod")
    async with database.connection() as connection:
        network = work.tree.root(work.portal)
        own = await read_methods(connection, network, work.viewer.customer, work.now)
    method = next((each for each in own if each.id == key), None)
    if method is None:
        return UNKNOWN
    provider = work.services.provider
    if provider is None or provider.name != method.provider:
        return method  # of a provider that is asked no more
    try:
        await provider.forget(method.reference)
    except ProviderUnavailable:
        return NOWHERE
    return method


async def remove_method(work: Work, _arguments: dict[str, Any]) -> Outcome:
    """Take the means away; of those that are left the latest one is preferred in its place."""
    method = work.known
    if not isinstance(method, MethodRow):
        return refused([method])
    network, customer = work.tree.root(work.portal), work.customer
    await hold_customer(work.connection, network, customer)
    await take_away(work.connection, network, method.id, work.now)
    left = await read_methods(work.connection, network, customer, work.now)
    if left and not any(each.preferred for each in left):
        await prefer(work.connection, network, customer, left[0].id)
    columns = {"label": method.label, "provider": method.provider}
    change = Change(REMOVE_METHOD, method.location, "PaymentMethod", method.id, columns, None)
    await audit(work, change)
    return Outcome(values={"errors": []})


def _is_number(token: str) -> bool:
    """Whether this is the number of a card, or of an account, however it is grouped."""
    plain = re.sub(r"[\s-]", "", token).upper()
    if _IBAN.fullmatch(plain):
        return int("".join(str(int(each, 36)) for each in plain[4:] + plain[:4])) % 97 == 1
    return _CARD.fullmatch(plain) is not None


def _known(kept: list[MethodRow], provider: str, saved: SavedMethod) -> int | None:
    """Return the means that was saved by this token before."""
    named = (provider, saved.reference)
    return next((each.id for each in kept if (each.provider, each.reference) == named), None)


SAVE_A_METHOD = Mutation(save_method, records={"method": "PaymentMethod"}, before=ask_to_save)
REMOVE_A_METHOD = Mutation(remove_method, before=ask_to_forget)
