"""Selling a plan at the desk, and taking the money for an invoice."""

import datetime as dt
import enum

import strawberry

from schema.contracts import Contract
from schema.fields import condition, field
from schema.invoices import Invoice
from schema.payments import Payment
from schema.user_errors import UserError


@strawberry.input(description="Which plan to sell, and to whom.")
class SellPlanInput:
    customer_id: strawberry.ID = field("The customer, whose contract it becomes.")
    plan_id: strawberry.ID = field("The plan; it need not be one that people may choose alone.")
    start_date: dt.date | None = condition(
        "The contract's first day, within a year; without it, today where the plan is sold."
    )
    team_id: strawberry.ID | None = condition(
        "A team of the customer's that the contract is for, and may share its credits."
    )
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key sells once, however often sent."
    )


@strawberry.enum(description="How somebody paid at the desk.")
class PaidHow(enum.Enum):
    CASH = strawberry.enum_value("cash", description="In cash.")
    EXTERNAL = strawberry.enum_value(
        "external", description="With a terminal or a transfer that the gateway does not see."
    )


@strawberry.input(description="Which invoice was paid, how, and how much of it.")
class TakePaymentInput:
    invoice_id: strawberry.ID = field("The invoice, which is due.")
    how: PaidHow = field("How it was paid.")
    amount_minor: int | None = condition(
        "How much, in the smallest unit of the invoice's currency; without it, all that is open."
    )
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key counts once, however often sent."
    )


@strawberry.type(description="What came of selling a plan.")
class SellPlanPayload:
    contract: Contract | None = field("The new contract; null where it was refused.")
    errors: list[UserError] = field("Why nothing was sold; empty on success.")


@strawberry.type(description="What came of taking money.")
class TakePaymentPayload:
    payment: Payment | None = field("The payment, which succeeded.")
    invoice: Invoice | None = field("The invoice as it is now.")
    errors: list[UserError] = field("Why nothing was taken; empty on success.")
