"""Errors that a client causes: every one has a code, none carries Python's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BAD_CURSOR = "BAD_CURSOR"
BAD_INPUT = "BAD_INPUT"
FIELD_NOT_READABLE = "FIELD_NOT_READABLE"
PAGE_SIZE = "PAGE_SIZE"
TOO_COMPLEX = "TOO_COMPLEX"
UNREADABLE_VALUE = "UNREADABLE_VALUE"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a field's arguments, in words for the client's developer.

    `subject` is the field that policy refused, if it did.
    """

    code: str
    message: str
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class FieldError:
    """An error at one response field; the path holds list indexes where they are known."""

    path: tuple[str | int, ...]
    code: str
    message: str
    subject: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the entry of the answer's `errors`."""
        return {
            "message": self.message,
            "path": list(self.path),
            "extensions": {"code": self.code},
        }


class TooComplex(Exception):
    """The operation needs a statement that a database would refuse."""
