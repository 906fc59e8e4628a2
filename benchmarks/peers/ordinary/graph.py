"""The types of the graph; a permission class stands at every field that is not everybody's."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

import strawberry

from benchmarks.peers.ordinary import models
from benchmarks.peers.ordinary.asking import NAMES
from benchmarks.peers.ordinary.loading import loader
from benchmarks.peers.ordinary.permissions import LoggedIn, Own
from store.resources import KINDS
from store.teams import ROLES

Info = strawberry.Info
T = TypeVar("T")


def _enum(name: str, words: Sequence[str]) -> Any:
    return strawberry.enum(Enum(name, {w.upper().replace("-", "_"): w for w in words}))


ResourceKind = _enum("ResourceKind", KINDS)
TeamRole = _enum("TeamRole", ROLES)


@strawberry.type
class PageInfo:
    """Where a page ends."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Connection(Generic[T]):
    """One page of a list."""

    nodes: list[T]
    page_info: PageInfo


def page(make: type[Any], rows: Sequence[Any], first: int, order: str) -> Any:
    """Return the first *first* of *rows*, of which one more was asked for than are shown."""
    shown = rows[:first]
    cursor = None
    if shown:
        place = json.dumps([str(getattr(shown[-1], order)), shown[-1].id])
        cursor = base64.urlsafe_b64encode(place.encode()).decode()
    return Connection(
        nodes=[make.of(row) for row in shown],
        page_info=PageInfo(has_next_page=len(rows) > first, end_cursor=cursor),
    )


@strawberry.type
class Location:
    """A place."""

    id: strawberry.ID
    name: str

    @classmethod
    def of(cls, place: str) -> Location:
        return cls(id=strawberry.ID(f"Location:{place}"), name=NAMES[place])


@strawberry.type
class Event:
    """Something that takes place."""

    place: strawberry.Private[str]
    id: strawberry.ID
    title: str | None
    summary: str | None
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    category: str | None
    venue: str | None
    description: str | None = strawberry.field(permission_classes=[LoggedIn])

    @strawberry.field
    def location(self) -> Location | None:
        return Location.of(self.place)

    @classmethod
    def of(cls, row: models.Event) -> Event:
        return cls(
            place=row.location_id, id=strawberry.ID(f"Event:{row.id}"), title=row.title,
            summary=row.summary, description=row.description, starts_at=row.starts_at,
            ends_at=row.ends_at, category=row.category, venue=row.venue,
        )  # fmt: skip


@strawberry.type
class Plan:
    """What a contract is about."""

    id: strawberry.ID
    name: str | None


@strawberry.type
class Freeze:
    """Days on which a contract rests."""

    owner: strawberry.Private[int]
    id: strawberry.ID
    from_date: dt.date | None = strawberry.field(permission_classes=[Own])
    until_date: dt.date | None = strawberry.field(permission_classes=[Own])


@strawberry.type
class Contract:
    """What makes a customer a member."""

    row: strawberry.Private[models.Contract]
    owner: strawberry.Private[int]
    id: strawberry.ID
    start_date: dt.date | None = strawberry.field(permission_classes=[Own])

    @strawberry.field(permission_classes=[Own])
    async def plan(self, info: Info) -> Plan | None:
        row = await loader(info.context, "plans").load(self.row.plan_id)
        return Plan(id=strawberry.ID(f"Plan:{row.id}"), name=row.name) if row else None

    @strawberry.field(permission_classes=[Own])
    async def freezes(self, info: Info) -> list[Freeze] | None:
        rows = await loader(info.context, "freezes").load(self.row.id)
        return [
            Freeze(
                owner=row.customer_id, id=strawberry.ID(f"Freeze:{row.id}"),
                from_date=row.from_date, until_date=row.until_date,
            )
            for row in rows
        ]  # fmt: skip


@strawberry.type
class Money:
    """An amount."""

    amount_minor: int
    currency: str


@strawberry.type
class Rate:
    """What a booking costs."""

    id: strawberry.ID
    name: str | None
    price: Money | None


@strawberry.type
class ResourceCategory:
    """A kind of resource."""

    key: strawberry.Private[int]
    id: strawberry.ID
    name: str | None

    @strawberry.field
    async def rates(self, info: Info) -> list[Rate] | None:
        rows = await loader(info.context, "rates").load(self.key)
        return [
            Rate(
                id=strawberry.ID(f"Rate:{row.id}"), name=row.name,
                price=Money(amount_minor=row.price_minor, currency=row.currency),
            )
            for row in rows
        ]  # fmt: skip


@strawberry.type
class Resource:
    """Something that can be booked."""

    row: strawberry.Private[models.Resource]
    id: strawberry.ID
    name: str | None
    kind: ResourceKind | None
    group: str | None
    description: str | None
    capacity: int | None
    amenities: list[str] | None
    image: str | None
    minimum_minutes: int | None
    maximum_minutes: int | None

    @strawberry.field
    def location(self) -> Location | None:
        return Location.of(self.row.location_id)

    @strawberry.field
    async def category(self, info: Info) -> ResourceCategory | None:
        row = await loader(info.context, "categories").load(self.row.resource_type_id)
        if row is None:
            return None
        return ResourceCategory(
            key=row.id, id=strawberry.ID(f"ResourceCategory:{row.id}"), name=row.name
        )

    @classmethod
    def of(cls, row: models.Resource) -> Resource:
        return cls(
            row=row, id=strawberry.ID(f"Resource:{row.id}"), name=row.name,
            kind=ResourceKind(row.kind), group=row.group_name, description=row.description,
            capacity=row.capacity, amenities=json.loads(row.amenities), image=row.image,
            minimum_minutes=row.minimum_minutes, maximum_minutes=row.maximum_minutes,
        )  # fmt: skip
