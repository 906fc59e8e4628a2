"""Groups that staff sort customers into."""

import enum

import strawberry

from schema.connections import Connection
from schema.fields import condition, connection, field
from schema.filters import IdFilter, TextFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation


@strawberry.type(description="A group that staff sort customers into; customers do not see it.")
class CustomerGroup(Node):
    name: str | None = field("The group's name.")
    description: str | None = field("Who belongs in it, in a sentence.")
    location: ALocation | None = field("The location that keeps the group.")
    customers: Connection[ACustomer] | None = connection("The customers in the group, by name.")


@strawberry.input(description="Conditions that narrow a list of groups.")
class CustomerGroupFilter:
    name: TextFilter | None = condition("By name.")
    location: IdFilter | None = condition("By location.")


@strawberry.enum(description="What groups can be ordered by.")
class CustomerGroupOrderField(enum.Enum):
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of groups.")
class CustomerGroupOrder:
    field: CustomerGroupOrderField = sort_key()
    direction: OrderDirection = ascending()
