"""Payments, and the means that customers saved for them."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, IdFilter, InstantFilter
from schema.money import Money
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation, AnInvoice


@strawberry.enum(description="The kinds of means of payment.")
class PaymentMethodKind(enum.Enum):
    CARD = strawberry.enum_value("card", description="A card.")
    SEPA_MANDATE = strawberry.enum_value(
        "sepa-mandate", description="A SEPA direct debit mandate; it takes some days to settle."
    )


@strawberry.enum(description="What became of a payment.")
class PaymentStatus(enum.Enum):
    PENDING = strawberry.enum_value("pending", description="The provider has not said yet.")
    SUCCEEDED = strawberry.enum_value("succeeded", description="The money was taken.")
    FAILED = strawberry.enum_value("failed", description="It was not.")


@strawberry.enum(description="How a payment came in.")
class PaymentWay(enum.Enum):
    ONLINE = strawberry.enum_value("online", description="Through the payment provider.")
    CASH = strawberry.enum_value("cash", description="At the desk, in cash.")
    EXTERNAL = strawberry.enum_value(
        "external", description="With a terminal or a transfer that the gateway does not see."
    )


@strawberry.input(description="Conditions on what became of a payment.")
class PaymentStatusFilter:
    eq: PaymentStatus | None = condition("Is this.")
    in_: list[PaymentStatus] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(
    description="A saved means of payment, masked: nothing here can be paid with elsewhere "
    "(section payments)."
)
class PaymentMethod(Node):
    kind: PaymentMethodKind | None = field("What it is.")
    label: str | None = field("How to recognise it, e.g. `Visa ···· 4242`.")
    holder: str | None = field("In whose name it is.")
    expires_date: dt.date | None = field("The last day on which it can be used; null for no end.")
    mandate_reference: str | None = field("The reference of a SEPA mandate.")
    mandate_date: dt.date | None = field("The day on which a SEPA mandate was signed.")
    preferred: bool | None = field("Whether it is used where none is chosen.")
    added_at: dt.datetime | None = field("When it was saved.")
    customer: ACustomer | None = field("Whose it is.")
    location: ALocation | None = field("The location that it was saved at.")


@strawberry.type(description="One attempt to pay an invoice (section payments).")
class Payment(Node):
    status: PaymentStatus | None = field("What became of it.")
    amount: Money | None = field("How much was to be paid.")
    created_at: dt.datetime | None = field("When it was asked for.")
    settled_at: dt.datetime | None = field("When the provider's answer was final.")
    failure: str | None = field("Why it failed, as the provider calls it.")
    way: PaymentWay | None = field("How it came in.")
    method: PaymentMethod | None = field(
        "The saved means that was paid with; null where it was taken away since, and at the desk."
    )
    invoice: AnInvoice | None = field("The invoice.")
    customer: ACustomer | None = field("Who paid.")
    location: ALocation | None = field("The location that was paid.")


@strawberry.input(description="Conditions that narrow a list of payments.")
class PaymentFilter:
    status: PaymentStatusFilter | None = condition("By what became of them.")
    created_at: InstantFilter | None = condition("By when they were asked for.")
    location: IdFilter | None = condition("By location.")
    customer: IdFilter | None = condition("By customer.")
    invoice: IdFilter | None = condition("By invoice.")


@strawberry.enum(description="What payments can be ordered by.")
class PaymentOrderField(enum.Enum):
    CREATED_AT = strawberry.enum_value("createdAt", description="When they were asked for.")


@strawberry.input(description="The order of a list of payments.")
class PaymentOrder:
    field: PaymentOrderField = sort_key()
    direction: OrderDirection = ascending()
