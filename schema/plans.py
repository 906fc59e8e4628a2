"""Plans: what a location offers to those who want to become members."""

import enum

import strawberry

from schema.benefits import PlanBenefit
from schema.fields import condition, field
from schema.filters import BooleanFilter, IdFilter, TextFilter
from schema.money import Money
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation


@strawberry.type(description="What a location offers to members, at a price (section plans).")
class Plan(Node):
    key: str | None = field("The name by which the operator's rules know the plan.")
    name: str | None = field("The plan's name.")
    group: str | None = field("The group that it is shown in.")
    description: str | None = field("What it includes.")
    terms: str | None = field("The terms that a new member agrees to.")
    price: Money | None = field("The price of one billing cycle.")
    invoice_every_months: int | None = field("The billing cycle in months; 0 where it is in weeks.")
    invoice_every_weeks: int | None = field("The billing cycle in weeks; 0 where it is in months.")
    booking_minutes_per_week: int | None = field(
        "How many minutes may be booked in a week; null for no limit."
    )
    booking_minutes_per_month: int | None = field(
        "How many minutes may be booked in a month; null for no limit."
    )
    can_be_paused: bool | None = field("Whether a contract on it can be frozen.")
    freeze_cycles: int | None = field(
        "How many billing cycles a freeze may last that customers ask for; null: any number."
    )
    freezes_per_year: int | None = field(
        "How many such freezes may begin in a calendar year; null: any number."
    )
    begins_online: bool | None = field(
        "Whether people may choose it by themselves, as customers who have no plan."
    )
    ends_online: bool | None = field("Whether customers may end a contract on it by themselves.")
    changes_online: bool | None = field("Whether they may change to another plan by themselves.")
    notice_days: int | None = field("Days from asking for an end to the end, at the least.")
    benefits: list[PlanBenefit] | None = field("What each billing cycle includes.")
    location: ALocation | None = field("The location that offers it.")
    display_order: int | None = field("Its place in the list of plans.")
    visible: bool | None = field("Whether the portal offers it.")
    archived: bool | None = field("Whether it is no longer sold.")


@strawberry.input(description="Conditions that narrow a list of plans.")
class PlanFilter:
    name: TextFilter | None = condition("By name.")
    location: IdFilter | None = condition("By location.")
    can_be_paused: BooleanFilter | None = condition("By whether it can be frozen.")
    visible: BooleanFilter | None = condition("By whether the portal offers it.")
    archived: BooleanFilter | None = condition("By whether it is no longer sold.")


@strawberry.enum(description="What plans can be ordered by.")
class PlanOrderField(enum.Enum):
    DISPLAY_ORDER = strawberry.enum_value("displayOrder", description="The operator's order.")
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of plans.")
class PlanOrder:
    field: PlanOrderField = sort_key()
    direction: OrderDirection = ascending()
