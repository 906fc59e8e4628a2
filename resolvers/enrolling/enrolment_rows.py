"""The rows of enrolments: written, given up, and marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
from typing import Any

import sqlalchemy as sa

from resolvers.rows import insert
from store.content import event_attendees
from store.databases import Connection
from store.moments import instant, kept_moment
from store.portable import Portable
from store.sql import NETWORK


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One place at an event, as it stands, or is to stand, in its table."""

    event_id: int
    location_id: str
    customer_id: int
    ticket_id: int | None
    registered_at: dt.datetime
    channel: str | None
    charge_id: int | None = None
    customer_product_id: int | None = None
    attended: dt.datetime | None = None
    left_at: dt.datetime | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        return asdict(self)


async def insert_enrolment(connection: Connection, network: str, row: EnrolmentRow) -> int:
    """Write a new enrolment and return its id."""
    return await insert(connection, event_attendees, network, **asdict(row))


async def read_enrolment(connection: Connection, network: str, enrolment: int) -> EnrolmentRow:
    """Read an enrolment that there is."""
    rows = await _READ.fetch(connection, network=network, enrolment=enrolment)
    row = EnrolmentRow(*rows[0])
    return replace(
        row,
        registered_at=kept_moment(row.registered_at),
        attended=instant(row.attended),
        left_at=instant(row.left_at),
    )


async def update_enrolment(
    connection: Connection, network: str, enrolment: int, row: EnrolmentRow
) -> None:
    """Write what can change of an enrolment: that they came, or gave it up, and what it uses."""
    await _UPDATE.fetch(
        connection,
        network=network,
        enrolment=enrolment,
        **{f"new_{name}": getattr(row, name) for name in _CHANGING},
    )


_CHANGING = ("attended", "left_at", "customer_product_id")
_THIS = (
    event_attendees.c.network_id == NETWORK,
    event_attendees.c.id == sa.bindparam("enrolment", type_=sa.BigInteger()),
)
_READ = Portable(
    lambda _: sa.select(
        *(event_attendees.c[name] for name in EnrolmentRow.__dataclass_fields__)
    ).where(*_THIS)
)
_UPDATE = Portable(
    lambda _: (
        event_attendees.update()
        .where(*_THIS)
        .values(
            {
                name: sa.bindparam(f"new_{name}", type_=event_attendees.c[name].type)
                for name in _CHANGING
            }
        )
    )
)
