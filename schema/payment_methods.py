"""Saving a means of payment, and taking it away: what to say, and what is answered."""

import strawberry

from schema.fields import condition, field
from schema.payments import PaymentMethod
from schema.user_errors import UserError


@strawberry.input(description="Which means of payment to save.")
class SavePaymentMethodInput:
    token: str = field(
        "What the payment provider gave the customer's browser for it; never a number of a card "
        "or an account."
    )
    preferred: bool | None = condition(
        "Whether to use it where none is chosen; the first one is used so anyway."
    )


@strawberry.input(description="Which saved means of payment to take away.")
class RemovePaymentMethodInput:
    payment_method_id: strawberry.ID = field("The means of payment, the viewer's own.")


@strawberry.type(description="What came of saving a means of payment.")
class SavePaymentMethodPayload:
    method: PaymentMethod | None = field("The means as it is kept: masked.")
    errors: list[UserError] = field("Why it was not saved; empty on success.")


@strawberry.type(description="What came of taking a means of payment away.")
class RemovePaymentMethodPayload:
    errors: list[UserError] = field("Why it was not taken away; empty on success.")
