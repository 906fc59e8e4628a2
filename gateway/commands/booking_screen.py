"""The nine steps of a booking, as an operator reads them, and as a machine does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from access.phrases import moment_in_words, together
from access.tree import Location
from gateway.commands.explanation_screen import record_lines
from resolvers.booking.asked import AskedBooking
from resolvers.booking.foretelling import Foretold
from resolvers.booking.verdict import Refusal, Step, Verdict
from resolvers.booking.would_change import WouldChange


def booking_answer(asked: AskedBooking) -> str:
    """Say in a line what would come of it."""
    return _answer(asked.foretold)


def booking_lines(asked: AskedBooking, portal: Location) -> Iterator[str]:
    """Write it below the layers of the policies; times are on the clock of *portal*."""
    wish, verdict = asked.wish, asked.foretold.verdict
    start, end = (moment_in_words(each, portal) for each in (wish.start, wish.end))
    yield f"A booking of {asked.resource}, {start} until {end}"
    yield f"  {booking_answer(asked)}"
    if asked.hidden is not None:
        yield f"  to clients it is as if it were not there; it is of `{asked.hidden.location}`"
        yield from record_lines(asked.hidden)
    if verdict is not None:
        yield from _steps(verdict, portal)
    if asked.change is not None:
        yield ""
        yield "What would let this booking through"
        yield from _changes(asked.change, portal)


def _steps(verdict: Verdict, portal: Location) -> Iterator[str]:
    width = max(len(_name(step)) for step in Step)
    for step, refusal in verdict.trace:
        word = "yes" if refusal is None else "no"
        said = "" if refusal is None else _said(refusal, portal)
        yield f"  {word:6} {int(step)} {_name(step):{width}}  {said}"


def _changes(change: WouldChange, portal: Location) -> Iterator[str]:
    alone = "no single change would do"
    if len(change.steps) > 1:
        alone += f": steps {together([str(int(step)) for step in change.steps])} refuse"
    for number, words in enumerate(change.person or (alone,)):
        yield f"  {'' if number else 'person':6}  {words}"
    places = [f"`{place}`" for place in change.places]
    yield f"  place   {'at ' + together(places) if places else 'no portal nearby would do'}"
    if change.start is None:
        yield "  time    no time nearby would do"
    else:
        yield f"  time    {moment_in_words(change.start, portal)}, for as long"


def booking_report(asked: AskedBooking) -> dict[str, Any]:
    """Return it as plain data, the steps as clients read them."""
    verdict = asked.foretold.verdict
    return {
        "resource": asked.resource,
        "start": asked.wish.start.isoformat(),
        "end": asked.wish.end.isoformat(),
        **asked.to_json(),
        "trace": verdict.to_json() if verdict is not None else [],
        "would-let-it-through": _change_report(asked.change),
    }


def _change_report(change: WouldChange | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {**change.to_json(), "start": change.start and change.start.isoformat()}


def _answer(foretold: Foretold) -> str:
    refusal, verdict = foretold.refusal, foretold.verdict
    if refusal is not None:
        return f"refused at step {int(refusal.step)}, {_name(refusal.step)} ({refusal.code})"
    if verdict is None:
        return "the viewer does not see the resource at this portal (RESOURCE_HIDDEN)"
    return "made, to be confirmed by staff" if verdict.tentative else "made"


def _said(refusal: Refusal, portal: Location) -> str:
    said = f"{refusal.code}: {refusal.message}"
    if refusal.may_change_at is None:
        return said
    return f"{said} This may be different from {moment_in_words(refusal.may_change_at, portal)} on."


def _name(step: Step) -> str:
    return step.name.lower().replace("_", " ")
