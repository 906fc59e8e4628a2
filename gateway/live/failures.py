"""What goes wrong with one operation of a connection that stays open, as GraphQL errors."""

from __future__ import annotations

from typing import Any

import orjson

from gateway.http.capacity import busy
from gateway.refusals import Refused, database_unavailable, internal_error
from planning.turns import Busy
from store.errors import DatabaseUnavailable

FORESEEN = (Refused, Busy, DatabaseUnavailable)
"""What may come of any operation; whatever else is raised is a mistake of ours."""


def errors_of(failure: Refused | Busy | DatabaseUnavailable) -> list[dict[str, Any]]:
    """Return what the client reads of *failure*."""
    if isinstance(failure, Refused):
        return errors_in(failure.body())
    if isinstance(failure, Busy):
        return errors_in(busy().body())
    return errors_in(database_unavailable().body())


def unforeseen(name: str) -> list[dict[str, Any]]:
    """Return what the client reads of a mistake of ours, which the log has under *name*."""
    return errors_in(internal_error(name).body())


def errors_in(body: bytes) -> list[dict[str, Any]]:
    """Return the errors of an answer without data."""
    errors: list[dict[str, Any]] = orjson.loads(body)["errors"]
    return errors
