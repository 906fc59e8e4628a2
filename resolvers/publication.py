"""When the portal grant shows a record at all."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.fields import Switches
from store.sql import NOW, Unindexed

WINDOW = ("published_at", "unpublished_at")
"""The columns that `in_window` looks at."""


def in_window(record: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the record has appeared and not disappeared again.

    Nearly all have appeared, so nothing is found by when they did.
    """
    return sa.and_(
        Unindexed(record.c.published_at) <= NOW,
        sa.or_(record.c.unpublished_at.is_(None), record.c.unpublished_at > NOW),
    )


def is_enabled(record: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the operator shows the record."""
    return record.c.enabled.is_(sa.true())


def is_offered(record: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the record is shown, and neither sold out of the catalogue nor out of use."""
    return sa.and_(record.c.visible.is_(sa.true()), record.c.archived.is_(sa.false()))


def is_published(record: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether the record shows itself to others."""
    return record.c.published.is_(sa.true())
