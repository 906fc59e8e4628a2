"""All that the nine rules may know, read beforehand: no rule asks a database or a policy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from access.viewer import ANONYMOUS, Viewer
from resolvers.booking.bought import Card
from resolvers.booking.credits import Credit, Spending, spend
from resolvers.booking.resource import Resource
from resolvers.booking.standing import Standing
from resolvers.commerce.rates import Offer

WHOLE = 100
"""A discount of all of the price."""

Interval = tuple[dt.datetime, dt.datetime]
"""Two moments, half-open: the first belongs to it, the last does not."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one usable plan grants, in minutes; None or 0 is as much as one likes."""

    week: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Prospects:
    """When somebody's state is known to change: None where nobody knows."""

    member_at: dt.datetime | None = None
    thaws_at: dt.datetime | None = None
    lifted_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Somebody wants a resource from `start` until `end`.

    `booker`      who asks; `customer` whom it is for, the same person as a rule
    `before`      how the booker stands, then the customer now and when it begins, where they differ
    `mates`       whether the booker may speak for whom and for which team they book
    `allowances`  of the plans that the customer can use when it begins
    `usable`      the contracts whose benefits count: usable now and when it begins
    `credits`     what is left of what those plans include, and of what the team shares
    `cards`       what they bought that pays for it, what lapses first before the rest
    `discount`    the best of those plans' discounts on it, in percent
    `booked`      the minutes of the customer's other bookings, by the weeks and months it touches
    `too_near`    the last to end of those of them that the resource may not follow so soon
    `taken`       the resource's other bookings around that time
    `prospects`   when the customer's state is known to change, `bookers` when that of somebody else
                  who books for them
    `has_money`   whether the customer's plans may include money, however much of it is left
    `offer`       what it costs by the cheapest rate that is for the customer, None without one
    """

    now: dt.datetime
    start: dt.datetime
    end: dt.datetime
    zone: ZoneInfo
    resource: Resource
    booker: Viewer = ANONYMOUS("")  # noqa: RUF009 - frozen, so it may be shared
    customer: Viewer = ANONYMOUS("")  # noqa: RUF009
    before: tuple[Standing, ...] = (Standing(),)
    attendees: int | None = None
    mates: bool = True
    blocks_all_while_frozen: bool = False
    allowances: tuple[Allowance, ...] = ()
    usable: frozenset[int] = frozenset()
    credits: tuple[Credit, ...] = ()
    cards: tuple[Card, ...] = ()
    discount: int = 0
    has_money: bool = False
    booked: Mapping[Interval, float] = field(default_factory=dict)
    too_near: tuple[Interval, ...] = ()
    taken: tuple[Interval, ...] = ()
    prospects: Prospects = field(default_factory=Prospects)
    bookers: Prospects | None = None
    offer: Offer | None = None

    def prospects_of(self, standing: Standing) -> Prospects:
        """Return when the state of whoever stands so changes: who books stands first."""
        if self.bookers is not None and standing is self.before[0]:
            return self.bookers
        return self.prospects

    @property
    def minutes(self) -> float:
        """How long the booking is."""
        return (self.end - self.start).total_seconds() / 60

    @property
    def spending(self) -> Spending:
        """What the booking takes of the credits; a minute that is begun counts.

        What was bought is kept where nothing is to be paid.
        """
        whole = -(-int((self.end - self.start).total_seconds()) // 60)
        costs = self.resource.requires_credit or (
            self.offer is not None and self.offer.price_minor > 0 and self.discount < WHOLE
        )
        return spend(self.credits, self.resource.category, whole, self.cards if costs else ())
