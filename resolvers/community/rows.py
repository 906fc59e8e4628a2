"""Rows of boards and of the help desk: where they stand, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from store.databases import Connection
from store.discussion import board_posts, discussion_boards, post_comments
from store.help_desk import help_tickets
from store.portable import Portable
from store.sql import NETWORK, NOW


async def location_of(connection: Connection, table: sa.Table, network: str, key: int) -> str:
    """Return the location of a row that there is."""
    rows = await _LOCATIONS[table.name].fetch(connection, network=network, key=key)
    return str(rows[0][0])


async def stands(connection: Connection, network: str, post: int) -> bool:
    """Whether a post that there is was not taken off its board."""
    rows = await _STANDING.fetch(connection, network=network, key=post)
    return bool(rows)


async def remove(
    connection: Connection, table: sa.Table, network: str, key: int, values: Mapping[str, Any]
) -> bool:
    """Take a post or a comment off its board, at the moment `now`; False where it is off."""
    rows = await _REMOVALS[table.name].fetch(connection, network=network, key=key, **values)
    return bool(rows)


async def ticket_facts(connection: Connection, network: str, ticket: int) -> tuple[int, str, str]:
    """Return whose the ticket is, where it was opened, and its status; nobody else changes it."""
    rows = await _TICKET.fetch(connection, network=network, key=ticket)
    customer, location, status = rows[0]
    return customer, location, status


async def set_status(
    connection: Connection, network: str, ticket: int, status: str, closed_at: Any
) -> None:
    """Keep a ticket's status, and when it was closed."""
    await _STATUS.fetch(
        connection, network=network, key=ticket, new_status=status, new_closed_at=closed_at
    )


def _this(table: sa.Table) -> tuple[Any, ...]:
    return (table.c.network_id == NETWORK, table.c.id == sa.bindparam("key"))


_LOCATIONS = {
    table.name: Portable(lambda _, table=table: sa.select(table.c.location_id).where(*_this(table)))  # type: ignore[misc]
    for table in (discussion_boards, board_posts, post_comments)
}
_STANDING = Portable(
    lambda _: sa.select(board_posts.c.id).where(
        *_this(board_posts), board_posts.c.removed_at.is_(None)
    )
)
_REMOVALS = {
    table.name: Portable(
        lambda _, table=table: (  # type: ignore[misc]
            table.update()
            .where(*_this(table), table.c.removed_at.is_(None))
            .values(removed_at=NOW, removal_reason=sa.bindparam("reason"))
            .returning(table.c.id)
        )
    )
    for table in (board_posts, post_comments)
}
_TICKET = Portable(
    lambda _: (
        sa.select(
            help_tickets.c.customer_id, help_tickets.c.location_id, help_tickets.c.status
        )
        .where(*_this(help_tickets))
        .with_for_update(key_share=True)
    )
)
_STATUS = Portable(
    lambda _: (
        help_tickets.update()
        .where(*_this(help_tickets))
        .values(
            status=sa.bindparam("new_status"),
            closed_at=sa.bindparam("new_closed_at", type_=help_tickets.c.closed_at.type),
        )
    )
)
