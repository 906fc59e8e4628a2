"""What people may begin at a location by themselves: what its file says of signing up."""

from __future__ import annotations

from dataclasses import dataclass

from access.tree import Location


@dataclass(frozen=True, slots=True)
class Offer:
    """What a location offers to those who come by themselves; nothing that it does not name.

    `plans`  the keys of its plans that people may choose as their first
    """

    plans: frozenset[str] = frozenset()


def offer_of(location: Location) -> Offer:
    """Return what *location* offers: its own words, else its nearest ancestor's, key by key."""
    written = location.data.get("sign-up", {})
    return Offer(plans=frozenset(written.get("plans", ())))
