"""The three pages that are measured, and the person who opens them."""

from __future__ import annotations

from dataclasses import dataclass

PORTAL = "berlin-mitte"
VISITOR = "ben@harbour.test"


@dataclass(frozen=True, slots=True)
class Page:
    """One operation as a portal would send it."""

    name: str
    query: str


PAGES = (
    Page(
        "events: 20, 8 fields, location, page info",
        """query Events { events(first: 20) { nodes { id title summary description startsAt endsAt
        category venue location { id name } } pageInfo { hasNextPage endCursor } } }""",
    ),
    Page(
        "me: 3 levels deep, 4 collections",
        """query Me { me { id name contracts { id startDate plan { id name }
        freezes { id fromDate untilDate } } bookings(first: 20) { nodes { id startsAt endsAt
        resource { id name } } } invoices(first: 20) { nodes { id number dueDate
        lines { id description } } } teams { role team { id name } } } }""",
    ),
    Page(
        "resources: 100, 10 fields, nested",
        """query Resources { resources(first: 100) { nodes { id name kind group description capacity
        amenities image minimumMinutes maximumMinutes location { id name }
        category { id name rates { id name price { amountMinor currency } } } } } }""",
    ),
)
