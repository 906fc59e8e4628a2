"""Invoices, and their lines."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, BooleanFilter, DateFilter, IdFilter
from schema.money import Money
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation, AnInvoice, APayment, ATeam


@strawberry.enum(description="What became of an invoice.")
class InvoiceStatus(enum.Enum):
    DRAFT = strawberry.enum_value("draft", description="It was not sent yet.")
    OPEN = strawberry.enum_value("open", description="It waits to be paid.")
    PAID = strawberry.enum_value("paid", description="It was paid.")
    VOID = strawberry.enum_value("void", description="It was taken back.")
    CREDIT_NOTE = strawberry.enum_value("credit-note", description="It gives money back.")


@strawberry.input(description="Conditions on what became of an invoice.")
class InvoiceStatusFilter:
    eq: InvoiceStatus | None = condition("Is this.")
    in_: list[InvoiceStatus] | None = condition_in("Is one of these.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.type(description="One line of an invoice.")
class InvoiceLine(Node):
    position: int | None = field("The line's place on the invoice.")
    description: str | None = field("What it is for.")
    quantity: int | None = field("How many.")
    unit_price: Money | None = field("What one costs.")
    total: Money | None = field("What all of them cost.")
    invoice: AnInvoice | None = field("The invoice.")


@strawberry.type(description="What a customer owes, or owed (section payments).")
class Invoice(Node):
    number: str | None = field("The number on the invoice.")
    status: InvoiceStatus | None = field("What became of it.")
    is_due: bool | None = field("Whether it waits to be paid.")
    viewer_can_pay: bool | None = field("Whether it is due, and the viewer's own to pay.")
    issued_date: dt.date | None = field("The day on which it was issued.")
    due_date: dt.date | None = field("The day until which it should be paid.")
    from_date: dt.date | None = field("The first day that it is for.")
    until_date: dt.date | None = field("The first day after the time that it is for.")
    total: Money | None = field("What it comes to.")
    paid: Money | None = field("What has been paid of it.")
    paid_at: dt.datetime | None = field("When it was paid in full.")
    description: str | None = field("What it is for.")
    customer: ACustomer | None = field("Who owes it.")
    team: ATeam | None = field("The team that it is for.")
    location: ALocation | None = field("The location that issued it.")
    payments: list[APayment] | None = field("The attempts to pay it, the latest first.")
    lines: list[InvoiceLine] | None = field("Its lines, in their order.")


@strawberry.input(description="Conditions that narrow a list of invoices.")
class InvoiceFilter:
    status: InvoiceStatusFilter | None = condition("By what became of them.")
    is_due: BooleanFilter | None = condition("By whether they wait to be paid.")
    issued_date: DateFilter | None = condition("By the day of issue.")
    due_date: DateFilter | None = condition("By the day until which to pay.")
    location: IdFilter | None = condition("By location.")
    customer: IdFilter | None = condition("By customer.")
    team: IdFilter | None = condition("By team.")


@strawberry.enum(description="What invoices can be ordered by.")
class InvoiceOrderField(enum.Enum):
    ISSUED_DATE = strawberry.enum_value("issuedDate", description="The day of issue.")
    DUE_DATE = strawberry.enum_value("dueDate", description="The day until which to pay.")


@strawberry.input(description="The order of a list of invoices.")
class InvoiceOrder:
    field: InvoiceOrderField = sort_key()
    direction: OrderDirection = ascending()
