"""How a location bills: what its file says of invoices."""

from __future__ import annotations

from dataclasses import dataclass

from access.tree import Location

DAYS_TO_PAY = 14


@dataclass(frozen=True, slots=True)
class Terms:
    """How a location bills.

    `prefix`       what its invoices' numbers begin with
    `days_to_pay`  from the day of issue to the day that it is due
    `at_once`      whether what is bought is billed at once, and not at the end of the cycle
    """

    prefix: str
    days_to_pay: int = DAYS_TO_PAY
    at_once: bool = False


def terms_of(location: Location) -> Terms:
    """Return how *location* bills; without a prefix of its own, its name in the files will do."""
    written = location.data.get("invoicing", {})
    return Terms(
        prefix=location.data.get("invoice-prefix", location.id.upper()),
        days_to_pay=written.get("days-to-pay", DAYS_TO_PAY),
        at_once=written.get("when", "cycle-end") == "at-once",
    )
