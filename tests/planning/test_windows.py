"""What the clock alone decides about rows, and what else asks the time."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from planning.catalogue import Catalogue
from planning.entities import Entity, PartOf
from planning.fields import Column, Field, ToOne
from planning.windows import windowed
from store.content import event_attendees, event_tickets, events
from store.sql import NOW

EVENT = Entity("Event", events, {"title": Column("title")}, window=["published_at"])
TICKET = Entity("EventTicket", event_tickets, {}, part_of=PartOf("Event", "event_id"))


def _windowed(rows: set[str], *entities: Entity) -> list[str] | None:
    catalogue = Catalogue({each.name: each for each in entities}, {})
    found = windowed(rows, catalogue, {})
    return None if found is None else [each.name for each in found]


def test_a_whole_is_looked_at_once() -> None:
    """Whether its own rows were asked, those of its parts, or both."""
    for rows in ({"Event"}, {"EventTicket"}, {"Event", "EventTicket"}):
        assert _windowed(rows, EVENT, TICKET) == ["Event"]


def test_parts_of_parts_lead_to_every_whole_and_to_an_end() -> None:
    """Also where somebody declared two records to be parts of each other."""
    place = Entity("EventAttendee", event_attendees, {}, part_of=PartOf("EventTicket", "ticket_id"))
    assert _windowed({"EventAttendee"}, EVENT, TICKET, place) == ["Event"]
    round_again = replace(EVENT, part_of=PartOf("EventAttendee", "host_id"))
    assert _windowed({"EventTicket"}, round_again, TICKET, place) == ["Event"]


def test_a_record_that_the_clock_chooses_is_kept_by_nobody() -> None:
    """The key that SQL works out of the time leads elsewhere later, without any row changing."""

    def latest(row: FromClause) -> ColumnElement[int]:
        return sa.case((row.c.published_at <= NOW, row.c.host_id))

    def host(row: FromClause) -> ColumnElement[int]:
        return sa.func.coalesce(row.c.host_id, sa.literal_column("0"))

    for derived, kept in ((host, ["Event"]), (latest, None)):
        fields: dict[str, Field] = {"host": ToOne("Customer", "host", derived=derived)}
        assert _windowed({"Event"}, replace(EVENT, fields=fields)) == kept
