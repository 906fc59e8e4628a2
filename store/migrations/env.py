"""What alembic runs: on the connection that it was given.

Each revision has a transaction of its own, unless one holds already.
"""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from store.sql import Instant, Text
from store.tables import metadata


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write in a new revision what alembic would write for the one database that it looks at."""
    if kind == "type" and isinstance(item, Instant | Text):
        return f"{type(item).__name__}()"
    if kind == "server_default" and isinstance(getattr(item, "arg", None), sa.True_ | sa.False_):
        return f"sa.{item.arg}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render,
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
