"""A studio in Mitte that puts on events, on either database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from access.viewer import Viewer
from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.booking.house import at
from tests.resolvers.commerce.shop import Shop

ENROL = """
mutation Enrol($input: EnrolInput!) {
  enrol(input: $input) {
    enrolment { id title channel ticket { name } isToday leftAt }
    errors { code field message }
  }
}
"""
LEAVE = """
mutation Leave($input: LeaveEventInput!) {
  leaveEvent(input: $input) {
    enrolment { id leftAt }
    late
    errors { code field message }
  }
}
"""
MARK = """
mutation Mark($input: MarkAttendanceInput!) {
  markAttendance(input: $input) {
    enrolment { attended }
    errors { code field message }
  }
}
"""
OWED = "select kind, description, total_minor from charges where voided_at is null"
TRAIL = "select action, customer_id from audit_entries order by id"


class Studio(Shop):
    """Rows of a studio, and the asking."""

    def event(self, day: int = 23, hour: int = 18, **values: Any) -> int:
        """Add an event of an hour, in November 2026, that everybody sees."""
        starts = at(day, hour)
        usual = {
            "title": "Yoga",
            "starts_at": starts,
            "ends_at": starts + dt.timedelta(hours=1),
            "published_at": at(1, 0),
        }
        return self.rows.add("events", **{**usual, **values})

    def ticket(self, event: int, name: str = "Day", **values: Any) -> str:
        """Add a ticket of an event, of 9.00 EUR; return its global id."""
        usual = {"event_id": event, "name": name, "price_minor": 900}
        return f"EventTicket:{self.rows.add('event_tickets', **{**usual, **values})}"

    async def enrol(self, who: int | Viewer | None, event: int, **given: Any) -> Any:
        """Enrol, and return the payload."""
        return await self.done(ENROL, who, {"eventId": f"Event:{event}", **given})

    async def leave(self, who: int | Viewer | None, enrolment: str) -> Any:
        """Give a place up, and return the payload."""
        return await self.done(LEAVE, who, {"enrolmentId": enrolment})

    async def mark(self, who: int | Viewer | None, enrolment: str, attended: bool) -> Any:
        """Mark whether somebody came, and return the payload."""
        return await self.done(MARK, who, {"enrolmentId": enrolment, "attended": attended})


@pytest.fixture(name="studio")
def _studio(database: Database) -> Studio:  # noqa: F811
    """The studio, empty: add events and people, then `await studio.built()`."""
    return Studio(database)
