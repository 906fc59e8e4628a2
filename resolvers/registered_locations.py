"""Where customers are registered besides their home, now."""

from __future__ import annotations

from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.entities import Entity
from planning.fields import Column, Place, Switches, ToOne
from store.customers import customer_locations
from store.membership import in_force


def is_current(registered: FromClause, _switches: Switches) -> ColumnElement[bool]:
    """Whether they are registered there now: what is over is nobody's to see here."""
    return in_force(registered)


REGISTERED_LOCATION = Entity(
    name="RegisteredLocation",
    table=customer_locations,
    owner="customer_id",
    exists=is_current,
    fields={
        "location": Place(),
        "since": Column("from_at"),
        "customer": ToOne("Customer", "customer_id"),
    },
)
