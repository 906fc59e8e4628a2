"""Buying: what to say, and what is answered."""

import strawberry

from schema.charges import Charge
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="What to buy, and for whom.")
class PurchaseProductInput:
    product_id: strawberry.ID = field("The product.")
    quantity: int | None = condition("How many, 1 to 1000; without it, one.")
    recurring: bool | None = condition(
        "Whether to buy it every month; without it, as the product is offered, else once."
    )
    for_customer_id: strawberry.ID | None = condition(
        "The customer to sell it to, for staff; without it, the viewer buys."
    )
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key buys once, however often sent."
    )


@strawberry.type(description="What came of buying.")
class PurchaseProductPayload:
    charge: Charge | None = field("What is owed now; null where nothing was bought.")
    errors: list[UserError] = field("Why nothing was bought; empty on success.")
