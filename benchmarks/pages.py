"""The pages that are measured, and the person who opens them."""

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
"""What everybody is measured with, and answers alike."""

VISIT = (
    Page(
        "welcome",
        """query Welcome { portal { id name timezone viewer { kind suspended frozen }
        navigation { label section page } } me { id name } }""",
    ),
    PAGES[0],
    Page(
        "event",
        """query Event { event(id: "Event:333") { id title description startsAt endsAt venue
        audience tickets { id name price { amountMinor currency } } } }""",
    ),
    Page(
        "articles",
        """query Articles { articles(first: 10) { totalCount nodes { id title summary
        publishedAt } pageInfo { hasNextPage endCursor } } }""",
    ),
    Page(
        "rooms",
        """query Rooms { resources(first: 20) { totalCount nodes { id name capacity viewerCanBook
        availability(from: "2027-03-01T08:00:00Z", until: "2027-03-02T20:00:00Z") {
        startsAt endsAt } } } }""",
    ),
    PAGES[1],
)
"""What one portal asks while a member looks around, in this order; then the member books."""

VISIT_NAME = "a visit: 6 pages in turn, then a booking"

READS = (*PAGES, *(page for page in VISIT if page not in PAGES))
"""Each page once; the bare function knows them by their numbers."""

BOOKING = Page(
    "book a room",
    """mutation Book($input: BookResourceInput!) { bookResource(input: $input) {
    booking { id startsAt endsAt resource { id name } } refusal { code } errors { code } } }""",
)
