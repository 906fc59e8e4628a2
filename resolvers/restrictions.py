"""Records kept for certain plans."""

from __future__ import annotations

import sqlalchemy as sa

from planning.fields import Collection


def plans_of(links: sa.Table, record: str) -> Collection:
    """Read the ids of the plans that a record is kept for; none where it is for every plan."""
    return Collection(
        links, ("plan_id",), lambda row, link, _argument: link.c[record] == row.c.id
    )
