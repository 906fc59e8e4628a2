"""What will change by itself: the days on which dated changes begin and end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from access.comparer import Comparer
from access.comparing import Lasting, alike, at_moments, moments_of
from access.policy_set import PolicySet

A_MOMENT = dt.timedelta(seconds=1)


def upcoming(policies: PolicySet, now: dt.datetime, days: int) -> Iterator[Lasting]:
    """Yield what becomes looser or stricter within *days* days."""
    comparer = Comparer(policies, policies)
    end = now + dt.timedelta(days=days)
    for portals in alike(comparer, sorted(policies.tree)):
        first = policies.tree[portals[0]]
        for moment in moments_of(comparer, first.id, policies.layers.days_in(first.root)):
            if not now < moment <= end:
                continue
            day = first.day(moment)
            for found in at_moments(comparer, portals, moment - A_MOMENT, moment):
                yield replace(found, since=day)
