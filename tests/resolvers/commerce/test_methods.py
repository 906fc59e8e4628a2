"""Saving means of payment by the provider's token, and taking them away."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.payments.test_provider import TestProvider
from tests.resolvers.asking import Services
from tests.resolvers.commerce.shop import Shop, codes
from tests.store.rows import NOW

SAVE = """
mutation Save($input: SavePaymentMethodInput!) {
  savePaymentMethod(input: $input) {
    method { id kind label holder expiresDate mandateReference preferred }
    errors { code field }
  }
}
"""
REMOVE = """
mutation Remove($input: RemovePaymentMethodInput!) {
  removePaymentMethod(input: $input) { errors { code field } }
}
"""
OWN = "{ me { paymentMethods { label preferred } } }"
SERVICES = Services(provider=TestProvider(b"key", lambda: NOW))


async def _save(shop: Shop, who: int | None, token: str, **given: Any) -> Any:
    return await shop.done(SAVE, who, {"token": token, **given}, services=SERVICES)


async def _remove(shop: Shop, who: int | None, method: str) -> Any:
    return await shop.done(REMOVE, who, {"paymentMethodId": method}, services=SERVICES)


async def test_a_means_is_saved_and_taken_away(shop: Shop) -> None:
    """The first is preferred until another is; what is gone is shown and used no more."""
    ada, eve = shop.contact(), shop.contact()
    await shop.built()
    card = (await _save(shop, ada, "test-card-1"))["method"]
    key = card.pop("id")
    assert card == {
        "kind": "CARD", "label": "Visa ···· 4242", "holder": "Test Holder",
        "expiresDate": "2029-12-31", "mandateReference": None, "preferred": True,
    }  # fmt: skip
    assert (await _save(shop, ada, "test-card-1"))["method"]["id"] == key, "once a token"
    mandate = (await _save(shop, ada, "test-sepa-1"))["method"]
    assert (mandate["kind"], mandate["preferred"]) == ("SEPA_MANDATE", False)
    assert (await _save(shop, ada, "test-sepa-1", preferred=True))["method"]["preferred"] is True
    for wrong in (key, "PaymentMethod:9", "Event:1", ""):
        assert codes(await _remove(shop, eve, wrong)) == ["NOT_FOUND"]
    assert (await _remove(shop, ada, mandate["id"]))["errors"] == []
    assert codes(await _remove(shop, ada, mandate["id"])) == ["NOT_FOUND"]
    own = (await shop.ask(OWN, customer=ada))["data"]["me"]["paymentMethods"]
    assert own == [{"label": "Visa ···· 4242", "preferred": True}]
    trail = await shop.stored("select action, before, after from audit_entries order by id")
    assert [row[0] for row in trail] == [
        *["payments.save-method"] * 2, "payments.remove-method"
    ]  # fmt: skip
    assert not any("test-" in (text or "") for row in trail for text in row[1:])


async def test_what_is_not_saved(shop: Shop) -> None:
    """A number is never handed on; a provider that is away or does not know it is said to be."""
    ada = shop.contact()
    await shop.built()
    for number in ("4242 4242 4242 4242", "4242424242424242", "DE89 3704 0044 0532 0130 00"):
        payload = await _save(shop, ada, number)
        assert payload["errors"] == [{"code": "INVALID_VALUE", "field": "token"}]
    for token, code in (
        ("", "INVALID_VALUE"),
        ("x" * 501, "INVALID_VALUE"),
        ("stolen", "METHOD_REFUSED"),
        ("test-card-down", "PAYMENTS_UNAVAILABLE"),
    ):
        assert codes(await _save(shop, ada, token)) == [code], token
    nowhere = await shop.done(SAVE, ada, {"token": "test-card"})
    assert codes(nowhere) == ["PAYMENTS_UNAVAILABLE"]
    assert await shop.stored("select count(*) from payment_methods") == [(0,)]


@pytest.mark.parametrize(("action", "code"), [("save", []), ("remove", ["CUSTOMER_SUSPENDED"])])
async def test_the_suspended_may_save_what_they_pay_with(
    shop: Shop, action: str, code: list[str]
) -> None:
    """Without a means nobody pays what is due; taking one away waits. Visitors do neither."""
    ada = shop.contact()
    shop.suspend(ada)
    method = shop.rows.add(
        "payment_methods", customer_id=ada, kind="card", provider="test",
        provider_reference="x-down", added_at=NOW,
    )  # fmt: skip
    await shop.built()
    for who, expected in ((ada, code), (None, ["LOGIN_REQUIRED"])):
        if action == "save":
            payload = await _save(shop, who, "test-card")
        else:
            payload = await _remove(shop, who, f"PaymentMethod:{method}")
        assert codes(payload) == expected


async def test_a_provider_that_cannot_be_asked_keeps_the_means(shop: Shop) -> None:
    """Nothing is gone here that the provider still keeps; another provider's goes at once."""
    ada = shop.contact()
    down, old = (
        shop.rows.add(
            "payment_methods", customer_id=ada, kind="card", provider=provider,
            provider_reference="x-down", added_at=NOW,
        )
        for provider in ("test", "former")
    )  # fmt: skip
    await shop.built()
    assert codes(await _remove(shop, ada, f"PaymentMethod:{down}")) == ["PAYMENTS_UNAVAILABLE"]
    assert (await _remove(shop, ada, f"PaymentMethod:{old}"))["errors"] == []
