"""Teachers: who leads courses and classes."""

import enum

import strawberry

from schema.fields import condition, field
from schema.filters import BooleanFilter, IdFilter, TextFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation, AnActivity


@strawberry.type(description="Somebody who teaches, as the location presents them.")
class Teacher(Node):
    name: str | None = field("The name under which they teach.")
    summary: str | None = field("A few words about them.")
    photo: str | None = field("The address of a picture.")
    location: ALocation | None = field("The location that presents them.")
    published: bool | None = field("Whether they are on show.")
    customer: ACustomer | None = field("The person as a customer.")
    activities: list[AnActivity] | None = field("What they teach, by title.")


@strawberry.input(description="Conditions that narrow a list of teachers.")
class TeacherFilter:
    name: TextFilter | None = condition("By name.")
    location: IdFilter | None = condition("By location.")
    published: BooleanFilter | None = condition("By whether they are on show.")


@strawberry.enum(description="What teachers can be ordered by.")
class TeacherOrderField(enum.Enum):
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of teachers.")
class TeacherOrder:
    field: TeacherOrderField = sort_key()
    direction: OrderDirection = ascending()
