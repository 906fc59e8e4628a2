"""Step 5: what the customer's plans and teams entitle to, and how much of it is left."""

from __future__ import annotations

from collections.abc import Iterable

from resolvers.booking.periods import Period, touched
from resolvers.booking.situation import Situation
from resolvers.booking.verdict import Code, Refusal, Step, refuse
from resolvers.clock import month_of, week_of

STEP = Step.ENTITLEMENTS


def entitlements(situation: Situation) -> Refusal | None:
    """Refuse where a plan or a team is asked for, or the plans' minutes do not suffice."""
    resource = situation.resource
    if any(standing.lifted.plans is not None for standing in situation.before):
        return refuse(STEP, Code.INVALID_TARIFF)
    teams = {team for team, _ in situation.customer.teams}
    if resource.teams and teams.isdisjoint(resource.teams):
        return refuse(STEP, Code.INVALID_TEAM)
    allowances = situation.allowances
    week = most_generous(allowance.week for allowance in allowances)
    month = most_generous(allowance.month for allowance in allowances)
    return (
        _used_up(situation, week, week_of, Code.HARD_LIMIT_WEEK)
        or _used_up(situation, month, month_of, Code.HARD_LIMIT_MONTH)
        or _without_credit(situation)
    )


def most_generous(limits: Iterable[int | None]) -> int | None:
    """Return the limit that allows most, None where there is none."""
    found = list(limits)
    return max((limit or 0 for limit in found), default=None) if all(found) else None


def _without_credit(situation: Situation) -> Refusal | None:
    """Refuse where credit is asked for, and does not pay for all of the time."""
    if not situation.resource.requires_credit or situation.spending.covered >= situation.minutes:
        return None
    renewals = [each.renews_at for each in situation.credits if each.renews_at is not None]
    return refuse(STEP, Code.NO_CREDIT, None, min(renewals, default=None))


def _used_up(
    situation: Situation, limit: int | None, period: Period, code: Code
) -> Refusal | None:
    """Refuse where a week, or a month, that the booking touches would hold too many minutes."""
    if limit is None:
        return None
    start, end = situation.start, situation.end
    for around in touched(start, end, period, situation.zone):
        wanted = min(end, around[1]) - max(start, around[0])
        if wanted.total_seconds() / 60 + situation.booked[around] > limit:
            return refuse(STEP, code, None, around[1])
    return None
