"""The pages that are opened at growing scale: who opens them, where, and how far down."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.pages import PORTAL, READS, VISITOR


@dataclass(frozen=True, slots=True)
class Scene:
    """A page, who opens it and where; a *deep* one is opened far down its list.

    `beside` names the page that a deep one is compared with. What is not `flat` costs more where
    more is stored: counts, up to their bound, and a search. Lists are so short that the smallest
    demo fills them.
    """

    name: str
    query: str
    who: str = VISITOR
    portal: str = PORTAL
    deep: str | None = None
    beside: str | None = None
    flat: bool = True


def _list(field: str, order: str, *, size: int = 20, more: str = "id") -> str:
    return (
        f"query ($after: String) {{ {field}(first: {size}, after: $after, {order}) "
        f"{{ nodes {{ {more} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    )


SHORT = "events(first: 5)"
BY_NAME = "orderBy: { field: NAME }"
BY_START = "orderBy: { field: STARTS_AT }"
SCENES = (
    *(
        Scene(page.name.replace("20,", "5,"), page.query.replace("events(first: 20)", SHORT))
        for page in READS
    ),
    Scene("events of a city: first 10", _list("events", BY_START, size=10), portal="berlin"),
    Scene(
        "events of a city: 10, deep", _list("events", BY_START, size=10), portal="berlin",
        deep="events", beside="events of a city: first 10",
    ),
    Scene("events, counted", "{ events { totalCount totalCountIsExact } }", flat=False),
    Scene("my bookings", _list("bookings", BY_START, more="id startsAt")),
    Scene(
        "my team's invoices", "{ invoices(first: 20) { totalCount nodes { number } } }",
        who="tom@harbour.test",
    ),
    Scene(
        "customers, front desk of a house", _list("customers", BY_NAME, more="name"),
        who="fatima@harbour.test",
    ),
    Scene("customers, network", _list("customers", BY_NAME, more="name"), who="dana@harbour.test"),
    Scene(
        "customers, network: deep", _list("customers", BY_NAME, more="name"),
        who="dana@harbour.test", deep="customers", beside="customers, network",
    ),
    Scene(
        "customers, counted", "{ customers { totalCount totalCountIsExact } }",
        who="dana@harbour.test", flat=False,
    ),
    Scene("search", '{ search(text: "choir") { __typename } }', flat=False),
)
