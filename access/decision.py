"""A decision: an answer that can say why."""

from __future__ import annotations

from dataclasses import dataclass

from access.mask import Code
from documents.places import Place


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, why, and which line of which file says so.

    `code`      what a portal reads where it is refused
    `reason`    a sentence for operators; never shown to a portal's visitors
    `else_say`  the operator's own words for whoever is refused an action
    """

    allowed: bool
    code: Code | None
    reason: str
    place: Place
    else_say: str | None = None

    def __bool__(self) -> bool:
        return self.allowed
