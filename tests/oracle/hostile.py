"""Values that hide mistakes: empty, quoting, folding, boundaries, large and negative ones."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

TEXTS = (
    "", " ", "%", "_", "\\", "%_\\", "a%b", "a_b", "axb", "'; drop table events; --", '"quoted"',
    "caf\u00e9", "cafe\u0301", "CAFÉ", "straße", "STRASSE", "ﬁsh", "İstanbul", "ß", "Ω", "\u2126",
    "😀 party", "null", "None", "0", "breakfast", "Breakfast", "BREAKFAST CLUB", "yoga",
    "Yoga & tea", "z", "Z", "a", "A", "ä", "Ä", "\u0345", "line\nbreak", "<b>bold</b>", "x" * 300,
)
NUMBERS = (0, 1, 2, 5, 20, 30, 2**31 - 1)
ANY_NUMBERS = (*NUMBERS, -1, -20, -(2**31))
AMOUNTS = (0, 1, 99, 100, 12_345, -5, -12_345, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**53 + 1)
CURRENCIES = ("EUR", "USD", "JPY", "KWD")
LEVELS = ("public", "logged-in", "contact", "member")

CLOCKS = tuple(
    dt.datetime.fromisoformat(text)
    for text in (
        "2026-11-22T10:00:00+00:00",
        "2026-03-29T01:00:00+00:00",      # Berlin's clocks have just gone forward
        "2026-10-25T00:30:00+00:00",      # half past two in Berlin, for the first time
        "2026-11-01T05:59:59+00:00",      # New York's clocks are about to go back
        "2026-12-31T23:00:00+00:00",      # midnight in Berlin, and a new year
        "2026-02-28T13:30:00+00:00",
    )
)

STEPS = (
    dt.timedelta(0), dt.timedelta(seconds=1), dt.timedelta(hours=1), dt.timedelta(hours=23),
    dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(days=200),
)


class Dice:
    """One seeded source of everything random in a world."""

    def __init__(self, seed: object, now: dt.datetime) -> None:
        self.random = random.Random(f"{seed}")
        self.now = now

    def text(self) -> str:
        """Return a text that some column may well hold."""
        return self.random.choice(TEXTS)

    def maybe(self, value: Any, chance: float = 0.7) -> Any:
        """Return *value*, or None."""
        return value if self.random.random() < chance else None

    def chance(self, chance: float) -> bool:
        """Return whether something happens."""
        return self.random.random() < chance

    def moment(self) -> dt.datetime:
        """Return a moment before, after, or exactly now."""
        return self.now + self.random.choice((-1, 1)) * self.random.choice(STEPS)

    def past(self) -> dt.datetime:
        """Return a moment that is over, or now."""
        return self.now - self.random.choice(STEPS)

    def later(self, moment: dt.datetime) -> dt.datetime:
        """Return a moment after *moment*; often exactly now."""
        if moment < self.now and self.chance(0.3):
            return self.now
        return moment + self.random.choice(STEPS[1:])

    def day(self) -> dt.date:
        """Return a day around today."""
        return self.moment().date()
