"""Paying what is due, through a provider that fails, delays and repeats itself."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from gateway.payments.test_provider import TestProvider
from resolvers.commerce.provider import PaymentAnswer, PaymentEvent, PaymentRequest
from resolvers.commerce.settling import Heard, hear
from tests.resolvers.asking import Services
from tests.resolvers.commerce.shop import Shop, codes
from tests.store.rows import NOW

PAY = """
mutation Pay($input: PayInvoiceInput!) {
  payInvoice(input: $input) {
    payment { id status failure amount { amountMinor currency } method { label } }
    invoice { status paid { amountMinor } isDue paidAt }
    errors { code field message }
  }
}
"""
STATE = "select status, paid_minor from invoices"


class Till:
    """Somebody who owes 100.00 EUR, and how they pay."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.provider = TestProvider(b"key", lambda: NOW, seconds=0.001)
        self.ada = shop.contact()
        self.invoice = shop.rows.add(
            "invoices", customer_id=self.ada, number="MIT-1", total_minor=10_000, paid_minor=0,
            status="open",
        )  # fmt: skip

    def method(self, reference: str = "card", **values: Any) -> str:
        """Save a means of payment; return its global id."""
        usual = {
            "customer_id": self.ada, "kind": "card", "label": "Visa ···· 4242",
            "provider": "test", "provider_reference": reference, "preferred": True,
            "added_at": NOW,
        }  # fmt: skip
        return f"PaymentMethod:{self.shop.rows.add('payment_methods', **{**usual, **values})}"

    async def pay(self, who: int | None = None, **given: Any) -> Any:
        """Pay, and return the payload."""
        wanted = {"invoiceId": f"Invoice:{self.invoice}", **given}
        services = Services(provider=self.provider)
        return await self.shop.done(PAY, who or self.ada, wanted, services=services)

    async def state(self) -> tuple[str, int]:
        """Return the invoice's status and what is paid of it."""
        (row,) = await self.shop.stored(STATE)
        return row[0], row[1]

    async def hear(self, payment: str, status: str, event: str = "e1", **other: Any) -> Heard:
        """Let the provider report something about a payment."""
        reference = f"harbour/{payment.removeprefix('Payment:')}"
        said = PaymentEvent(event, reference, 10_000, "EUR", PaymentAnswer(status, "p", "late"))
        return await hear(self.shop.database, "test", replace(said, **other), NOW)


@pytest.fixture(name="till")
def _till(shop: Shop) -> Till:
    """One invoice that is due."""
    return Till(shop)


async def test_an_invoice_is_paid(till: Till) -> None:
    """At once, with the preferred means; the trail says who, and nothing is due any more."""
    till.method("old", preferred=False)
    till.method()
    await till.shop.built()
    payload = await till.pay()
    payment = payload["payment"]
    assert payment.pop("id").startswith("Payment:")
    assert payment == {
        "status": "SUCCEEDED",
        "failure": None,
        "amount": {"amountMinor": 10_000, "currency": "EUR"},
        "method": {"label": "Visa ···· 4242"},
    }
    assert payload["invoice"] == {
        "status": "PAID",
        "paid": {"amountMinor": 10_000},
        "isDue": False,
        "paidAt": "2026-11-22T12:00:00Z",
    }
    assert codes(await till.pay()) == ["NOT_DUE"]
    trail = await till.shop.stored("select action, customer_id from audit_entries order by id")
    assert trail == [("payments.pay-due-invoice", till.ada)] * 2


async def test_in_parts(till: Till) -> None:
    """Each part counts, none goes beyond what is open, and the last one settles the invoice."""
    till.method()
    await till.shop.built()
    assert (await till.pay(amountMinor=4_000))["invoice"]["status"] == "OPEN"
    assert await till.state() == ("open", 4_000)
    for wrong in (0, -1, 6_001):
        payload = await till.pay(amountMinor=wrong)
        assert [each["field"] for each in payload["errors"]] == ["amountMinor"]
    assert (await till.pay())["payment"]["amount"]["amountMinor"] == 6_000
    assert await till.state() == ("paid", 10_000)


async def test_a_declined_card(till: Till) -> None:
    """The failure is kept and shown, the invoice stays due, and another means may be tried."""
    till.method("x-declined")
    other = till.method(preferred=False)
    await till.shop.built()
    payload = await till.pay()
    assert payload["payment"]["status"] == "FAILED"
    assert payload["payment"]["failure"] == "card-declined"
    assert await till.state() == ("open", 0)
    assert (await till.pay(paymentMethodId=other))["payment"]["status"] == "SUCCEEDED"


async def test_a_slow_mandate(till: Till) -> None:
    """It is pending until the callback comes, which counts once though it comes twice."""
    till.method("x-slow", kind="sepa-mandate")
    heard: list[Heard] = []
    go, done = asyncio.Event(), asyncio.Event()

    async def deliver(headers: Any, body: bytes) -> None:
        await go.wait()
        event = till.provider.read_event(headers, body, NOW)
        heard.append(await hear(till.shop.database, "test", event, NOW))
        if len(heard) == 2:
            done.set()

    till.provider.deliver = deliver
    await till.shop.built()
    payload = await till.pay()
    assert payload["payment"]["status"] == "PENDING"
    assert codes(await till.pay()) == ["PAYMENT_PENDING"]
    go.set()
    await asyncio.wait_for(done.wait(), 10)
    assert heard == [Heard.SETTLED, Heard.KNOWN]
    assert await till.state() == ("paid", 10_000)
    await till.provider.close()


async def test_a_provider_that_is_down(till: Till) -> None:
    """Nobody knows whether it heard: the same payment is handed over again, never a second one."""
    till.method("x-down")
    await till.shop.built()
    assert codes(await till.pay()) == ["PAYMENTS_UNAVAILABLE"]
    assert codes(await till.pay()) == ["PAYMENTS_UNAVAILABLE"]
    asked: list[PaymentRequest] = []

    async def take(request: PaymentRequest) -> PaymentAnswer:
        asked.append(request)
        return PaymentAnswer("succeeded", "late")

    till.provider.take = take  # type: ignore[method-assign]
    payload = await till.pay()
    assert payload["payment"]["status"] == "SUCCEEDED"
    (request,) = asked
    assert request.reference == f"harbour/{payload['payment']['id'].removeprefix('Payment:')}"
    assert await till.shop.stored("select count(*) from payments") == [(1,)]


async def test_without_a_provider(till: Till) -> None:
    """Nothing is written down where nobody takes money."""
    till.method()
    await till.shop.built()
    wanted = {"invoiceId": f"Invoice:{till.invoice}"}
    assert codes(await till.shop.done(PAY, till.ada, wanted)) == ["PAYMENTS_UNAVAILABLE"]
    assert await till.shop.stored("select count(*) from payments") == [(0,)]


async def test_suspended_customers_pay_what_is_due(till: Till) -> None:
    """And nothing else: buying is refused, and the suspension is not lifted by it."""
    till.method()
    locker = till.shop.product()
    till.shop.suspend(till.ada)
    await till.shop.built()
    assert (await till.pay())["invoice"]["status"] == "PAID"
    assert codes(await till.shop.buy(till.ada, locker)) == ["CUSTOMER_SUSPENDED"]
    answer = await till.shop.ask("{ me { suspended } }", customer=till.ada)
    assert answer["data"]["me"] == {"suspended": True}


@pytest.mark.parametrize("status", ["draft", "paid", "void", "credit-note"])
async def test_what_is_not_due_is_not_paid(shop: Shop, status: str) -> None:
    """A draft is as if it were not there; nothing of the others is owed."""
    till = Till(shop)
    shop.rows.taken("invoices")
    till.invoice = shop.rows.add(
        "invoices", customer_id=till.ada, number="MIT-2", total_minor=5, paid_minor=0,
        status=status,
    )  # fmt: skip
    till.method()
    await shop.built()
    assert codes(await till.pay()) == ["NOT_FOUND" if status == "draft" else "NOT_DUE"]


async def test_invoices_and_means_of_others(till: Till) -> None:
    """Another's invoice is as if it were not there, and so is their card; an old card expires."""
    eve, team = till.shop.contact(), till.shop.rows.add("teams", name="Okafor")
    foreign = till.method(customer_id=eve)
    expired = till.method(preferred=False, expires_date=dt.date(2026, 11, 21))
    removed = till.method(preferred=False, removed_at=NOW)
    elsewhere = till.method(preferred=False, provider="other")
    admin = till.shop.contact()
    till.shop.rows.add(
        "team_members", team_id=team, customer_id=admin, role="administrator"
    )
    teams = till.shop.rows.add(
        "invoices", customer_id=till.ada, team_id=team, number="MIT-3", total_minor=5,
        paid_minor=0, status="open",
    )  # fmt: skip
    await till.shop.built()
    assert codes(await till.pay(eve)) == ["NOT_FOUND"]
    assert codes(await till.pay(admin, invoiceId=f"Invoice:{teams}")) == ["NOT_ALLOWED"]
    for method in (foreign, expired, removed, elsewhere, "PaymentMethod:x", "Invoice:1", None):
        payload = await till.pay(paymentMethodId=method)
        assert [(each["code"], each["field"]) for each in payload["errors"]] == [
            ("INVALID_VALUE", "paymentMethodId")
        ]
    assert codes(await till.shop.done(
        PAY, None, {"invoiceId": f"Invoice:{till.invoice}"}, services=Services()
    )) == ["LOGIN_REQUIRED"]  # fmt: skip


async def test_many_clicks_pay_once(till: Till) -> None:
    """Ten requests at the same moment: the money is taken once."""
    till.method()
    await till.shop.built()
    payloads = await asyncio.gather(*(till.pay() for _ in range(10)))
    assert {code for payload in payloads for code in codes(payload)} <= {
        "NOT_DUE", "PAYMENT_PENDING"
    }
    assert await till.state() == ("paid", 10_000)
    assert await till.shop.stored("select count(*) from payments") == [(1,)]


async def test_one_key_pays_once(till: Till) -> None:
    """A part that is sent twice with the same key is paid once."""
    till.method()
    await till.shop.built()
    first, again = [await till.pay(amountMinor=10, idempotencyKey="k") for _ in range(2)]
    assert first["payment"] == again["payment"]
    assert codes(await till.pay(amountMinor=11, idempotencyKey="k")) == ["INVALID_VALUE"]
    assert await till.state() == ("open", 10)


async def test_callbacks_in_any_order(till: Till) -> None:
    """Money that was taken stays taken; a failure that came too early gives way to it."""
    till.method("x-slow")
    await till.shop.built()
    payment = (await till.pay())["payment"]["id"]
    await till.provider.close()
    assert await till.hear(payment, "failed", "e1") is Heard.SETTLED
    assert await till.state() == ("open", 0)
    assert await till.hear(payment, "succeeded", "e2") is Heard.SETTLED
    assert await till.hear(payment, "failed", "e3") is Heard.SETTLED
    assert await till.hear(payment, "succeeded", "e2") is Heard.KNOWN
    assert await till.hear(payment, "succeeded", "e4") is Heard.SETTLED
    assert await till.state() == ("paid", 10_000)
    kept = await till.shop.stored("select event, status from payment_events order by event")
    assert kept == [
        ("e1", "failed"), ("e2", "succeeded"), ("e3", "failed"), ("e4", "succeeded")
    ]


async def test_callbacks_that_fit_nothing(till: Till) -> None:
    """Another amount, another currency, an unknown payment, a reference that is none."""
    till.method("x-slow")
    await till.shop.built()
    payment = (await till.pay())["payment"]["id"]
    await till.provider.close()
    assert await till.hear(payment, "succeeded", amount_minor=1) is Heard.OTHER_AMOUNT
    assert await till.hear(payment, "succeeded", currency="USD") is Heard.OTHER_AMOUNT
    for reference in ("harbour/1", "nowhere/1", "harbour/x", "harbour/" + "9" * 30, "", "/"):
        heard = await till.hear(payment, "succeeded", reference=reference)
        assert heard is Heard.UNKNOWN_PAYMENT, reference
    assert await till.state() == ("open", 0)
