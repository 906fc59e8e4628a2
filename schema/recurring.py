"""What is paid again and again."""

import enum

import strawberry

from schema.fields import field


@strawberry.enum(description="How long a billing cycle is.")
class BillingCycle(enum.Enum):
    WEEK = strawberry.enum_value("WEEK", description="One week.")
    MONTH = strawberry.enum_value("MONTH", description="One month.")
    YEAR = strawberry.enum_value("YEAR", description="Twelve months.")
    OTHER = strawberry.enum_value("OTHER", description="Another number of months or weeks.")


@strawberry.type(description="What one billing cycle costs, and how long it is.")
class RecurringPrice:
    amount: str = field("The amount as a decimal number, with the digits that its currency has.")
    amount_minor: int | None = field("The amount in the smallest unit; null beyond 2147483647.")
    currency: str = field("The currency, as in ISO 4217.")
    per: BillingCycle = field("How long a cycle is.")
    every_months: int = field("How many months a cycle has; 0 where it is counted in weeks.")
    every_weeks: int = field("How many weeks a cycle has; 0 where it is counted in months.")
