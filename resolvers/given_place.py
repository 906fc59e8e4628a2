"""The location at which staff want to begin something: the one that they name, or the portal's."""

from __future__ import annotations

from typing import Any

from access.tree import Location
from planning.ids import parse_id
from planning.mutations import Work
from resolvers.refusals import error, not_allowed

UNKNOWN_LOCATION = error("NOT_FOUND", "There is no such location here.", "locationId")


def find_place(work: Work, given: dict[str, Any], action: str) -> Location | dict[str, Any]:
    """Return the location of this network that `locationId` names, where the viewer may *action*.

    Without one it is the portal's. Or return what is wrong.
    """
    place = _named(work, given.get("locationId"))
    if place is None:
        return UNKNOWN_LOCATION
    decision = work.policies.decide(action, work.viewer, place.id, work.now)
    return place if decision else not_allowed(decision)


def _named(work: Work, asked: object) -> Location | None:
    here: Location = work.tree[work.portal]
    if asked is None:
        return here
    kind, name = parse_id(asked) or ("", "")
    if kind != "Location" or name not in work.tree.network(here.root):
        return None
    there: Location = work.tree[name]
    return there
