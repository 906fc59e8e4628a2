"""Boards on which staff follow customers from stage to stage."""

import datetime as dt
import enum

import strawberry

from schema.connections import Connection
from schema.fields import condition, connection, field
from schema.filters import IdFilter, TextFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ACrmBoard, ACrmStage, ACustomer, ALocation


@strawberry.type(description="A customer in a stage, now.")
class CrmCard(Node):
    customer: ACustomer | None = field("The customer.")
    stage: ACrmStage | None = field("The stage that they are in.")
    since: dt.datetime | None = field("When they were put there.")
    why: str | None = field("Why they were put there.")


@strawberry.enum(description="What cards can be ordered by.")
class CrmCardOrderField(enum.Enum):
    SINCE = strawberry.enum_value("since", description="The moment of being put there.")


@strawberry.input(description="The order of a list of cards.")
class CrmCardOrder:
    field: CrmCardOrderField = sort_key()
    direction: OrderDirection = ascending()


@strawberry.type(description="One stage on the way of a customer.")
class CrmStage(Node):
    key: str | None = field("The name by which rules know the stage.")
    name: str | None = field("The name that staff read.")
    position: int | None = field("Where it stands on the board, from 1.")
    board: ACrmBoard | None = field("The board.")
    cards: Connection[CrmCard] | None = connection(
        "The customers in it, the longest first.", order=CrmCardOrder
    )


@strawberry.type(description="A board on which staff follow customers; customers do not see it.")
class CrmBoard(Node):
    name: str | None = field("The board's name.")
    location: ALocation | None = field("The location that keeps it.")
    stages: list[CrmStage] | None = field("Its stages, in their order.")


@strawberry.input(description="Conditions that narrow a list of these boards.")
class CrmBoardFilter:
    name: TextFilter | None = condition("By name.")
    location: IdFilter | None = condition("By location.")


@strawberry.enum(description="What these boards can be ordered by.")
class CrmBoardOrderField(enum.Enum):
    NAME = strawberry.enum_value("name", description="The name.")


@strawberry.input(description="The order of a list of these boards.")
class CrmBoardOrder:
    field: CrmBoardOrderField = sort_key()
    direction: OrderDirection = ascending()
