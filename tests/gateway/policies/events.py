"""The section of the small world that tests open and close."""

from __future__ import annotations

from gateway.policies.holder import PolicyHolder
from tests.small_world import NOON, anonymous

EVENTS = "events: { access: public"
"""How its line begins in `policies/portal.yaml`."""


def events_open(holder: PolicyHolder) -> bool:
    """Whether anybody may see the events now."""
    return bool(holder.current.policies.section("events", anonymous(), "north", NOON))
