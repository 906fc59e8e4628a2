"""The nine steps of a booking, as an operator reads them, and as a machine does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from access.phrases import moment_in_words
from access.tree import Location
from resolvers.booking.foretelling import Foretold
from resolvers.booking.verdict import Refusal, Step
from resolvers.booking.wish import Wish


@dataclass(frozen=True, slots=True)
class AskedBooking:
    """A booking that is only asked about, and what would come of it."""

    resource: str
    wish: Wish
    foretold: Foretold


def booking_lines(asked: AskedBooking, portal: Location) -> Iterator[str]:
    """Write it below the layers of the policies; times are on the clock of *portal*."""
    wish, verdict = asked.wish, asked.foretold.verdict
    start, end = (moment_in_words(each, portal) for each in (wish.start, wish.end))
    yield f"A booking of {asked.resource}, {start} until {end}"
    yield f"  {_answer(asked.foretold)}"
    if verdict is None:
        return
    width = max(len(_name(step)) for step in Step)
    for step, refusal in verdict.trace:
        word = "yes" if refusal is None else "no"
        said = "" if refusal is None else _said(refusal, portal)
        yield f"  {word:6} {int(step)} {_name(step):{width}}  {said}"


def booking_report(asked: AskedBooking) -> dict[str, Any]:
    """Return it as plain data, the steps as clients read them."""
    refusal, verdict = asked.foretold.refusal, asked.foretold.verdict
    return {
        "resource": asked.resource,
        "start": asked.wish.start.isoformat(),
        "end": asked.wish.end.isoformat(),
        "visible": verdict is not None,
        "allowed": verdict is not None and refusal is None,
        "tentative": verdict is not None and verdict.tentative,
        "refusal": refusal.to_json() if refusal is not None else None,
        "trace": verdict.to_json() if verdict is not None else [],
    }


def _answer(foretold: Foretold) -> str:
    refusal, verdict = foretold.refusal, foretold.verdict
    if refusal is not None:
        return f"refused at step {int(refusal.step)}, {_name(refusal.step)} ({refusal.code})"
    if verdict is None:
        return "the viewer sees no such resource at this portal: NOT_FOUND"
    return "made, to be confirmed by staff" if verdict.tentative else "made"


def _said(refusal: Refusal, portal: Location) -> str:
    said = f"{refusal.code}: {refusal.message}"
    if refusal.may_change_at is None:
        return said
    return f"{said} This may be different from {moment_in_words(refusal.may_change_at, portal)} on."


def _name(step: Step) -> str:
    return step.name.lower().replace("_", " ")
