"""What staff sell at the desk, and the money that they take."""

import strawberry

from schema.fields import argument, field
from schema.selling import SellPlanInput, SellPlanPayload, TakePaymentInput, TakePaymentPayload


@strawberry.type
class SaleMutations:
    sell_plan: SellPlanPayload | None = field(
        "Sell a plan to a customer, who is a member from the contract's first day on: for staff.",
        argument("input", SellPlanInput, "Which plan, and to whom."),
    )
    take_payment: TakePaymentPayload | None = field(
        "Keep that an invoice was paid at the desk, in full or in part: for staff.",
        argument("input", TakePaymentInput, "Which invoice, and how it was paid."),
    )
