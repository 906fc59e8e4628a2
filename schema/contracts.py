"""Contracts: what makes a customer a member."""

import datetime as dt
import enum

import strawberry

from schema.benefits import ContractBenefit
from schema.fields import condition, condition_in, field
from schema.filters import IS_NULL, IdFilter, InstantFilter
from schema.money import Money
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.recurring import RecurringPrice
from schema.references import ACustomer, AFreeze, ALocation, APlan, ATeam


@strawberry.enum(description="The state that a contract is in now.")
class ContractState(enum.Enum):
    SCHEDULED = strawberry.enum_value("scheduled", description="It has not begun.")
    ON_HOLD = strawberry.enum_value("on-hold", description="It waits, e.g. for an identity check.")
    ACTIVE = strawberry.enum_value("active", description="It runs.")
    FROZEN = strawberry.enum_value("frozen", description="It runs, and its benefits rest.")
    ENDED = strawberry.enum_value("ended", description="It is over.")


@strawberry.input(description="Conditions on a contract's state.")
class ContractStateFilter:
    eq: ContractState | None = condition("Is this state.")
    in_: list[ContractState] | None = condition_in("Is one of these states.")
    is_null: bool | None = condition(IS_NULL)


@strawberry.enum(description="For how many people a plan was taken.")
class PlanKind(enum.Enum):
    INDIVIDUAL = strawberry.enum_value("individual", description="For one person.")
    MULTI_MEMBER = strawberry.enum_value("multi-member", description="For a team.")


@strawberry.type(description="One plan, taken by one customer at the location that issued it.")
class Contract(Node):
    state: ContractState | None = field("The state that it is in now.")
    current: bool | None = field("Whether it makes its customer a member now: active or frozen.")
    auto_pay: bool | None = field("Whether it is paid without being asked for.")
    auto_pay_suspended: bool | None = field("Whether auto pay rests now.")
    plan_kind: PlanKind | None = field("Whether it is for one person, or for a team.")
    member_count: int | None = field(
        "How many people it is for; archived ones do not count. See `team { members }`."
    )
    recurring_price: RecurringPrice | None = field("What it costs each time, and how often.")
    plan: APlan | None = field("The plan; null where the portal does not show it, see `planName`.")
    plan_name: str | None = field("The plan's name, also where its page is not shown here.")
    next_plan: APlan | None = field("The plan that it changes to at the next renewal.")
    location: ALocation | None = field("The location that issued it.")
    customer: ACustomer | None = field("Whose contract it is.")
    team: ATeam | None = field("The team that it was taken for.")
    starts_at: dt.datetime | None = field("When it begins: the first moment of `startDate`.")
    ends_at: dt.datetime | None = field("When it ends: the first moment of `cancellationDate`.")
    start_date: dt.date | None = field("Its first day, at the issuing location.")
    cancellation_date: dt.date | None = field("The first day on which it no longer runs.")
    minimum_term_date: dt.date | None = field("The day until which it cannot be cancelled.")
    renewal_date: dt.date | None = field(
        "The first day that is not billed yet; null where nothing is billed any more."
    )
    billing_day: int | None = field(
        "The day of the month on which its cycles begin, that of `startDate`; in shorter months it "
        "is their last one. Null where a cycle is no number of months."
    )
    price: Money | None = field("The price agreed upon; null where the plan's price applies.")
    quantity: int | None = field("How many times the plan was taken.")
    notes: str | None = field("What staff noted; never shown to the customer.")
    benefits: list[ContractBenefit] | None = field(
        "What the billing cycle around now includes, and what is left of it."
    )
    freezes: list[AFreeze] | None = field("Its pauses, past and to come, in their order.")


@strawberry.input(description="Conditions that narrow a list of contracts.")
class ContractFilter:
    state: ContractStateFilter | None = condition("By state.")
    plan: IdFilter | None = condition("By plan.")
    location: IdFilter | None = condition("By issuing location.")
    customer: IdFilter | None = condition("By customer.")
    starts_at: InstantFilter | None = condition("By beginning.")
    ends_at: InstantFilter | None = condition("By end.")


@strawberry.enum(description="What contracts can be ordered by.")
class ContractOrderField(enum.Enum):
    STARTS_AT = strawberry.enum_value("startsAt", description="The beginning.")


@strawberry.input(description="The order of a list of contracts.")
class ContractOrder:
    field: ContractOrderField = sort_key()
    direction: OrderDirection = ascending()
