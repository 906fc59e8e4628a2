"""Buying, once or every month."""

import strawberry

from schema.fields import argument, field
from schema.purchases import PurchaseProductInput, PurchaseProductPayload
from schema.subscription_changes import (
    ContinueSubscriptionInput,
    ContinueSubscriptionPayload,
    EndSubscriptionInput,
    EndSubscriptionPayload,
)


@strawberry.type
class PurchaseMutations:
    purchase_product: PurchaseProductPayload | None = field(
        "Buy a product, or sell it to a customer. It is owed from then on, and paid with an "
        "invoice; of several who want the last one, one gets it.",
        argument("input", PurchaseProductInput, "What to buy, and for whom."),
    )
    end_subscription: EndSubscriptionPayload | None = field(
        "Buy something no longer that is bought every month, once a month of it is over: one's "
        "own, or as staff a customer's.",
        argument("input", EndSubscriptionInput, "What, and from when on."),
    )
    continue_subscription: ContinueSubscriptionPayload | None = field(
        "Take back that a subscription ends, before it does.",
        argument("input", ContinueSubscriptionInput, "Which subscription."),
    )
