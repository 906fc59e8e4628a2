"""Two policy sets side by side: at every portal, from today on, on every stretch of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from access.differences import Difference, Direction, Moment, differences, same_rules
from access.flips import policy_moments
from access.policy_set import PolicySet


@dataclass(frozen=True, slots=True)
class Lasting:
    """A difference, and from when until when there is it; None: from now on, or without end."""

    difference: Difference
    before: Moment
    after: Moment
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that becomes of one policy set when it is replaced by another."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    found: tuple[Lasting, ...]

    @property
    def is_looser(self) -> bool:
        """Whether somebody could see or do more anywhere, at any time to come."""
        return any(each.difference.direction is not Direction.STRICTER for each in self.found)


def compare_sets(old: PolicySet, new: PolicySet, now: dt.datetime) -> Comparison:
    """Compare *old* and *new* at all portals that both have."""
    both = [
        name
        for name in old.tree
        if name in new.tree and old.tree.root(name) == new.tree.root(name)
    ]
    return Comparison(
        added=tuple(sorted(set(new.tree) - set(both))),
        removed=tuple(sorted(set(old.tree) - set(both))),
        found=tuple(each for name in sorted(both) for each in _at_portal(old, new, name, now)),
    )


def _at_portal(
    old: PolicySet, new: PolicySet, portal: str, now: dt.datetime
) -> Iterator[Lasting]:
    zone = new.tree[portal].timezone
    coming = {*policy_moments(old, portal), *policy_moments(new, portal)}
    moments = [now, *sorted(moment for moment in coming if moment > now)]
    running: dict[Difference, Lasting] = {}
    last = now
    for moment in moments:
        if moment is not now and all(
            same_rules(Moment(each, last), Moment(each, moment), portal) for each in (old, new)
        ):
            continue
        last = moment
        day = None if moment is now else moment.astimezone(zone).date()
        before, after = Moment(old, moment), Moment(new, moment)
        still = list(differences(before, after, portal))
        for gone in [each for each in running if each not in still]:
            ended = running.pop(gone)
            yield Lasting(ended.difference, ended.before, ended.after, ended.since, day)
        for found in still:
            running.setdefault(found, Lasting(found, before, after, day, None))
    yield from running.values()
