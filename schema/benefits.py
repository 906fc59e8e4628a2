"""What plans include, and what is left of it."""

import datetime as dt
import enum

import strawberry

from schema.fields import field


@strawberry.enum(description="What a plan includes.")
class BenefitKind(enum.Enum):
    TIME_CREDIT = strawberry.enum_value(
        "time-credit", description="Minutes that bookings take, in each billing cycle."
    )
    PASS = strawberry.enum_value(
        "pass", description="Passes, in each billing cycle: one pays for a booking of any length."
    )
    MONEY_CREDIT = strawberry.enum_value(
        "money-credit",
        description="Money, in each billing cycle, that is taken off what is bought or booked.",
    )
    DISCOUNT = strawberry.enum_value("discount", description="A discount, in percent.")


@strawberry.type(description="What a plan includes in each billing cycle.")
class PlanBenefit:
    kind: BenefitKind = field("What it is.")
    name: str = field("What the operator calls it.")
    amount: int = field(
        "How many minutes or passes a cycle, how much money in minor units, or how many percent."
    )
    currency: str | None = field("The ISO 4217 code of money; null for what is none.")
    category: str | None = field("The category of resources that it is for; null for all.")
    pays_cycles: bool = field("Whether it is money that pays for cycles of plans, too.")


@strawberry.type(description="What a contract includes in its billing cycle around now.")
class ContractBenefit:
    kind: BenefitKind = field("What it is.")
    name: str = field("What the operator calls it.")
    amount: int = field(
        "How many minutes or passes the cycle has, how much money in minor units, or how many "
        "percent."
    )
    currency: str | None = field("The ISO 4217 code of money; null for what is none.")
    left: int | None = field("How many of them are left; null for a discount.")
    category: str | None = field("The category of resources that it is for; null for all.")
    pays_cycles: bool = field("Whether it is money that pays for cycles of plans, too.")
    renews_on: dt.date | None = field("The day on which they lapse and new ones begin.")
    usable: bool = field(
        "Whether it can be used now: not while the contract is frozen or not in force, or the "
        "customer suspended. What is left stays until the cycle ends."
    )
