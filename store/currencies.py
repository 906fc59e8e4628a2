"""How many digits after the point a currency's amounts have."""

from __future__ import annotations

_WITHOUT_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"

DIGITS = dict.fromkeys(_WITHOUT_DIGITS.split(), 0) | dict.fromkeys(_THREE_DIGITS.split(), 3)
"""Digits after the point, of the currencies in ISO 4217 that do not have two."""


def digits_of(currency: str) -> int:
    """Return the digits of *currency*, by its code in ISO 4217."""
    return DIGITS.get(currency, 2)
