"""What importing has to know of a location; it comes from the operator's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from store.customers import USUAL_RIGHTS


@dataclass(frozen=True, slots=True)
class House:
    """A location: its network, the zone in which its days begin, what new customers may do."""

    id: str
    network: str
    zone: ZoneInfo
    rights: tuple[str, ...] = USUAL_RIGHTS


Houses = Mapping[str, House]
"""Locations by id."""
