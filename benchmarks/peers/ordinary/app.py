"""The server: Strawberry's own ASGI view, on uvicorn like the gateway."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.peers.ordinary import models
from benchmarks.peers.ordinary.account import Customer
from benchmarks.peers.ordinary.asking import HERE, NETWORK, Asking, asking
from benchmarks.peers.ordinary.graph import Connection, Event, Info, Resource, page
from benchmarks.peers.ordinary.loading import fetch
from benchmarks.peers.ordinary.permissions import LoggedIn, Member


@strawberry.type
class Query:
    """Where a question begins."""

    @strawberry.field
    async def events(self, info: Info, first: int = 20) -> Connection[Event] | None:
        asked: Asking = info.context
        event, kept = models.Event, models.EventPlan
        kept_for = sa.select(kept).where(kept.network_id == NETWORK, kept.event_id == event.id)
        plans = asked.viewer.plans if asked.viewer else ()
        rows = await fetch(
            sa.select(event)
            .where(
                event.network_id == NETWORK,
                event.location_id == HERE,
                event.published_at <= asked.now,
                sa.or_(event.unpublished_at.is_(None), event.unpublished_at > asked.now),
                event.audience.in_(asked.audiences),
                sa.or_(~kept_for.exists(), kept_for.where(kept.plan_id.in_(plans)).exists()),
            )
            .order_by(event.starts_at, event.id)
            .limit(first + 1)
        )
        return page(Event, rows, first, "starts_at")

    @strawberry.field(permission_classes=[Member])
    async def resources(self, first: int = 20) -> Connection[Resource] | None:
        table = models.Resource
        rows = await fetch(
            sa.select(table)
            .where(
                table.network_id == NETWORK,
                table.location_id == HERE,
                table.visible.is_(True),
                table.archived.is_(False),
            )
            .order_by(table.display_order, table.id)
            .limit(first + 1)
        )
        return page(Resource, rows, first, "display_order")

    @strawberry.field(permission_classes=[LoggedIn])
    async def me(self, info: Info) -> Customer | None:
        viewer = info.context.viewer
        table = models.Customer
        rows = await fetch(
            sa.select(table).where(table.network_id == NETWORK, table.id == viewer.key)
        )
        if not rows:
            return None
        row = rows[0]
        return Customer(
            key=row.id, owner=row.id, id=strawberry.ID(f"Customer:{row.id}"), name=row.full_name
        )


class Endpoint(GraphQL[Asking, None]):
    """The view, which reads who asks."""

    async def get_context(self, request: Any, response: Any) -> Asking:  # noqa: ARG002
        """Read who asks."""
        assert isinstance(request, Request)
        return await asking(request.headers.get("authorization"))


def app() -> Starlette:
    """Make the application, for uvicorn."""
    schema = strawberry.Schema(query=Query, extensions=[ParserCache, ValidationCache])
    return Starlette(routes=[Route("/graphql", Endpoint(schema, graphql_ide=None))])
