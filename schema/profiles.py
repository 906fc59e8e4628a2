"""Profiles: how the directory shows people."""

import enum

import strawberry

from schema.fields import condition, field
from schema.filters import BooleanFilter, IdFilter, TextFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACustomer, ALocation


@strawberry.type(description="A word that a profile goes by: a skill, a trade, an interest.")
class ProfileTag(Node):
    name: str | None = field("The word.")


@strawberry.type(description="A customer as the directory shows them (section directory).")
class Profile(Node):
    display_name: str | None = field("The name to show.")
    nickname: str | None = field("What friends say.")
    avatar: str | None = field("The address of the picture.")
    summary: str | None = field("A few words about the person.")
    website: str | None = field("The address of the website.")
    tags: list[ProfileTag] | None = field("Skills, trades and interests.")
    email: str | None = field("The e-mail address that the person shares.")
    phone: str | None = field("The telephone number that the person shares.")
    published: bool | None = field("Whether the person wants to be in the directory.")
    location: ALocation | None = field("The location where the person is listed.")
    customer: ACustomer | None = field("The customer behind the profile.")


@strawberry.input(description="Conditions that narrow a list of profiles.")
class ProfileFilter:
    display_name: TextFilter | None = condition("By the name shown.")
    location: IdFilter | None = condition("By location.")
    published: BooleanFilter | None = condition("By whether the person wants to be listed.")


@strawberry.enum(description="What profiles can be ordered by.")
class ProfileOrderField(enum.Enum):
    DISPLAY_NAME = strawberry.enum_value("displayName", description="The name shown.")


@strawberry.input(description="The order of a list of profiles.")
class ProfileOrder:
    field: ProfileOrderField = sort_key()
    direction: OrderDirection = ascending()
