"""Audiences, scopes and viewers in plain words, for people who never wrote a policy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from access.audiences import Audience, LevelTest
from access.in_force import InForce
from access.levels import ANY_ROLE, ANYWHERE, AT, HOME_SCOPES, Level, Relation, Scope
from access.tree import Location
from access.viewer import Viewer
from documents.quoting import listed

PLACES_OF = {
    AT[Scope.CURRENT]: "this location",
    AT[Scope.CHILD]: "this location or one below it",
    AT[Scope.PARENT]: "this location or one above it",
    AT[Scope.CHILD] | AT[Scope.PARENT]: "this location, one above it or one below it",
    ANYWHERE: "any location",
}

SCOPES = {
    Scope.CURRENT: "this location",
    Scope.CHILD: "this location and all below it",
    Scope.PARENT: "this location and all above it",
    Scope.NETWORK: "the whole network",
    Scope.PARENT_NETWORK: "the location above and all below that",
    Scope.HOME: "the viewer's home",
    Scope.HOME_CHILD: "the viewer's home and all below it",
    Scope.HOME_PARENT: "the viewer's home and all above it",
}

RELATIONS = {
    Relation.SAME: "here",
    Relation.BELOW: "below here",
    Relation.ABOVE: "above here",
    Relation.ELSEWHERE: "elsewhere in the network",
}

ROLES = {ANY_ROLE: "people", "member": "plain members", "administrator": "administrators"}


def together(parts: Sequence[str], link: str = "and") -> str:
    """Write: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {link} {parts[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: 1 person, 2,300 people."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def audience_in_words(audience: Audience) -> str:
    """Say whom *audience* admits."""
    parts = levels_in_words(audience.levels)
    if audience.own:
        parts.append("whoever the record belongs to")
    parts += [
        f"{ROLES.get(role, role + 's')} of the team that the record belongs to"
        for role in sorted(audience.team_roles)
    ]
    if audience.permissions:
        parts.append(f"staff with {listed(sorted(audience.permissions))}")
    return together(parts) or "nobody"


def levels_in_words(tests: frozenset[LevelTest]) -> list[str]:
    """Say whom level tests admit, the widest first; what lies within another is left out."""
    plain = {test.level for test in tests if test.at == ANYWHERE and test.plans is None}
    if Level.PUBLIC in plain:
        return ["anyone at all"]
    if Level.LOGGED_IN in plain:
        return ["every customer"]
    parts = []
    if Level.CONTACT in plain:
        parts.append("contacts (without a contract)")
    if Level.MEMBER in plain:
        return [*parts, "members of any location"]
    members = [test for test in tests if test.level is Level.MEMBER]
    for test in sorted(members, key=lambda test: (int(test.at), sorted(test.plans or ()))):
        where = PLACES_OF.get(test.at, "some locations")
        plans = f", on {listed(sorted(test.plans))}" if test.plans is not None else ""
        parts.append(f"members of {where}{plans}")
    return parts


def scope_in_words(scope: Sequence[Scope]) -> str:
    """Say whose records a scope takes in."""
    if {Scope.CHILD, Scope.PARENT} <= {*scope}:
        homes = [SCOPES[each] for each in scope if each in HOME_SCOPES]
        return together(["this location, all below it", "all above it", *homes])
    rest = [each for each in scope if each is not Scope.CURRENT or len(scope) == 1]
    return together([SCOPES[each] for each in rest])


def moment_in_words(moment: dt.datetime, portal: Location) -> str:
    """Write a moment as the clock at *portal* shows it."""
    return f"{moment.astimezone(portal.timezone):%Y-%m-%d %H:%M}"


def facts_in_words(viewer: Viewer, rules: InForce) -> list[str]:
    """List what decisions at this portal know of *viewer*, each fact in a sentence."""
    if viewer.network != rules.portal.root:
        return [f"a login of the network `{viewer.network}`, which is not this one"]
    facts = list(_membership(viewer, rules))
    if viewer.suspended:
        facts.append("suspended")
    if viewer.home is not None:
        facts.append(f"at home in `{viewer.home}`")
    roles = sorted({role for _, role in viewer.teams})
    facts += [f"{role} of {_teams(viewer, role)}" for role in roles]
    return [*facts, *roles_in_words(viewer)]


def roles_in_words(viewer: Viewer) -> list[str]:
    """List the roles that *viewer* holds as staff, each with where it is held."""
    return [f"staff: `{role}` at `{location}` and below" for role, location in sorted(viewer.staff)]


def _membership(viewer: Viewer, rules: InForce) -> list[str]:
    if viewer.customer is None:
        staff = " as a customer; a staff login without a profile" if viewer.staff else ""
        return [f"not signed in{staff}"]
    if not viewer.contracts:
        return ["a contact (a customer without a live contract)"]
    facts = []
    for held in viewer.contracts:
        relation = Relation(rules.relations.get(held.location, Relation.ELSEWHERE))
        state = "a frozen contract" if held.frozen else "an active contract"
        facts.append(
            f"{state} for `{held.plan}`, issued by `{held.location}` ({RELATIONS[relation]})"
        )
    return facts


def _teams(viewer: Viewer, role: str) -> str:
    return counted(len({team for team, held in viewer.teams if held == role}), "team")
