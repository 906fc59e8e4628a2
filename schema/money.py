"""Amounts of money."""

import strawberry

from schema.fields import field


@strawberry.type(description="An amount of money in one currency; never a binary fraction.")
class Money:
    amount: str = field("The amount as a decimal number in text, e.g. `249.00`.")
    amount_minor: int | None = field(
        "The amount in the currency's smallest unit, e.g. cents; null where it is too large "
        "for an Int, while `amount` is always exact."
    )
    currency: str = field("The currency's code in ISO 4217, e.g. `EUR`.")
