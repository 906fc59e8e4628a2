"""Teams, and who is in them."""

import datetime as dt
import enum

import strawberry

from schema.fields import condition, field
from schema.filters import BooleanFilter, IdFilter, TextFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation, AProfile, ATeam


@strawberry.enum(description="What somebody is in a team.")
class TeamRole(enum.Enum):
    MEMBER = strawberry.enum_value("member", description="Belongs to the team.")
    ADMINISTRATOR = strawberry.enum_value(
        "administrator", description="Looks after the team; need not belong to it."
    )
    PAYING_MEMBER = strawberry.enum_value(
        "paying-member", description="Belongs to the team and pays for it."
    )


@strawberry.type(description="Somebody's place in a team, now.")
class TeamMember(Node):
    role: TeamRole | None = field("What the person is in the team.")
    since: dt.datetime | None = field("When the person got this role.")
    team: ATeam | None = field("The team.")
    profile: AProfile | None = field("The person as the directory shows them.")
    customer: ACustomer | None = field("The person as a customer.")


@strawberry.type(description="Customers who work together, and may book and pay together.")
class Team(Node):
    name: str | None = field("The team's name.")
    summary: str | None = field("A few words about the team.")
    location: ALocation | None = field("The location that looks after the team.")
    published: bool | None = field("Whether the team shows itself to others.")
    shares_credits: bool | None = field(
        "Whether those in the team use the credits of who pays for it, in bookings for the team."
    )
    members: list[TeamMember] | None = field("Who is in the team now, longest first.")


@strawberry.input(description="Conditions that narrow a list of teams.")
class TeamFilter:
    name: TextFilter | None = condition("By name.")
    location: IdFilter | None = condition("By location.")
    published: BooleanFilter | None = condition("By whether the team shows itself.")


@strawberry.enum(description="What teams can be ordered by.")
class TeamOrderField(enum.Enum):
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of teams.")
class TeamOrder:
    field: TeamOrderField = sort_key()
    direction: OrderDirection = ascending()
