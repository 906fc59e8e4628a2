"""Frequent questions, with answers."""

import enum

import strawberry

from schema.fields import condition, field
from schema.filters import BooleanFilter, IdFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation


@strawberry.type(description="A question that is often asked, and its answer (section faq).")
class Faq(Node):
    question: str | None = field("The question.")
    answer: str | None = field("The answer, in Markdown.")
    group: str | None = field("The group that it is shown in.")
    location: ALocation | None = field("The location that answers.")
    display_order: int | None = field("Its place in the list of questions.")
    audience: AccessLevel | None = field("Whom the answer is for.")
    enabled: bool | None = field("Whether it is shown at all.")


@strawberry.input(description="Conditions that narrow a list of questions.")
class FaqFilter:
    question: TextFilter | None = condition("By question.")
    location: IdFilter | None = condition("By location.")
    audience: AccessLevelFilter | None = condition("By whom they are for.")
    enabled: BooleanFilter | None = condition("By whether they are shown.")


@strawberry.enum(description="What questions can be ordered by.")
class FaqOrderField(enum.Enum):
    DISPLAY_ORDER = strawberry.enum_value("displayOrder", description="The operator's order.")
    QUESTION = strawberry.enum_value("question", description="The question.")


@strawberry.input(description="The order of a list of questions.")
class FaqOrder:
    field: FaqOrderField = sort_key()
    direction: OrderDirection = ascending()
