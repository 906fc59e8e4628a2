"""Bindings: the values of plans' parameters that are the viewer's or the portal's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access import parameters
from access.viewer import Viewer
from tests.small_world import (
    NOON,
    anonymous,
    contact,
    contract,
    frozen_member,
    member,
    policies,
    staff,
)

SF = "san-francisco"
NO_TEAMS: dict[str, list[int]] = {
    "teams_member": [],
    "teams_administrator": [],
    "teams_paying_member": [],
    "teams_any": [],
}


def bound(viewer: Viewer, portal: str = SF) -> Mapping[str, Any]:
    """Bind the small world's mask of *viewer* at *portal*."""
    found = policies()
    return found.bindings(found.mask(viewer, portal, NOON), viewer)


def test_names_of_parameters() -> None:
    """They are what plans are written with: letters, digits and underscores."""
    assert parameters.staff_parameter("customers.health-notes.read") == (
        "staff__customers_health_notes_read"
    )
    assert parameters.teams_parameter("paying-member") == "teams_paying_member"
    assert parameters.teams_parameter("*") == "teams_any"
    assert parameters.scope_parameter("Event") == "scope__Event"
    assert parameters.place_parameter("Event") == "place__Event"
    assert parameters.hidden_parameter("Event", 2) == "hidden__Event__2"


def test_an_anonymous_visitor_has_nothing() -> None:
    """Every parameter is there all the same: a plan does not ask twice."""
    assert bound(anonymous()) == {
        "network": "north",
        "viewer": 0,
        "usable_plans": [],
        **NO_TEAMS,
        "place__Event": SF,
        "scope__Article": ["california", "north", SF, "us"],
        "place__Resource": SF,
    }


def test_a_customer_s_own() -> None:
    """Plans that can be used, teams by role, the scope with their home in it."""
    viewer = member(
        contract(plan="private-office"),
        contract(plan="dedicated-desk", frozen=True),
        contract("miami", "hot-desk"),
        contract("miami", "hot-desk"),
        home="miami",
        teams=[(9, "member"), (5, "administrator"), (5, "paying-member"), (7, "member")],
    )
    values = bound(viewer)
    assert values["viewer"] == 8
    assert values["usable_plans"] == [1, 3]
    assert {name: values[name] for name in NO_TEAMS} == {
        "teams_member": [7, 9],
        "teams_administrator": [5],
        "teams_paying_member": [5],
        "teams_any": [5, 7, 9],
    }
    assert values["scope__Resource"] == ["miami", SF]
    assert "place__Resource" not in values


def test_frozen_plans_are_not_usable() -> None:
    """Nor do contacts have any."""
    assert bound(frozen_member())["usable_plans"] == []
    assert bound(contact())["usable_plans"] == []


def test_staff_hold_permissions_at_their_places_and_below() -> None:
    """Grants are united; roles and places that do not exist give nothing."""
    values = bound(
        staff(
            ("host", "california"),
            ("host", "miami"),
            ("accountant", "quebec"),
            ("janitor", "north"),
            ("host", "atlantis"),
            ("host", "isle"),
        )
    )
    assert values["viewer"] == 0
    assert {name: value for name, value in values.items() if name.startswith("staff")} == {
        "staff__events_manage": ["california", "los-angeles", "miami", SF],
        "staff__contracts_read": ["montreal", "quebec"],
    }


def test_every_permission_of_a_mask_is_bound() -> None:
    """A plan may ask for what a cell names, and no more is promised."""
    found = policies()
    viewer = member(staff=[("host", "us"), ("accountant", "miami")])
    mask = found.mask(viewer, SF, NOON)
    values = found.bindings(mask, viewer)
    named = {
        permission
        for type_mask in mask.shape.types.values()
        for cell in type_mask.cells.values()
        for permission in cell.permissions
    }
    assert named == {"events.manage", "contracts.read"}
    assert {parameters.staff_parameter(permission) for permission in named} <= values.keys()


def test_somebody_of_another_network_is_bound_as_nobody() -> None:
    """Their id, their teams and their plans mean other rows here."""
    stranger = Viewer(
        "isle", 8, contracts=(contract(),), teams=((5, "member"),), staff=frozenset({("host", SF)})
    )
    assert bound(stranger) == bound(anonymous())


def test_one_viewer_s_values_never_reach_another() -> None:
    """What masks share is kept; what is a viewer's is not."""
    found = policies()
    mask = found.mask(member(), SF, NOON)
    mine = found.bindings(mask, member(teams=[(1, "member")]))
    assert isinstance(mine, dict)
    mine["viewer"] = 666
    mine["scope__Extra"] = []
    theirs = found.bindings(mask, Viewer("north", 9))
    assert theirs["viewer"] == 9
    assert theirs["teams_any"] == []
    assert "scope__Extra" not in theirs
