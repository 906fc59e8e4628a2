"""Staff take money at the desk, on both databases, under the real policies."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import MITTE
from tests.resolvers.desk.conftest import Studio, _studio  # noqa: F401
from tests.store.rows import NOW

TAKE = """
mutation T($input: TakePaymentInput!) {
  takePayment(input: $input) {
    payment { id status amount { amount } settledAt way method { kind } }
    invoice { status paid { amount } }
    errors { code field }
  }
}
"""


async def _invoice(studio: Studio, **values: Any) -> str:
    usual = {
        "customer_id": studio.ada,
        "location_id": MITTE,
        "number": "MIT-1",
        "issued_date": dt.date(2026, 11, 1),
        "due_date": dt.date(2026, 11, 15),
        "total_minor": 10_000,
        "paid_minor": 0,
        "status": "open",
    }
    key = studio.rows.add("invoices", **{**usual, **values})
    await studio.rows.write(studio.database)
    return f"Invoice:{key}"


async def test_an_invoice_is_paid_in_parts(studio: Studio) -> None:
    """Each a payment that succeeded, without a saved means; the same request counts once."""
    invoice = await _invoice(studio)
    part = {"invoiceId": invoice, "how": "CASH", "amountMinor": 4_000, "idempotencyKey": "a"}
    first = await studio(TAKE, **part)
    assert await studio(TAKE, **part) == first
    assert first["payment"].pop("id").startswith("Payment:")
    assert first == {
        "payment": {
            "status": "SUCCEEDED",
            "amount": {"amount": "40.00"},
            "settledAt": "2026-11-22T12:00:00Z",
            "way": "CASH",
            "method": None,
        },
        "invoice": {"status": "OPEN", "paid": {"amount": "40.00"}},
        "errors": [],
    }
    other = await studio(TAKE, **{**part, "how": "EXTERNAL"})
    assert codes(other) == [("INVALID_VALUE", "idempotencyKey")]
    rest = await studio(TAKE, invoiceId=invoice, how="EXTERNAL")
    assert rest["invoice"] == {"status": "PAID", "paid": {"amount": "100.00"}}
    assert codes(await studio(TAKE, invoiceId=invoice, how="CASH")) == [("NOT_DUE", "invoiceId")]
    rows = await studio.stored("select provider, amount_minor, status from payments order by id")
    assert rows == [("cash", 4_000, "succeeded"), ("external", 6_000, "succeeded")]
    kept = await studio.stored(
        "select login_id, record_type from audit_entries where action = 'payments.take'"
    )
    assert kept == [(studio.login, "Payment")] * 2


async def test_what_cannot_be_taken(studio: Studio) -> None:
    """More than is open, what a provider is asked for already, and by whoever may not."""
    invoice = await _invoice(studio)
    for amount in (0, 10_001):
        wrong = await studio(TAKE, invoiceId=invoice, how="CASH", amountMinor=amount)
        assert codes(wrong) == [("INVALID_VALUE", "amountMinor")]
    clerk = studio.staff("accountant")
    assert codes(await studio(TAKE, clerk, invoiceId=invoice, how="CASH")) == [
        ("NOT_ALLOWED", None)
    ]
    desk = studio.staff("front-desk")
    assert codes(await studio(TAKE, desk, invoiceId=invoice, how="CASH")) == [
        ("NOT_FOUND", "invoiceId")
    ]
    studio.rows.add(
        "payments",
        invoice_id=int(invoice[8:]),
        customer_id=studio.ada,
        provider="test",
        provider_reference="p-1",
        amount_minor=10_000,
        status="pending",
        created_at=NOW,
    )
    await studio.rows.write(studio.database)
    under_way = await studio(TAKE, invoiceId=invoice, how="CASH")
    assert codes(under_way) == [("PAYMENT_PENDING", "invoiceId")]
