"""Whether somebody may buy a product, and if not, why: asked by the field and by the purchase."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from access.decision import Decision
from access.mask import Code
from access.viewer import Viewer
from resolvers.refusals import SAYING

CAN_PURCHASE = "can-purchase"
"""The right that a customer's profile needs."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not buy: a code for programs, words for people."""

    code: str
    message: str


SOLD_OUT = Refusal("SOLD_OUT", "There are not enough of it left.")


def why_not(
    buyer: Viewer,
    action: Decision,
    admits: Callable[[str | None, Collection[int]], Decision],
    *,
    audience: str,
    plans: Collection[int],
    stock: int | None,
    quantity: int = 1,
) -> Refusal | None:
    """Return the first rule that says no; None where *buyer* may buy *quantity* of a product.

    The order: buying at all, the profile's right, whom the product is for, its plans, its stock.
    *admits* answers for a record's level and the ids of its plans.
    """
    if not action:
        return Refusal(_code(action), action.else_say or SAYING)
    if CAN_PURCHASE not in buyer.rights:
        return Refusal("NO_PURCHASE_PERMISSION", "Your profile has no right to buy.")
    people = admits(audience, ())
    if not people:
        return Refusal(_code(people), "This product is not for you.")
    holders = admits(None, plans)
    if not holders:
        frozen = holders.code is Code.CONTRACT_FROZEN
        return Refusal(
            "CONTRACT_FROZEN" if frozen else "INVALID_TARIFF",
            "Your plan is frozen." if frozen else "None of your plans includes this product.",
        )
    if stock is not None and stock < quantity:
        return SOLD_OUT
    return None


def _code(decision: Decision) -> str:
    return "NOT_ALLOWED" if decision.code is None else decision.code.value
