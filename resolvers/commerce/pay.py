"""Paying an invoice: written down, handed to the provider, settled by what it says.

The provider is asked between two transactions. The first one says that so much is under way, so
that nobody pays twice; the second one keeps the answer. Where that never came, the same payment is
handed over again the next time: the provider knows it by its reference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from planning.ids import record_key
from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import PAY_DUE_INVOICE
from resolvers.audit import audit
from resolvers.commerce.method_rows import MethodRow, find_method
from resolvers.commerce.payable_rows import InvoiceRow, read_invoice
from resolvers.commerce.payment_rows import PaymentRow, find_unsent, insert_payment, read_payment
from resolvers.commerce.provider import (
    PaymentAnswer,
    PaymentRequest,
    ProviderUnavailable,
    reference_of,
)
from resolvers.commerce.settling import settle
from resolvers.invoices import DUE, INVOICE
from resolvers.keys import came_to, keep_key, key_of
from resolvers.locks import hold_invoice
from resolvers.refusals import error, not_allowed, refused
from store.audit_trail import Change
from store.databases import Database

UNKNOWN_INVOICE = error("NOT_FOUND", "There is no such invoice here.", "invoiceId")
NOT_YOURS = error("NOT_ALLOWED", "This invoice is not yours to pay.", "invoiceId")
NOT_DUE = error("NOT_DUE", "Nothing of this invoice is due.", "invoiceId")
PENDING = error("PAYMENT_PENDING", "A payment of this invoice is under way.", "invoiceId")
AMOUNT = error("INVALID_VALUE", "From 1 to what is still open.", "amountMinor")
METHOD = error("INVALID_VALUE", "Choose a saved means of payment.", "paymentMethodId")
EXPIRED = error("INVALID_VALUE", "This means of payment has expired.", "paymentMethodId")
NOWHERE = error("PAYMENTS_UNAVAILABLE", "Payments cannot be taken at the moment; try again later.")

Problem = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Begun:
    """A payment that is written down, and what the provider said; None where it was not asked."""

    payment: PaymentRow
    answer: PaymentAnswer | None = None


async def hand_over(work: Work, database: Database, arguments: dict[str, Any]) -> Begun | Problem:
    """Write the payment down, let go of the database, and ask the provider."""
    decision = work.decide(PAY_DUE_INVOICE)
    if not decision or work.viewer.customer is None:
        return not_allowed(decision)
    provider = work.services.provider
    if provider is None:
        return NOWHERE
    async with database.transaction() as connection:
        begun = await _begin(replace(work, connection=connection), arguments["input"])
    if not isinstance(begun, tuple):
        return begun
    payment, request = begun
    if request is None:
        return Begun(payment)
    try:
        return Begun(payment, await provider.take(request))
    except ProviderUnavailable:
        return NOWHERE


async def pay_invoice(work: Work, _arguments: dict[str, Any]) -> Outcome:
    """Keep what the provider said."""
    known = work.known
    if not isinstance(known, Begun):
        return refused([known])
    network = work.tree.root(work.portal)
    payment, viewer = known.payment, work.viewer
    if known.answer is not None:
        await settle(
            work.connection,
            network,
            payment.id,
            known.answer,
            work.now,
            login=viewer.login,
            customer=viewer.customer,
        )
    return Outcome(
        values={"errors": []}, records={"payment": payment.id, "invoice": payment.invoice}
    )


async def _begin(
    work: Work, given: dict[str, Any]
) -> tuple[PaymentRow, PaymentRequest | None] | Problem:
    """Write the payment down, or find the one that is meant; what is to be asked, if anything."""
    network, customer = work.tree.root(work.portal), work.viewer.customer
    found = await find_visible(work, INVOICE, given["invoiceId"])
    if found is None:
        return UNKNOWN_INVOICE
    await hold_invoice(work.connection, network, found)
    invoice = await read_invoice(work.connection, network, found)
    if invoice.customer != customer:
        return NOT_YOURS
    key = key_of(customer, PAY_DUE_INVOICE, given)
    before = await came_to(work, key)
    if before is not None:
        if not isinstance(before, int):
            return before
        payment = await read_payment(work.connection, network, before)
        assert payment is not None, "payments are never taken away"
        return payment, await _request(work, invoice, payment)
    if invoice.status != DUE:
        return NOT_DUE
    unsent = await find_unsent(work.connection, network, invoice.id)
    amount = given.get("amountMinor")
    if unsent is not None and amount in (None, unsent.amount_minor):
        return unsent, await _request(work, invoice, unsent)
    if invoice.open_minor <= 0:
        return PENDING
    amount = invoice.open_minor if amount is None else amount
    if not 1 <= amount <= invoice.open_minor:
        return AMOUNT
    method = await _method(work, given, invoice)
    if not isinstance(method, MethodRow):
        return method

    payment = await insert_payment(
        work.connection,
        network,
        invoice,
        amount,
        work.now,
        provider=method.provider,
        method=method.id,
    )
    await keep_key(work, key, payment.id)
    columns = {"invoice_id": invoice.id, "amount_minor": amount, "currency": invoice.currency}
    await audit(
        work, Change(PAY_DUE_INVOICE, invoice.location, "Payment", payment.id, None, columns)
    )
    return payment, await _request(work, invoice, payment)


async def _method(work: Work, given: dict[str, Any], invoice: InvoiceRow) -> MethodRow | Problem:
    """Return the viewer's own means that was named, else the one that they prefer."""
    asked, key = given.get("paymentMethodId"), None
    if asked is not None:
        key = record_key(asked, "PaymentMethod")
        if key is None:
            return METHOD
    network = work.tree.root(work.portal)
    method = await find_method(work.connection, network, work.customer, key, work.now)
    if method is None or method.provider != work.services.provider.name:
        return METHOD
    if method.expires is not None and method.expires < work.tree[invoice.location].day(work.now):
        return EXPIRED
    return method


async def _request(work: Work, invoice: InvoiceRow, payment: PaymentRow) -> PaymentRequest | None:
    """Return what to ask the provider; nothing where it has said something already."""
    if payment.status != "pending" or payment.reference is not None:
        return None
    network = work.tree.root(work.portal)
    method = await find_method(
        work.connection, network, payment.customer, payment.method, work.now
    )
    if method is None:
        return None
    return PaymentRequest(
        reference_of(network, payment.id),
        payment.amount_minor,
        payment.currency,
        method.reference,
        invoice.number,
    )


PAY_INVOICE = Mutation(
    pay_invoice, records={"payment": "Payment", "invoice": "Invoice"}, before=hand_over
)
