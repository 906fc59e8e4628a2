"""Buying a product: a charge, a unit less, and for what recurs a subscription."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from planning.lookups import find_visible, is_closed
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import PURCHASE
from resolvers.audit import audit
from resolvers.commerce.billing import bill_at_once
from resolvers.commerce.buyers import as_of_now, find_buyer
from resolvers.commerce.charge_rows import Charge, charge
from resolvers.commerce.cycles import MONTH
from resolvers.commerce.granting import Sold, grant
from resolvers.commerce.money_credit import take_money
from resolvers.commerce.office import office_of
from resolvers.commerce.product_rows import ProductRow, read_product, take_units
from resolvers.commerce.purchase_rules import SOLD_OUT, why_not
from resolvers.commerce.subscription_rows import insert_subscription
from resolvers.keys import came_to, keep_key, key_of
from resolvers.locks import hold_customer
from resolvers.products import PRODUCT
from resolvers.refusals import error, not_allowed, refused
from store.audit_trail import Change

MOST_UNITS = 1_000

UNKNOWN_PRODUCT = error("NOT_FOUND", "There is no such product here.", "productId")
QUANTITY = error("INVALID_VALUE", f"From 1 to {MOST_UNITS} at a time.", "quantity")
ONCE_ONLY = error("INVALID_VALUE", "This product is bought once.", "recurring")
MONTHLY_ONLY = error("INVALID_VALUE", "This product is bought every month.", "recurring")


async def purchase_product(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Look the product up, take turns, ask the rules, and write down what is owed."""
    given = arguments["input"]
    quantity = 1 if given.get("quantity") is None else given["quantity"]
    if is_closed(work, PRODUCT):
        return refused([not_allowed(_store_door(work))])
    if not 1 <= quantity <= MOST_UNITS:
        return refused([QUANTITY])
    found = await find_visible(work, PRODUCT, given["productId"])
    if found is None:
        return refused([UNKNOWN_PRODUCT])
    network = work.tree.root(work.portal)
    product = await read_product(work.connection, network, found)
    buyer = await find_buyer(work, given, product.location)
    if not isinstance(buyer, int):
        return refused([buyer])
    recurring = _recurring(product, given.get("recurring"))
    if not isinstance(recurring, bool):
        return refused([recurring])

    await hold_customer(work.connection, network, buyer)
    key = key_of(buyer, PURCHASE, given)
    before = await came_to(work, key)
    if before is not None:
        return _bought(before) if isinstance(before, int) else refused([before])
    if problem := await _refusal(work, product, buyer, quantity):
        return refused([problem])

    bought = await _write(work, product, buyer, quantity, recurring=recurring)
    await bill_at_once(work, product.location, buyer)
    await keep_key(work, key, bought)
    return _bought(bought)


def _store_door(work: Work) -> Any:
    return work.policies.section("store", work.viewer, work.portal, work.now)


def _recurring(product: ProductRow, asked: bool | None) -> bool | dict[str, Any]:
    """Return whether the product is to be bought every month, or what is wrong with asking so."""
    if product.available_as == "both":
        return bool(asked)
    monthly = product.available_as == "recurring"
    if asked is None or asked == monthly:
        return monthly
    return MONTHLY_ONLY if monthly else ONCE_ONLY


async def _refusal(
    work: Work, product: ProductRow, customer: int, quantity: int
) -> dict[str, Any] | None:
    """Return what keeps the buyer from buying; units are taken out of the stock if nothing does."""
    buyer = await as_of_now(work, customer)
    found = why_not(
        buyer,
        work.policies.decide(PURCHASE, buyer, work.portal, work.now),
        partial(_admits, work, buyer),
        audience=product.audience,
        plans=product.plans,
        stock=None,
    )
    network = work.tree.root(work.portal)
    if found is None and not await take_units(work.connection, network, product.id, quantity):
        found = SOLD_OUT
    return None if found is None else error(found.code, found.message, "productId")


def _admits(work: Work, buyer: Any, level: str | None, plans: Any) -> Any:
    return work.policies.record("Product", level, plans, buyer, work.portal, work.now)


async def _write(
    work: Work, product: ProductRow, buyer: int, quantity: int, *, recurring: bool
) -> int:
    network = work.tree.root(work.portal)
    today = work.tree[product.location].day(work.now)
    due = Charge(
        customer=buyer,
        location=product.location,
        kind="product",
        description=product.name,
        quantity=quantity,
        unit_minor=product.price_minor,
        currency=product.currency,
        day=today,
        product=product.id,
    )
    if recurring:
        following = MONTH.start(today, 1)
        subscription = await insert_subscription(
            work.connection,
            network,
            product,
            customer=buyer,
            quantity=quantity,
            start=today,
            following=following,
        )
        due = replace(due, subscription=subscription, from_date=today, until_date=following)
    bought = await charge(work.connection, network, due, work.now)
    await take_money(office_of(work, due.location), bought, due)
    sold = Sold(buyer, product.id, product.name, quantity, bought, today, due.until_date)
    await grant(work.connection, work.tree[product.location], sold, work.now)
    columns = {
        "customer_id": buyer,
        "product_id": product.id,
        "quantity": quantity,
        "total_minor": due.total_minor,
        "currency": due.currency,
        "recurring": recurring,
    }
    await audit(work, Change(PURCHASE, product.location, "Charge", bought, None, columns))
    return bought


def _bought(charge_id: int) -> Outcome:
    return Outcome(values={"errors": []}, records={"charge": charge_id})


PURCHASE_PRODUCT = Mutation(purchase_product, records={"charge": "Charge"})
