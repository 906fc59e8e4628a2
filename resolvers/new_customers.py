"""What customers may do from the day on which they are registered: as their location says."""

from __future__ import annotations

from access.tree import Location
from store.customers import USUAL_RIGHTS


def rights_of_new(location: Location) -> tuple[str, ...]:
    """Return the rights that *location* gives to new customers; who is one already keeps theirs."""
    return tuple(location.data.get("new-customers", {}).get("rights", USUAL_RIGHTS))
