"""What importing has to know of a location; it comes from the operator's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class House:
    """A location: its network, and the zone in which its days begin."""

    id: str
    network: str
    zone: ZoneInfo


Houses = Mapping[str, House]
"""Locations by id."""
