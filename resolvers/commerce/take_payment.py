"""Money that is paid at the desk: a payment that succeeded before it was written down."""

from __future__ import annotations

from typing import Any

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import TAKE_PAYMENT
from resolvers.audit import audit
from resolvers.commerce.pay import AMOUNT, NOT_DUE, PENDING, UNKNOWN_INVOICE
from resolvers.commerce.payable_rows import read_invoice
from resolvers.commerce.payment_rows import insert_payment
from resolvers.commerce.provider import PaymentAnswer
from resolvers.commerce.settling import settle
from resolvers.invoices import DUE, INVOICE
from resolvers.keys import came_to, keep_key, key_of
from resolvers.locks import hold_invoice
from resolvers.refusals import not_allowed, refused
from store.audit_trail import Change


async def take_payment(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Keep that staff were paid for an invoice that is due: all that is open, or a part of it.

    What a provider is asked for already is not open. It lifts no suspension.
    """
    given = arguments["input"]
    found = await find_visible(work, INVOICE, given["invoiceId"])
    if found is None:
        return refused([UNKNOWN_INVOICE])
    network = work.tree.root(work.portal)
    await hold_invoice(work.connection, network, found)
    invoice = await read_invoice(work.connection, network, found)
    decision = work.policies.decide(TAKE_PAYMENT, work.viewer, invoice.location, work.now)
    if not decision:
        return refused([not_allowed(decision)])
    how = given["how"].value
    key = key_of(invoice.customer, TAKE_PAYMENT, {**given, "how": how})
    before = await came_to(work, key)
    if before is not None:
        return _taken(before, found) if isinstance(before, int) else refused([before])
    if invoice.status != DUE:
        return refused([NOT_DUE])
    if invoice.open_minor <= 0:
        return refused([PENDING])
    asked = given.get("amountMinor")
    amount = invoice.open_minor if asked is None else asked
    if not 1 <= amount <= invoice.open_minor:
        return refused([AMOUNT])

    payment = await insert_payment(
        work.connection, network, invoice, amount, work.now, provider=how, method=None
    )
    columns = {"invoice_id": found, "amount_minor": amount, "currency": invoice.currency}
    change = Change(
        TAKE_PAYMENT, invoice.location, "Payment", payment.id, None, {**columns, "how": how}
    )
    await audit(work, change)
    await settle(
        work.connection,
        network,
        payment.id,
        PaymentAnswer("succeeded"),
        work.now,
        login=work.viewer.login,
        customer=work.viewer.customer,
    )
    await keep_key(work, key, payment.id)
    return _taken(payment.id, found)


def _taken(payment: int, invoice: int) -> Outcome:
    return Outcome(values={"errors": []}, records={"payment": payment, "invoice": invoice})


TAKE_A_PAYMENT = Mutation(take_payment, records={"payment": "Payment", "invoice": "Invoice"})
