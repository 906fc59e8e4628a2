"""Global ids: `Event:812`, the type and the record's key; opaque to clients."""

from __future__ import annotations

import re

_FORM = re.compile(r"([A-Z][A-Za-z]{0,39}):(-?[0-9]{1,19}|[a-z0-9][a-z0-9-]{0,99})\Z", re.ASCII)
_LARGEST = 2**63 - 1
LONGEST = 19
"""Digits that the largest key has."""


def global_id(type_name: str, key: int | str) -> str:
    """Write the global id of a record."""
    return f"{type_name}:{key}"


def parse_id(text: object) -> tuple[str, str] | None:
    """Read a global id: type and key; None where *text* is none."""
    found = _FORM.match(text) if isinstance(text, str) else None
    return (found[1], found[2]) if found else None


def row_key(key: str) -> int | None:
    """Read a record's key as the number that a row has; None where it is none.

    A number written in another way than `global_id` writes it names nothing.
    """
    digits = key.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
        return None
    number = int(key)
    return number if -_LARGEST <= number <= _LARGEST and str(number) == key else None


def record_key(text: object, type_name: str) -> int | None:
    """Return the key of the row that a global id names; None where it names none of the type."""
    found = parse_id(text)
    return row_key(found[1]) if found is not None and found[0] == type_name else None
