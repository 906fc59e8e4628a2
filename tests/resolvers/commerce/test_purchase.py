"""Buying, on real rows, under the repository's own policies."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.resolvers.booking.house import policies
from tests.resolvers.commerce.shop import Shop, codes

PRODUCT = 'query P($id: ID!) { product(id: $id) { viewerCanPurchase purchaseRefusal stock } }'


async def test_a_member_buys_a_locker(shop: Shop) -> None:
    """What was bought is owed, exactly, and waits for an invoice; one unit less is left."""
    ada, locker = shop.member(), shop.product(stock=3)
    await shop.built()
    payload = await shop.buy(ada, locker, quantity=2)
    charge = payload["charge"]
    assert charge.pop("id").startswith("Charge:")
    assert charge == {
        "kind": "PRODUCT",
        "description": "Locker",
        "quantity": 2,
        "unitPrice": {"amount": "12.00", "currency": "EUR"},
        "total": {"amountMinor": 2400},
        "owedDate": "2026-11-22",
        "fromDate": None,
        "untilDate": None,
        "customer": {"id": f"Customer:{ada}"},
        "product": {"id": f"Product:{locker}"},
        "invoice": None,
        "subscription": None,
    }
    assert payload["errors"] == []
    assert await shop.stored("select stock from products") == [(1,)]
    trail = "select action, record_type, customer_id from audit_entries"
    assert await shop.stored(trail) == [("store.purchase", "Charge", ada)]


async def test_hidden_out_of_scope_and_unknown_products_are_alike(shop: Shop) -> None:
    """To the letter; what is no id of a product, too."""
    ada = shop.member()
    hidden, gone = shop.product(visible=False), shop.product(archived=True)
    elsewhere = shop.product(location_id="lisbon-alfama")
    await shop.built()
    payloads = [
        await shop.buy(ada, each) for each in (hidden, gone, elsewhere, 999, "Product:x", "", "x:1")
    ]
    assert payloads[0]["errors"] == [
        {"code": "NOT_FOUND", "field": "productId", "message": "There is no such product here."}
    ]
    assert all(payload == payloads[0] for payload in payloads)


CASES: list[tuple[str, str, str | None]] = [
    ("anonymous", "for all", "LOGIN_REQUIRED"),
    ("contact", "for all", None),
    ("contact", "for members", "MEMBERS_ONLY"),
    ("contact", "for contacts", None),
    ("contact", "of the plan", "INVALID_TARIFF"),
    ("member", "for all", None),
    ("member", "for members", None),
    ("member", "for contacts", "CONTACTS_ONLY"),
    ("member", "of the plan", None),
    ("member", "of another plan", "INVALID_TARIFF"),
    ("member", "sold out", "SOLD_OUT"),
    ("frozen", "for all", None),
    ("frozen", "for members", "CONTRACT_FROZEN"),
    ("frozen", "of the plan", "CONTRACT_FROZEN"),
    ("suspended", "for all", "CUSTOMER_SUSPENDED"),
    ("suspended", "sold out", "CUSTOMER_SUSPENDED"),
    ("without the right", "for members", "NO_PURCHASE_PERMISSION"),
]


@pytest.mark.parametrize(("who", "what", "code"), CASES)
async def test_who_may_buy_what(shop: Shop, who: str, what: str, code: str | None) -> None:
    """What the product says beforehand is what comes of trying; the refused one changes nothing."""
    people = {
        "anonymous": None,
        "contact": shop.contact(),
        "member": shop.member(),
        "frozen": shop.member(frozen=True),
        "suspended": shop.member(),
        "without the right": shop.member(rights=()),
    }
    assert people["suspended"] is not None
    shop.suspend(people["suspended"])
    things = {
        "for all": shop.product(stock=1),
        "for members": shop.product(audience="member"),
        "for contacts": shop.product(audience="contact"),
        "of the plan": shop.product(),
        "of another plan": shop.product(),
        "sold out": shop.product(stock=0),
    }
    other = shop.plan(key="private-office")
    for name, plan in (("of the plan", shop.desk), ("of another plan", other)):
        shop.rows.add("product_plans", product_id=things[name], plan_id=plan)
    await shop.built()
    person, thing = people[who], things[what]
    shown = (
        await shop.ask(
            PRODUCT, variables={"id": f"Product:{thing}"}, customer=person,
            policies=policies(), portal="berlin-mitte",
        )
    )["data"]["product"]  # fmt: skip
    payload = await shop.buy(person, thing)
    assert codes(payload) == ([] if code is None else [code])
    if person is not None:
        # Stock is staff's to count; that there is none is said to whoever wants one.
        assert shown == {
            "viewerCanPurchase": code is None, "purchaseRefusal": code, "stock": None
        }
    rows = await shop.stored("select count(*) from charges")
    assert rows == [(0 if code else 1,)]


@pytest.mark.parametrize("quantity", [0, -1, 1_001])
async def test_quantities_that_are_none(shop: Shop, quantity: int) -> None:
    """Nothing, less than nothing and more than a store has are refused at the field."""
    ada, locker = shop.member(), shop.product(stock=5_000)
    await shop.built()
    payload = await shop.buy(ada, locker, quantity=quantity)
    assert [(each["code"], each["field"]) for each in payload["errors"]] == [
        ("INVALID_VALUE", "quantity")
    ]
    assert await shop.stored("select stock from products") == [(5_000,)]


@pytest.mark.parametrize(
    ("offered", "asked", "monthly"),
    [
        ("one-off", None, False),
        ("one-off", False, False),
        ("one-off", True, None),
        ("recurring", None, True),
        ("recurring", True, True),
        ("recurring", False, None),
        ("both", None, False),
        ("both", True, True),
    ],
)
async def test_what_recurs(
    shop: Shop, offered: str, asked: bool | None, monthly: bool | None
) -> None:
    """A product is bought once or every month, as it is offered; months begin on the day."""
    ada, locker = shop.member(), shop.product(available_as=offered)
    await shop.built()
    payload = await shop.buy(ada, locker, recurring=asked)
    if monthly is None:
        assert [(each["code"], each["field"]) for each in payload["errors"]] == [
            ("INVALID_VALUE", "recurring")
        ]
        return
    months = {"startDate": "2026-11-22", "nextDate": "2026-12-22"}
    assert payload["charge"]["subscription"] == (months if monthly else None)
    assert payload["charge"]["untilDate"] == ("2026-12-22" if monthly else None)


async def test_a_recurring_product_makes_nobody_a_member(shop: Shop) -> None:
    """A contact who buys one stays a contact: membership comes of contracts alone."""
    eve, locker = shop.contact(), shop.product(available_as="recurring")
    await shop.built()
    assert codes(await shop.buy(eve, locker)) == []
    answer = await shop.ask("{ me { membership subscriptions { product { id } } } }", customer=eve)
    assert answer["data"]["me"] == {
        "membership": "CONTACT", "subscriptions": [{"product": {"id": f"Product:{locker}"}}]
    }


async def test_one_key_buys_once(shop: Shop) -> None:
    """The same request with the same key comes to the same charge; another one is refused."""
    ada, locker = shop.member(), shop.product(stock=9)
    await shop.built()
    first, again = [await shop.buy(ada, locker, idempotencyKey="k") for _ in range(2)]
    assert first == again
    assert codes(await shop.buy(ada, locker, quantity=2, idempotencyKey="k")) == ["INVALID_VALUE"]
    assert await shop.stored("select stock from products") == [(8,)]


async def test_the_last_units_are_sold_once(shop: Shop) -> None:
    """Ten who want one of three at once: three have one, seven read that there are none left."""
    people = [shop.member() for _ in range(10)]
    locker = shop.product(stock=3)
    await shop.built()
    payloads = await asyncio.gather(*(shop.buy(person, locker) for person in people))
    bought = [payload for payload in payloads if not payload["errors"]]
    assert len(bought) == 3
    assert sum(codes(payload) == ["SOLD_OUT"] for payload in payloads) == 7
    assert await shop.stored("select stock from products") == [(0,)]
    assert await shop.stored("select count(*) from charges") == [(3,)]


async def test_staff_sell_to_a_customer(shop: Shop) -> None:
    """Where they hold the permission, to customers whom they see; the customer owes."""
    ada, locker = shop.member(), shop.product(stock=2)
    manager = shop.staff("house-manager")
    desk = shop.staff("front-desk")
    elsewhere = shop.staff("house-manager", at="lisbon-alfama")
    suspended = shop.member()
    shop.suspend(suspended)
    await shop.built()

    async def sell(who: Any, customer: int) -> Any:
        return await shop.buy(who, locker, forCustomerId=f"Customer:{customer}")

    sold = await sell(manager, ada)
    assert sold["charge"]["customer"] == {"id": f"Customer:{ada}"}
    assert codes(await sell(desk, ada)) == ["LOGIN_REQUIRED"]  # the desk is not let in
    assert codes(await sell(elsewhere, ada)) == ["NOT_FOUND"]
    assert codes(await sell(manager, 999)) == ["NOT_FOUND"]
    assert codes(await sell(manager, suspended)) == ["CUSTOMER_SUSPENDED"]
    assert codes(await shop.buy(manager, locker)) == ["LOGIN_REQUIRED"]
    trail = await shop.stored("select customer_id, login_id from audit_entries")
    assert trail == [(None, manager.login)]


async def test_customers_buy_for_nobody_else(shop: Shop) -> None:
    """Another customer's id is as good as none to them; their own is theirs."""
    ada, eve, locker = shop.member(), shop.member(), shop.product()
    await shop.built()
    payload = await shop.buy(ada, locker, forCustomerId=f"Customer:{eve}")
    assert codes(payload) == ["NOT_FOUND"]
    assert codes(await shop.buy(ada, locker, forCustomerId=f"Customer:{ada}")) == []


async def test_a_store_that_is_closed(shop: Shop) -> None:
    """The section's own code says why, and no product is looked for."""
    ada, locker = shop.member(), shop.product()
    await shop.built()
    closed = (("store:      { access: logged-in }", "store:      { access: contact }"),)
    assert codes(await shop.buy(ada, locker, rules=closed)) == ["CONTACTS_ONLY"]
    off = (("store:      { access: logged-in }", "store: { access: logged-in, feature: off }"),)
    assert codes(await shop.buy(ada, locker, rules=off)) == ["FEATURE_OFF"]


