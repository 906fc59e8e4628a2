"""Paying: what to say, and what is answered."""

import strawberry

from schema.fields import condition, field
from schema.invoices import Invoice
from schema.payments import Payment
from schema.user_errors import UserError


@strawberry.input(description="What to pay, how much of it, and with what.")
class PayInvoiceInput:
    invoice_id: strawberry.ID = field("The invoice, which is due and the viewer's own.")
    amount_minor: int | None = condition(
        "How much, in the smallest unit of the invoice's currency; without it, all that is open."
    )
    payment_method_id: strawberry.ID | None = condition(
        "The saved means to pay with; without it, the preferred one."
    )
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key pays once, however often sent."
    )


@strawberry.type(description="What came of paying.")
class PayInvoicePayload:
    payment: Payment | None = field(
        "The payment: it may have failed, and may be pending for days; ask for it again."
    )
    invoice: Invoice | None = field("The invoice as it is now.")
    errors: list[UserError] = field("Why nothing was paid; empty where the provider was asked.")
