"""Grants asked of a location in memory: the same questions as `Rules.holds` asks in SQL."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from access.mask import Mask, MaskShape, Shared
from planning.grants import Grants
from planning.places import holds
from planning.running import Run

NONE: frozenset[str] = frozenset()
NOTHING = Grants(portal=None, own=False, team_roles=NONE, permissions=NONE)
PORTAL, HIDING = replace(NOTHING, portal=0), replace(NOTHING, portal=1)
STAFF = replace(NOTHING, permissions=frozenset({"locations.read"}))


def shared(grant: str, name: str) -> Grants:
    """A reason of whoever is rehearsed, with a permission of the previewer's."""
    return replace(NOTHING, shared=frozenset({Shared(grant, name, "locations.read")}))


def mask(*places: str, today: Mask | None = None) -> Mask:
    """Show these places; the docks hide a field."""
    sets = (NONE, frozenset({"docks"}))
    shown = {"Location": frozenset(places)}
    return Mask(MaskShape({}, {}), "mitte", shown, {"Location": sets}, {}, "small", today=today)


def shown(grants: Grants, seen: Mask, **values: list[str]) -> list[str]:
    """The places for which *grants* hold."""
    run = cast(Run, SimpleNamespace(mask=seen, values=values))
    return [place for place in ("docks", "mitte", "quay") if holds(grants, run, "Location", place)]


@pytest.mark.parametrize(
    ("grants", "expected"),
    [(NOTHING, []), (PORTAL, ["docks", "mitte"]), (HIDING, ["mitte"]), (STAFF, ["quay"])],
)
def test_grants_hold_where_they_say(grants: Grants, expected: list[str]) -> None:
    """The portal's in scope and where nothing is hidden, staff's where the permission is held."""
    held: dict[str, Any] = {"staff__locations_read": ["quay"]}
    assert shown(grants, mask("docks", "mitte"), **held) == expected


def test_the_past_shows_no_more_than_the_portal_does_today() -> None:
    """What has left the scope since is not shown for the portal's sake."""
    then = mask("docks", "mitte", "quay", today=mask("mitte"))
    assert shown(PORTAL, then) == ["mitte"]
    assert shown(HIDING, then) == ["mitte"]


@pytest.mark.parametrize(
    ("grant", "name", "expected"),
    [
        ("portal", "0", ["docks"]),
        ("portal", "1", []),
        ("staff", "events.read", ["quay"]),
        ("own", "", []),
        ("team", "*", []),
    ],
)
def test_in_a_rehearsal_both_have_to_have_a_reason(
    grant: str, name: str, expected: list[str]
) -> None:
    """The one who is rehearsed and the one who looks, at the same place; nobody owns a place."""
    then = mask("docks", "mitte", today=mask("mitte"))
    held: dict[str, Any] = {
        "previewer__locations_read": ["docks", "quay"], "staff__events_read": ["mitte", "quay"],
    }
    assert shown(shared(grant, name), then, **held) == expected
