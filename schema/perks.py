"""Perks: what partners give to a location's people."""

import enum

import strawberry

from schema.fields import condition, field
from schema.filters import BooleanFilter, IdFilter, TextFilter
from schema.levels import AccessLevel, AccessLevelFilter
from schema.node import Node
from schema.ordering import OrderDirection, ascending, sort_key
from schema.references import ALocation


@strawberry.type(description="An offer of a partner (section perks).")
class Perk(Node):
    title: str | None = field("The offer's title.")
    summary: str | None = field("What it is, in a sentence or two.")
    description: str | None = field("How it works, in Markdown.")
    group: str | None = field("The group that it is shown in.")
    partner: str | None = field("Who offers it.")
    claim_url: str | None = field("The address at which it is claimed.")
    location: ALocation | None = field("The location that brings it.")
    audience: AccessLevel | None = field("Whom the offer is for.")
    enabled: bool | None = field("Whether it is on offer at all.")


@strawberry.input(description="Conditions that narrow a list of perks.")
class PerkFilter:
    title: TextFilter | None = condition("By title.")
    location: IdFilter | None = condition("By location.")
    audience: AccessLevelFilter | None = condition("By whom they are for.")
    enabled: BooleanFilter | None = condition("By whether they are on offer.")


@strawberry.enum(description="What perks can be ordered by.")
class PerkOrderField(enum.Enum):
    TITLE = strawberry.enum_value("title", description="The title.")


@strawberry.input(description="The order of a list of perks.")
class PerkOrder:
    field: PerkOrderField = sort_key()
    direction: OrderDirection = ascending()
