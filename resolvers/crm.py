"""Boards on which staff follow customers from stage to stage."""

from __future__ import annotations

from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Pages, Place, Switches, ToMany, ToOne
from resolvers.placed import CRM_CARDS
from store.crm import crm_boards, crm_stages
from store.membership import in_force


def is_there_now(card: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the customer is in the stage now: where they were before is the trail's."""
    return in_force(card)


CRM_BOARD = Entity(
    name="CrmBoard",
    table=crm_boards,
    fields={
        "name": Column("name", folded="name_folded"),
        "location": Place(),
        "stages": ToMany("CrmStage", "board_id", order=("position",)),
    },
    sort=("name",),
    filters=("name", "location"),
)

CRM_STAGE = Entity(
    name="CrmStage",
    table=crm_stages,
    fields={
        "key": Column("key"),
        "name": Column("name"),
        "position": Column("position"),
        "board": ToOne("CrmBoard", "board_id"),
        "cards": Pages("CrmCard", "stage_id"),
    },
)

CRM_CARD = Entity(
    name="CrmCard",
    table=CRM_CARDS,
    exists=is_there_now,
    fields={
        "customer": ToOne("Customer", "customer_id"),
        "stage": ToOne("CrmStage", "stage_id"),
        "since": Column("from_at"),
        "why": Column("why"),
    },
    sort=("since",),
)
