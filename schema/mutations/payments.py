"""Paying, and the means that are saved for it."""

import strawberry

from schema.fields import argument, field
from schema.paying import PayInvoiceInput, PayInvoicePayload
from schema.payment_methods import (
    RemovePaymentMethodInput,
    RemovePaymentMethodPayload,
    SavePaymentMethodInput,
    SavePaymentMethodPayload,
)


@strawberry.type
class PaymentMutations:
    pay_invoice: PayInvoicePayload | None = field(
        "Pay an invoice that is due, in full or in part, with a saved means of payment.",
        argument("input", PayInvoiceInput, "What to pay, how much of it, and with what."),
    )
    save_payment_method: SavePaymentMethodPayload | None = field(
        "Save a means of payment by the provider's token. The same token saves once.",
        argument("input", SavePaymentMethodInput, "Which means to save."),
    )
    remove_payment_method: RemovePaymentMethodPayload | None = field(
        "Take a saved means of payment away, here and at the provider.",
        argument("input", RemovePaymentMethodInput, "Which means to take away."),
    )
