"""Amounts: kept in the smallest unit of their currency, shown as decimal numbers too."""

from __future__ import annotations

from planning.fields import Part, Value
from store.currencies import digits_of

_LARGEST_INT = 2**31


def money(column: str) -> Value:
    """Declare a field of type Money over *column*, in the currency of the row."""
    return Value(
        {
            "amount": Part((column, "currency"), amount),
            "amountMinor": Part((column,), amount_minor),
            "currency": "currency",
        },
        present=column,
    )


def amount(minor: int, currency: str) -> str:
    """Return an amount as people read it, with the digits that its currency has."""
    return decimal(minor, digits_of(currency))


def amount_minor(minor: int) -> int | None:
    """Return the number of minor units; null where an `Int` cannot carry it."""
    return minor if -_LARGEST_INT <= minor < _LARGEST_INT else None


def decimal(minor: int, digits: int) -> str:
    """Write *minor* units as a decimal number, without any arithmetic that could round."""
    if digits == 0:
        return str(minor)
    text = str(abs(minor)).rjust(digits + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{text[:-digits]}.{text[-digits:]}"
