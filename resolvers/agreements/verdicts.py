"""Whether a contract may be changed as asked: each question is a function, and says why not.

The bounds are the plan's (`store.contracts.plan_terms`). While a contract is frozen its customer
changes nothing about it but that, and both ends of a freeze are first days of billing cycles: what
domain section 2.3 takes from the vendor's reference of paused periods.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from resolvers.agreements.agreement import Agreement

DAY = dt.timedelta(days=1)
FARTHEST = dt.timedelta(days=3 * 366)
"""Nobody freezes or ends a contract farther ahead."""


@dataclass(frozen=True, slots=True)
class No:
    """Why not, for programs and for people; `field` is the input's that is wrong, if one is."""

    code: str
    message: str
    field: str | None = None


def freezing(
    agreement: Agreement, since: dt.date | None, until: dt.date, today: dt.date
) -> tuple[dt.date, dt.date] | No:
    """Return the days of a freeze, half-open; without *since* it begins with the next cycle."""
    terms = agreement.terms
    if not agreement.runs:
        return _NOT_RUNNING
    if not agreement.pausable or not agreement.cycle.recurs or terms.freeze_cycles == 0:
        return No("NOT_OFFERED", "This plan cannot be frozen here. Please ask the team.")
    following = agreement.cycle.after(agreement.start, today)
    first = following if since is None else since
    if first < following:
        return No("TOO_EARLY", f"A freeze can begin on {following} at the earliest.", "fromDate")
    if max(first, until) > today + FARTHEST:
        return No("INVALID_VALUE", "That is too far ahead.", "untilDate")
    if not _begins_cycle(agreement, first):
        return No("NOT_A_CYCLE", _cycles_near(agreement, first), "fromDate")
    if until <= first:
        following = agreement.cycle.after(agreement.start, first)
        message = f"A freeze that begins on {first} can end on {following} at the earliest."
        return No("INVALID_VALUE", message, "untilDate")
    if not _begins_cycle(agreement, until):
        return No("NOT_A_CYCLE", _cycles_near(agreement, until), "untilDate")
    if agreement.end is not None and until > agreement.end:
        message = f"The contract ends on {agreement.end}, before the freeze would."
        return No("ENDING", message, "untilDate")
    if any(first < ends and begins < until for begins, ends in agreement.freezes):
        return No("ALREADY_FROZEN", "It is frozen on some of these days already.")
    cycles = len(list(agreement.cycle.between(agreement.start, first, until - DAY)))
    if terms.freeze_cycles is not None and cycles > terms.freeze_cycles:
        words = "one billing cycle" if terms.freeze_cycles == 1 else (
            f"{terms.freeze_cycles} billing cycles"
        )
        return No("FREEZE_LIMIT", f"A freeze of this plan lasts {words} at most.", "untilDate")
    begun = sum(begins.year == first.year for begins, _ in agreement.freezes)
    if terms.freezes_a_year is not None and begun >= terms.freezes_a_year:
        return No("FREEZE_LIMIT", f"No more freezes of this plan can begin in {first.year}.")
    return first, until


def ending(agreement: Agreement, on: dt.date | None, today: dt.date) -> dt.date | No:
    """Return the first day that the contract does not cover; without *on*, the earliest.

    Where staff see to it, what has not begun, waits or is to end on another day ends as well.
    """
    terms = agreement.terms
    if agreement.state == "ended":
        return _NOT_RUNNING
    if not terms.attended and (no := _unchangeable(agreement)) is not None:
        return no
    if not terms.may_end:
        return No("NOT_OFFERED", "This plan cannot be ended here. Please ask the team.")
    soonest = today if terms.at_once else today + DAY
    earliest = max(today + terms.notice_days * DAY, soonest)
    if agreement.minimum_term is not None:
        earliest = max(earliest, agreement.minimum_term)
    if on is None:
        return earliest
    if on < earliest:
        return No("TOO_EARLY", f"The contract can end on {earliest} at the earliest.", "onDate")
    if on > today + FARTHEST:
        return No("INVALID_VALUE", "That is too far ahead.", "onDate")
    return on


def continuing(agreement: Agreement) -> No | None:
    """Return why an end that is still to come cannot be taken back; None where it can."""
    return _NOT_RUNNING if agreement.state == "ended" else None


def lifting(
    agreement: Agreement, since: dt.date | None, today: dt.date
) -> tuple[dt.date, dt.date] | No:
    """Return which freeze ends today, or does not begin at all; what is over stays.

    It is the one that begins on *since*; without that the one in force, else the next.
    """
    if agreement.state == "ended":
        return _NOT_RUNNING
    for freeze in sorted(agreement.freezes):
        if today < freeze[1] and since in (None, freeze[0]):
            return freeze
    if since is None:
        return No("NOT_FROZEN", "The contract is not frozen, now or later.")
    return No("NOT_FROZEN", "No freeze begins on that day.", "fromDate")


def changing(agreement: Agreement) -> No | None:
    """Return why the plan cannot be changed at the next cycle; None where it can."""
    if (no := _unchangeable(agreement)) is not None:
        return no
    if not agreement.terms.may_change or agreement.renewal is None:
        return No("NOT_OFFERED", "This plan cannot be changed here. Please ask the team.")
    return None


def _unchangeable(agreement: Agreement) -> No | None:
    if not agreement.runs:
        return _NOT_RUNNING
    if agreement.state == "frozen" and not agreement.terms.attended:
        message = "The contract is frozen. It can be changed once it runs again."
        return No("CONTRACT_FROZEN", message)
    if agreement.end is not None:
        return No("ENDING", f"The contract ends on {agreement.end} already.")
    return None


def _begins_cycle(agreement: Agreement, day: dt.date) -> bool:
    return day > agreement.start and agreement.cycle.latest(agreement.start, day) == day


def _cycles_near(agreement: Agreement, day: dt.date) -> str:
    """Name the first days of cycles around *day*."""
    near = agreement.cycle.latest(agreement.start, day)
    following = agreement.cycle.after(agreement.start, day)
    days = f"{near} and {following}" if near is not None else f"{following}"
    return f"Billing cycles begin on {days}; freezes begin and end there."


_NOT_RUNNING = No("NOT_RUNNING", "The contract does not run at the moment.")
