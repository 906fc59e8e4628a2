"""What will change by itself: the days on which dated changes begin and end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from access.comparing import Lasting
from access.differences import Moment, differences
from access.flips import policy_moments
from access.policy_set import PolicySet


def upcoming(policies: PolicySet, now: dt.datetime, days: int) -> Iterator[Lasting]:
    """Yield what becomes looser or stricter within *days* days, portal by portal."""
    end = now + dt.timedelta(days=days)
    for portal in sorted(policies.tree):
        zone = policies.tree[portal].timezone
        for moment in policy_moments(policies, portal):
            if not now < moment <= end:
                continue
            before = Moment(policies, moment - dt.timedelta(seconds=1))
            after = Moment(policies, moment)
            day = moment.astimezone(zone).date()
            for found in differences(before, after, portal):
                yield Lasting(found, before, after, day, None)
