"""How the work of a mutation says no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from access.decision import Decision
from planning.mutations import Outcome

SAYING = "This is not possible for you at the moment."
"""What a visitor reads where the operator has no words for it."""


def error(code: str, message: str, field: str | None = None) -> dict[str, Any]:
    """Return one entry of a payload's `errors`."""
    return {"code": code, "message": message, "field": field}


def not_allowed(decision: Decision) -> dict[str, Any]:
    """Return what to tell whoever is refused an action."""
    code = "NOT_ALLOWED" if decision.code is None else decision.code.value
    return error(code, decision.else_say or SAYING)


def refused(errors: Iterable[dict[str, Any]], **values: Any) -> Outcome:
    """Return the outcome of work that changed nothing."""
    return Outcome(values={**values, "errors": list(errors)})
