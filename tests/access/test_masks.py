"""Masks: which grants show each field, united cell by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from access.mask import Cell, Code, Mask, RowRules, ScopeShape
from access.policy_set import PolicySet
from access.shape import GraphShape
from access.viewer import Viewer
from tests.small_world import (
    NOON,
    SHAPE,
    anonymous,
    change,
    compiled,
    contact,
    contract,
    frozen_member,
    member,
    policies,
    staff,
    world,
)

SF = "san-francisco"
CLOSE_PORTAL = ("policies/portal.yaml", "portal: { access: public }", "portal: { access: member }")


@pytest.fixture(name="found", scope="module")
def _found() -> PolicySet:
    """The small world, unchanged."""
    return policies()


def cells(mask: Mask, type_name: str) -> dict[str, Cell]:
    """Return the cells of a type."""
    return dict(mask.shape.types[type_name].cells)


def test_grants_are_united_cell_by_cell(found: PolicySet) -> None:
    """One cell holds all its reasons, and no cell borrows the reason of another."""
    viewer = member(teams=[(5, "administrator")], staff=[("host", "us"), ("accountant", SF)])
    mask = found.mask(viewer, SF, NOON)
    assert cells(mask, "Event") == {
        "title": Cell(portal=True),
        "startsAt": Cell(portal=True),
        "description": Cell(portal=True),
        "attendees": Cell(portal=True),
        "guestList": Cell(code=Code.MEMBERS_ONLY),
        "notes": Cell(own=True, permissions=frozenset({"events.manage"})),
        "capacity": Cell(code=Code.NOT_ALLOWED),
    }
    assert cells(mask, "Contract") == {
        "price": Cell(own=True, permissions=frozenset({"contracts.read"})),
        "startDate": Cell(own=True),
        "remarks": Cell(code=Code.NOT_ALLOWED),
    }
    assert cells(mask, "Team") == {
        "name": Cell(portal=True),
        "members": Cell(team_roles=frozenset({"*"})),
        "invoices": Cell(team_roles=frozenset({"administrator"})),
    }


def test_a_role_in_a_team_is_a_role_there_only(found: PolicySet) -> None:
    """Whoever is no administrator of any team has no such grant; any role is any role."""
    mask = found.mask(member(teams=[(5, "member"), (6, "paying-member")]), SF, NOON)
    assert cells(mask, "Team")["members"] == Cell(team_roles=frozenset({"*"}))
    assert cells(mask, "Team")["invoices"] == Cell(code=Code.NOT_ALLOWED)


def test_staff_need_neither_section_nor_profile(found: PolicySet) -> None:
    """Their grants stand where everything else is closed, for permissions that they hold."""
    viewer = staff(("accountant", "miami"))
    mask = policies(CLOSE_PORTAL).mask(viewer, SF, NOON)
    assert cells(mask, "Invoice") == {"total": Cell(permissions=frozenset({"contracts.read"}))}
    assert cells(mask, "Event")["notes"] == Cell(code=Code.LOGIN_REQUIRED)
    assert set(mask.sections.values()) <= {Code.LOGIN_REQUIRED, Code.NOT_ALLOWED, Code.FEATURE_OFF}
    abroad = found.mask(Viewer("north", None, staff=frozenset({("host", "isle")})), SF, NOON)
    assert abroad is found.mask(anonymous(), SF, NOON)
    unknown = found.mask(staff(("janitor", SF), ("host", "atlantis")), SF, NOON)
    assert unknown is found.mask(anonymous(), SF, NOON)


def test_own_records_need_the_portal_and_no_section(found: PolicySet) -> None:
    """Section `payments` and `bookings` may be closed: what is mine stays mine."""
    payments = ("policies/portal.yaml", "access: logged-in, locations", "access: nobody, locations")
    mask = policies(payments).mask(contact(), SF, NOON)
    assert cells(mask, "Invoice") == {"total": Cell(own=True)}
    closed = policies(CLOSE_PORTAL)
    assert cells(closed.mask(contact(), SF, NOON), "Invoice") == {
        "total": Cell(code=Code.MEMBERS_ONLY)
    }
    team_mate = replace(contact(), teams=((5, "administrator"),))
    assert cells(closed.mask(team_mate, SF, NOON), "Team") == {
        "name": Cell(code=Code.MEMBERS_ONLY),
        "members": Cell(code=Code.MEMBERS_ONLY),
        "invoices": Cell(code=Code.MEMBERS_ONLY),
    }
    assert cells(closed.mask(frozen_member(), SF, NOON), "Invoice") == {
        "total": Cell(code=Code.CONTRACT_FROZEN)
    }
    assert cells(closed.mask(member(contract("miami")), SF, NOON), "Invoice") == {
        "total": Cell(own=True)
    }


def test_a_viewer_of_another_network_is_anonymous(found: PolicySet) -> None:
    """Nothing of theirs counts here: no profile, no contract, no permission."""
    stranger = Viewer("isle", 4, contracts=(contract(SF),), staff=frozenset({("host", SF)}))
    assert found.mask(stranger, SF, NOON) is found.mask(anonymous(), SF, NOON)


def test_types_and_fields_that_stand_nowhere_are_nobody_s() -> None:
    """Closed by default, and named by a warning each."""
    sprocket = replace(SHAPE.types["Article"], name="Sprocket")
    shape = GraphShape(
        {**SHAPE.types, "Sprocket": sprocket},
        actions=frozenset(
            {"bookings.create", "events.publish", "payments.pay-due-invoice", "store.purchase"}
        ),
    )
    result = compiled(world(), shape)
    assert [str(warning) for warning in result.warnings] == [
        (
            "policies:1:1: nobody sees anything of type `Sprocket`: no file names it\n"
            "  help: give it a section and lists of fields under `types`"
        ),
        (
            "policies/actions.yaml:1:1: nobody may do `store.purchase`: it is not listed\n"
            "  help: say whom it is allowed to"
        ),
        (
            "policies/content.yaml:2:3: nobody sees `capacity` of type `Event`: no list names it\n"
            "  help: put each under the audience that may see it, or under `nobody`"
        ),
    ]
    assert result.policies is not None
    mask = result.policies.mask(member(), SF, NOON)
    unseen = mask.shape.types["Sprocket"]
    assert not unseen
    assert unseen.code is Code.NOT_ALLOWED
    assert unseen.rows.scope is ScopeShape.NOWHERE
    assert dict(unseen.cells) == {"title": Cell(code=Code.NOT_ALLOWED)}
    assert mask.locations["Sprocket"] == frozenset()


@pytest.mark.parametrize(
    ("viewer", "portal", "rows"),
    [
        (
            member(),
            SF,
            RowRules(ScopeShape.ONE, frozenset({"public", "logged-in", "member"}), True),
        ),
        (frozen_member(), SF, RowRules(ScopeShape.ONE, frozenset({"public", "logged-in"}), False)),
        (
            contact(),
            "us",
            RowRules(ScopeShape.SEVERAL, frozenset({"public", "logged-in", "contact"}), False),
        ),
        (anonymous(), "north", RowRules(ScopeShape.SEVERAL, frozenset({"public"}), False)),
        (anonymous("isle"), "isle", RowRules(ScopeShape.ONE, frozenset({"public"}), False)),
    ],
)
def test_row_rules(found: PolicySet, viewer: Viewer, portal: str, rows: RowRules) -> None:
    """Scope, levels and plans of a record are asked where the type says so."""
    assert found.mask(viewer, portal, NOON).shape.types["Event"].rows == rows


def test_records_are_asked_no_more_than_the_type_says(found: PolicySet) -> None:
    """`any` asks nothing of a record, `lock` shows it all the same, and none has what it lacks."""
    types = found.mask(contact(home="miami"), SF, NOON).shape.types
    assert types["Article"].rows == RowRules(ScopeShape.SEVERAL, None, None)
    assert types["Resource"].rows == RowRules(ScopeShape.SEVERAL, None, None)
    assert types["Contract"].rows == RowRules(ScopeShape.NETWORK, None, None)
    assert types["Invoice"].rows == RowRules(ScopeShape.NETWORK, None, None)
    plain = policies(("policies/customers.yaml", ", restricted: lock", ""))
    of_resource = plain.mask(contact(), SF, NOON).shape.types["Resource"].rows
    assert of_resource.levels == frozenset({"public", "logged-in", "contact"})
    assert of_resource.plans is False


def test_filters_and_sorts_are_those_of_the_type(found: PolicySet) -> None:
    """Whether they are readable is another question."""
    event = found.mask(anonymous(), SF, NOON).shape.types["Event"]
    assert event.filterable == event.sortable == {"title", "startsAt"}
    assert event.section == "events"


@pytest.mark.parametrize(
    ("viewer", "code", "scope"),
    [
        (anonymous(), Code.LOGIN_REQUIRED, ScopeShape.NOWHERE),
        (contact(), Code.NOT_ALLOWED, ScopeShape.NOWHERE),
        (contact(home="isle"), Code.NOT_ALLOWED, ScopeShape.NOWHERE),
        (contact(home="miami"), None, ScopeShape.ONE),
    ],
)
def test_nowhere_in_scope_nothing_is_shown(
    viewer: Viewer, code: Code | None, scope: ScopeShape
) -> None:
    """The scope `home` is empty without a home: no portal grant, and signing in may mend it."""
    found = policies(
        ("policies/customers.yaml", "scope: [home, current]", "scope: [home]"),
        ("policies/portal.yaml", "bookings: { access: member", "bookings: { access: logged-in"),
    )
    mask = found.mask(viewer, SF, NOON)
    resource = mask.shape.types["Resource"]
    assert (resource.cells["name"].code, resource.rows.scope) == (code, scope)
    assert resource.code is code
    assert mask.locations["Resource"] == (frozenset() if code else {"miami"})


def test_equal_states_share_masks_and_equal_content_shares_shapes(found: PolicySet) -> None:
    """A mask is one object for all viewers alike; its shape, for all portals alike."""
    one, other = member(), replace(member(contract(SF, "other")), customer=99)
    assert found.mask(one, SF, NOON) is found.mask(other, SF, NOON)
    here, there = found.mask(anonymous(), SF, NOON), found.mask(anonymous(), "los-angeles", NOON)
    assert here is not there
    assert here.shape is there.shape
    assert here.key != there.key
    assert here.locations["Event"] == {SF}
    above = found.mask(anonymous(), "california", NOON)
    assert above.shape is not here.shape
    assert above.shape.types["Contract"] is here.shape.types["Contract"]


def test_states_that_differ_never_share_a_mask(found: PolicySet) -> None:
    """Whatever a decision may look at is in what masks are kept by."""
    viewers = [
        anonymous(),
        contact(),
        contact(home="miami"),
        member(),
        member(contract("miami")),
        frozen_member(),
        member(contract(plan="private-office")),
        member(contract(), contract("miami", frozen=True)),
        member(teams=[(1, "member")]),
        member(teams=[(1, "administrator")]),
        staff(("host", SF)),
        staff(("accountant", SF)),
        member(contract(plan="private-office", frozen=True), contract("miami")),
    ]
    first = [found.mask(viewer, SF, NOON) for viewer in viewers]
    again = [policies().mask(viewer, SF, NOON) for viewer in reversed(viewers)][::-1]
    assert [mask.key for mask in first] == [mask.key for mask in again]
    assert len({mask.shape for mask in first}) >= len(viewers) - 1
    assert [mask.shape.types for mask in first] == [mask.shape.types for mask in again]


def test_an_edit_leaves_alone_what_it_does_not_touch(found: PolicySet) -> None:
    """Shapes are shared with the sets that came before, so that plans outlive the edit; a viewer
    whose rules changed has another one.
    """
    edited = policies(("policies/content.yaml", "residents: [guestList]", "member: [guestList]"))
    assert edited.hash != found.hash
    untouched, touched = contact(), member()
    assert edited.mask(untouched, SF, NOON) is not found.mask(untouched, SF, NOON)
    assert edited.mask(untouched, SF, NOON).shape is found.mask(untouched, SF, NOON).shape
    assert edited.mask(touched, SF, NOON).shape is not found.mask(touched, SF, NOON).shape


def test_fields_that_are_exempt_outlast_a_closed_portal() -> None:
    """A name and a logo are shown to whoever has to sign in, if the policy shows them at all."""
    shape = replace(SHAPE.types["Team"], exempt=frozenset({"name", "invoices"}))
    texts = world(CLOSE_PORTAL)
    found = compiled(texts, GraphShape({**SHAPE.types, "Team": shape})).policies
    assert found is not None
    assert cells(found.mask(anonymous(), SF, NOON), "Team") == {
        "name": Cell(portal=True),
        "members": Cell(code=Code.LOGIN_REQUIRED),
        "invoices": Cell(code=Code.LOGIN_REQUIRED),
    }


@pytest.mark.parametrize(
    ("events", "shown"),
    [
        ("events: { access: public }", Cell(portal=True)),
        ("events: { access: member }", Cell(code=Code.LOGIN_REQUIRED)),
        ("events: { access: public, feature: off }", Cell(code=Code.FEATURE_OFF)),
    ],
)
def test_what_is_exempt_from_the_portal_still_has_the_door_of_its_section(
    events: str, shown: Cell
) -> None:
    """Of the two doors before an event's title only the outer one is passed by."""
    shape = replace(SHAPE.types["Event"], exempt=frozenset({"title"}))
    door = "events: { access: public, locations-may: { open-to: public } }"
    texts = world(CLOSE_PORTAL, ("policies/portal.yaml", door, events))
    found = compiled(texts, GraphShape({**SHAPE.types, "Event": shape})).policies
    assert found is not None
    event = cells(found.mask(anonymous(), SF, NOON), "Event")
    assert event["title"] == shown
    assert not event["startsAt"]


def test_shapes_can_be_hashed_and_not_changed(found: PolicySet) -> None:
    """Plans are kept by them."""
    mask = found.mask(anonymous(), SF, NOON)
    event = mask.shape.types["Event"]
    assert hash(event) == hash(replace(event))
    assert event == replace(event)
    with pytest.raises(TypeError, match="frozen"):
        event.cells["title"] = Cell()  # type: ignore[index]
    with pytest.raises(TypeError, match="frozen"):
        mask.shape.types |= {}  # type: ignore[operator, misc]


def test_the_states_of_one_person_are_looked_up_apart() -> None:
    """Whoever asks about many states of one person does not compare each with all others."""
    states = [
        member(contract(SF), suspended=suspended, home=home, staff=grants)
        for suspended in (False, True)
        for home in (None, SF, "north")
        for grants in ([], [("host", SF)])
    ]
    assert len({hash(state) for state in states}) == len(states)


def test_switches_are_those_in_force(found: PolicySet) -> None:
    """A plan may depend on them; a location's own are its own."""
    assert found.switches("north", NOON) == {
        "freeze.counts-as-member": True,
        "freeze.member-sections": "restrict",
        "freeze.blocks-all-bookings": False,
        "suspension.readable-sections": "all",
        "suspension.automatic": (),
        "network-records-cascade": False,
        "directory.includes": "published-all",
        "denials": "report",
        "introspection": "full",
    }
    changed = policies(
        ("policies/portal.yaml", "sections:", "switches: { denials: silent }\nsections:"),
        us=change("switch: directory.includes, value: everyone"),
    )
    switches = changed.mask(anonymous(), SF, NOON).shape.switches
    assert (switches["denials"], switches["directory.includes"]) == ("silent", "everyone")
    assert changed.switches("canada", NOON)["directory.includes"] == "published-all"


def test_a_moment_needs_its_time_zone(found: PolicySet) -> None:
    """A clock without a zone would decide by where the server stands."""
    with pytest.raises(ValueError, match="time zone"):
        found.mask(anonymous(), SF, dt.datetime(2026, 11, 22))  # noqa: DTZ001
    with pytest.raises(KeyError):
        found.mask(anonymous(), "atlantis", NOON)
