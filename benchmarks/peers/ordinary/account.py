"""The customer's own: bookings, invoices and teams."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
import strawberry

from benchmarks.peers.ordinary import models
from benchmarks.peers.ordinary.asking import NETWORK
from benchmarks.peers.ordinary.graph import Connection, Contract, Info, Resource, TeamRole, page
from benchmarks.peers.ordinary.loading import fetch, loader
from benchmarks.peers.ordinary.permissions import LoggedIn, Own


@strawberry.type
class Booking:
    """A resource, taken for a while."""

    row: strawberry.Private[models.Booking]
    owner: strawberry.Private[int]
    id: strawberry.ID
    starts_at: dt.datetime | None = strawberry.field(permission_classes=[Own])
    ends_at: dt.datetime | None = strawberry.field(permission_classes=[Own])

    @strawberry.field(permission_classes=[Own])
    async def resource(self, info: Info) -> Resource | None:
        row = await loader(info.context, "booked").load(self.row.resource_id)
        return Resource.of(row) if row else None

    @classmethod
    def of(cls, row: models.Booking) -> Booking:
        return cls(
            row=row, owner=row.customer_id, id=strawberry.ID(f"Booking:{row.id}"),
            starts_at=row.starts_at, ends_at=row.ends_at,
        )  # fmt: skip


@strawberry.type
class InvoiceLine:
    """One line of a bill."""

    owner: strawberry.Private[int]
    id: strawberry.ID
    description: str | None = strawberry.field(permission_classes=[Own])


@strawberry.type
class Invoice:
    """A bill."""

    row: strawberry.Private[models.Invoice]
    owner: strawberry.Private[int]
    id: strawberry.ID
    number: str | None = strawberry.field(permission_classes=[Own])
    due_date: dt.date | None = strawberry.field(permission_classes=[Own])

    @strawberry.field(permission_classes=[Own])
    async def lines(self, info: Info) -> list[InvoiceLine] | None:
        rows = await loader(info.context, "lines").load(self.row.id)
        return [
            InvoiceLine(
                owner=row.customer_id, id=strawberry.ID(f"InvoiceLine:{row.id}"),
                description=row.description,
            )
            for row in rows
        ]  # fmt: skip

    @classmethod
    def of(cls, row: models.Invoice) -> Invoice:
        return cls(
            row=row, owner=row.customer_id, id=strawberry.ID(f"Invoice:{row.id}"),
            number=row.number, due_date=row.due_date,
        )  # fmt: skip


@strawberry.type
class Team:
    """People who belong together."""

    id: strawberry.ID
    name: str | None = strawberry.field(permission_classes=[LoggedIn])


@strawberry.type
class TeamMember:
    """One role in one team."""

    row: strawberry.Private[models.TeamMember]
    owner: strawberry.Private[int]
    role: TeamRole | None = strawberry.field(permission_classes=[Own])

    @strawberry.field(permission_classes=[Own])
    async def team(self, info: Info) -> Team | None:
        row = await loader(info.context, "teams").load(self.row.team_id)
        return Team(id=strawberry.ID(f"Team:{row.id}"), name=row.name) if row else None


@strawberry.type
class Customer:
    """The one who asks."""

    key: strawberry.Private[int]
    owner: strawberry.Private[int]
    id: strawberry.ID
    name: str | None = strawberry.field(permission_classes=[Own])

    @strawberry.field(permission_classes=[Own])
    async def contracts(self, info: Info) -> list[Contract] | None:
        table = models.Contract
        rows = await fetch(
            sa.select(table)
            .where(
                table.network_id == NETWORK,
                table.customer_id == self.key,
                sa.or_(table.removed_at.is_(None), table.removed_at > info.context.now),
            )
            .order_by(table.starts_at.desc(), table.id)
        )
        return [
            Contract(
                row=row, owner=row.customer_id, id=strawberry.ID(f"Contract:{row.id}"),
                start_date=row.start_date,
            )
            for row in rows
        ]  # fmt: skip

    @strawberry.field(permission_classes=[Own])
    async def bookings(self, first: int = 20) -> Connection[Booking] | None:
        table = models.Booking
        rows = await fetch(
            sa.select(table)
            .where(table.network_id == NETWORK, table.customer_id == self.key)
            .order_by(table.starts_at, table.id)
            .limit(first + 1)
        )
        return page(Booking, rows, first, "starts_at")

    @strawberry.field(permission_classes=[Own])
    async def invoices(self, first: int = 20) -> Connection[Invoice] | None:
        table = models.Invoice
        rows = await fetch(
            sa.select(table)
            .where(
                table.network_id == NETWORK,
                table.customer_id == self.key,
                table.status != "draft",
            )
            .order_by(table.issued_date.desc(), table.id.desc())
            .limit(first + 1)
        )
        return page(Invoice, rows, first, "issued_date")

    @strawberry.field(permission_classes=[Own])
    async def teams(self, info: Info) -> list[TeamMember] | None:
        table = models.TeamMember
        now = info.context.now
        rows = await fetch(
            sa.select(table)
            .where(
                table.network_id == NETWORK,
                table.customer_id == self.key,
                table.from_at <= now,
                sa.or_(table.until_at.is_(None), table.until_at > now),
            )
            .order_by(table.from_at, table.id)
        )
        return [
            TeamMember(row=row, owner=row.customer_id, role=TeamRole(row.role)) for row in rows
        ]
