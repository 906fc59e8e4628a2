"""Amounts: exact, whatever the currency."""

from __future__ import annotations

import pytest

from resolvers.money import amount, amount_minor, decimal, money


@pytest.mark.parametrize(
    ("minor", "digits", "text"),
    [
        (0, 2, "0.00"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (99, 2, "0.99"),
        (100, 2, "1.00"),
        (-24900, 2, "-249.00"),
        (1200, 0, "1200"),
        (-1, 0, "-1"),
        (1, 3, "0.001"),
        (12345, 4, "1.2345"),
        (2**62, 2, "46116860184273879.04"),
    ],
)
def test_minor_units_as_decimal_numbers(minor: int, digits: int, text: str) -> None:
    """No digit is lost, and none is made up."""
    assert decimal(minor, digits) == text


@pytest.mark.parametrize(
    ("currency", "text"),
    [("EUR", "12.34"), ("JPY", "1234"), ("KWD", "1.234"), ("XXX", "12.34")],
)
def test_the_currency_says_how_many_digits(currency: str, text: str) -> None:
    """Two, unless ISO 4217 says otherwise."""
    assert amount(1234, currency) == text


@pytest.mark.parametrize(
    ("minor", "shown"),
    [
        (2**31 - 1, 2**31 - 1),
        (-(2**31), -(2**31)),
        (2**31, None),
        (-(2**31) - 1, None),
    ],
)
def test_an_int_holds_what_an_int_can_hold(minor: int, shown: int | None) -> None:
    """Beyond 32 bits the number of minor units is null, and the amount stays exact."""
    assert amount_minor(minor) == shown
    assert amount(minor, "EUR").replace(".", "") == str(minor)


def test_no_amount_is_no_money() -> None:
    """A price that nobody agreed upon is null, not zero: the value is there where the column is."""
    assert money("price_minor").present == "price_minor"
