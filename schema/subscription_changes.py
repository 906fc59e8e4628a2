"""Ending what is bought every month: what to say, and what is answered."""

import datetime as dt

import strawberry

from schema.charges import Subscription
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="What not to buy any more, and from when on.")
class EndSubscriptionInput:
    subscription_id: strawberry.ID = field("The subscription.")
    on_date: dt.date | None = condition(
        "The first day on which it is not bought: that of one of its months; without it, of the "
        "next."
    )


@strawberry.input(description="What to go on buying, although it was to end.")
class ContinueSubscriptionInput:
    subscription_id: strawberry.ID = field("The subscription.")


@strawberry.type(description="What came of ending a subscription.")
class EndSubscriptionPayload:
    subscription: Subscription | None = field("The subscription as it is now.")
    errors: list[UserError] = field("Why it does not end; empty on success.")


@strawberry.type(description="What came of letting a subscription go on.")
class ContinueSubscriptionPayload:
    subscription: Subscription | None = field("The subscription as it is now.")
    errors: list[UserError] = field("Why it still ends; empty on success.")
