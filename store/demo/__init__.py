"""The demo network: two networks of made-up houses and people, told from today.

`filling` is the way in. What there is stands in `harbour` and `plenum`, one file a house, in the
words of `written`, `persons` and `booked`; `places`, `people`, `content`, `resources` and the other
files named by subject turn it into rows on a `stage`, and `days` into dates around today. `crowd`
and `bulk` add thousands more, for measuring.
"""

from __future__ import annotations

from store.demo.filling import DemoRefused, fill
from store.demo.passwords import PASSWORD

__all__ = ["PASSWORD", "DemoRefused", "fill"]
