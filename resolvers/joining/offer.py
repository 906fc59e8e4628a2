"""What people may begin at a location by themselves: what its file says of signing up."""

from __future__ import annotations

from dataclasses import dataclass

from access.tree import Location


@dataclass(frozen=True, slots=True)
class Offer:
    """What a location offers to those who come by themselves; nothing that it does not name.

    `open`           whether strangers may sign up
    `plans`          the keys of its plans that people may choose as their first
    `plan_required`  whether whoever signs up has to choose one of them
    `verify_email`   whether their address is verified before they may sign in
    """

    open: bool = False
    plans: frozenset[str] = frozenset()
    plan_required: bool = False
    verify_email: bool = True


def offer_of(location: Location) -> Offer:
    """Return what *location* offers: its own words, else its nearest ancestor's, key by key."""
    written = location.data.get("sign-up", {})
    return Offer(
        open=written.get("open", False),
        plans=frozenset(written.get("plans", ())),
        plan_required=written.get("plan-required", False),
        verify_email=written.get("verify-email", True),
    )
