"""The pages in PostGraphile's words: aliases make its answer the same."""

from __future__ import annotations

OPERATIONS = (
    """query Events { events: allEvents(first: 20, orderBy: [STARTS_AT_ASC, KEY_ASC]) { nodes {
    id: gid title summary description startsAt endsAt category venue location { id: gid name } }
    pageInfo { hasNextPage endCursor } } }""",
    """query Me { me { id: gid name contracts(orderBy: [STARTS_AT_DESC, KEY_ASC]) {
    id: gid startDate plan { id: gid name }
    freezes(orderBy: [FROM_AT_ASC, KEY_ASC]) { id: gid fromDate untilDate } }
    bookings(first: 20, orderBy: [STARTS_AT_ASC, KEY_ASC]) { nodes { id: gid startsAt endsAt
    resource { id: gid name } } }
    invoices(first: 20, orderBy: [ISSUED_DATE_DESC, KEY_DESC]) { nodes { id: gid number dueDate
    lines(orderBy: [POSITION_ASC, KEY_ASC]) { id: gid description } } }
    teams(orderBy: [FROM_AT_ASC, KEY_ASC]) { role team { id: gid name } } } }""",
    """query Resources { resources: allResources(first: 100,
    orderBy: [DISPLAY_ORDER_ASC, KEY_ASC]) { nodes { id: gid name kind group description
    capacity amenities image minimumMinutes maximumMinutes location { id: gid name }
    category { id: gid name rates(orderBy: [KEY_ASC]) {
    id: gid name price { amountMinor currency } } } } } }""",
)
