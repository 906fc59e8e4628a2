"""The cells of one line, read as what their columns hold; what cannot be read becomes a problem."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import TypeVar

from documents.quoting import quoted
from documents.suggestions import did_you_mean
from store.email_addresses import is_email_address
from store.importing.sheets import Line, Sheet

Found = TypeVar("Found")

_DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")

MOST_DIGITS = 18
"""Longer numbers are none that a line means, whatever zeros they begin with."""


class Cells:
    """Reads a line, cell by cell; None stands for an empty cell and for one that is wrong."""

    def __init__(self, sheet: Sheet, line: Line) -> None:
        self._sheet = sheet
        self._line = line

    def wrong(self, column: str, message: str, help_: str) -> None:
        """Note a problem of one cell."""
        self._sheet.problem(self._line.number, column, message, help_)

    def text(self, column: str) -> str | None:
        """Return a text."""
        return self._line.cells.get(column) or None

    def needed(self, column: str) -> str | None:
        """Return a text that has to be there."""
        found = self.text(column)
        if found is None:
            self.wrong(column, f"`{column}` is empty", "every line needs it")
        return found

    def email(self, column: str) -> str | None:
        """Return an e-mail address, which has to be there."""
        found = self.needed(column)
        if found is not None and not (is_email_address(found) and _has_a_dot(found)):
            message = f"{quoted(found)} is no e-mail address"
            self.wrong(column, message, "write it as name@example.org")
            return None
        return found

    def day(self, column: str) -> dt.date | None:
        """Return a date."""
        found = self.text(column)
        if found is None:
            return None
        if _DAY.fullmatch(found):
            with suppress(ValueError):
                return dt.date.fromisoformat(found)
        self.wrong(column, f"{quoted(found)} is no date", "write it as 2026-10-01")
        return None

    def one_of(self, column: str, known: Mapping[str, Found]) -> Found | None:
        """Return what *known* has under the word that stands here."""
        found = self.text(column)
        if found is None or found in known:
            return None if found is None else known[found]
        help_ = did_you_mean(found, known) or f"known are {_some(known)}"
        self.wrong(column, f"there is no {column} {quoted(found)}", help_)
        return None

    def number(self, column: str, least: int, most: int) -> int | None:
        """Return a whole number between two bounds."""
        found = self.text(column)
        if found is None:
            return None
        is_whole = found.isascii() and found.isdecimal() and len(found) <= MOST_DIGITS
        if not (is_whole and least <= int(found) <= most):
            help_ = f"write a whole number from {least} to {most}"
            self.wrong(column, f"{quoted(found)} is no such number", help_)
            return None
        return int(found)

    def amount(self, column: str, digits: int) -> int | None:
        """Return an amount in minor units of a currency with *digits* after the point."""
        found = self.text(column)
        if found is None:
            return None
        if _AMOUNT.fullmatch(found):
            minor = Decimal(found).scaleb(digits)
            if minor == minor.to_integral_value():
                return int(minor)
        example = f"249.{'0' * digits}" if digits else "249"
        self.wrong(column, f"{quoted(found)} is no amount", f"write it as {example}")
        return None


def _has_a_dot(address: str) -> bool:
    """Whether its domain has more than one part, as all but those of one's own network have."""
    return "." in address.partition("@")[2]


def _some(words: Collection[str]) -> str:
    listed = sorted(words)
    return ", ".join(listed[:8]) + (" …" if len(listed) > 8 else "")
