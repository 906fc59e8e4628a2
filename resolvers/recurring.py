"""What a contract costs each time: its own price or its plan's, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from resolvers.money import amount, amount_minor

_BY_MONTHS = {1: "MONTH", 12: "YEAR"}


def recurring_price(
    _context: Any,
    own_minor: int | None,
    own_currency: str,
    quantity: int,
    plans: Sequence[tuple[int, str, int, int]],
) -> dict[str, Any] | None:
    """Return the price of one cycle, for all that was taken, and how long a cycle is."""
    for plan_minor, plan_currency, months, weeks in plans:
        each, currency = (
            (plan_minor, plan_currency) if own_minor is None else (own_minor, own_currency)
        )
        minor = each * quantity
        per = _BY_MONTHS.get(months, "OTHER") if months else "WEEK" if weeks == 1 else "OTHER"
        return {
            "amount": amount(minor, currency),
            "amountMinor": amount_minor(minor),
            "currency": currency,
            "per": per,
            "everyMonths": months,
            "everyWeeks": weeks,
        }
    return None
