"""What of a viewer a mask depends on: which tests are passed, never who they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from access.level_table import LevelTable
from access.levels import ANY_ROLE, Relation
from access.standing import FreezeRules
from access.viewer import Viewer

NONE: frozenset[str] = frozenset()
ELSEWHERE = int(Relation.ELSEWHERE)


class Projection(NamedTuple):
    """A viewer's state at a portal. Viewers of equal projections have the same mask.

    `truth`        the level tests passed, as bits of the policy set's LevelTable
    `thawed`       those that would be passed if no contract were frozen
    `suspended`    always False where no rule at this portal looks at it
    `usable`       some contract is active and not frozen
    `roles`        roles held in some team, `"*"` among them
    `permissions`  staff permissions held somewhere in the network
    `home`         None where no scope at this portal looks at it
    """

    profile: bool
    truth: int
    thawed: int
    suspended: bool = False
    usable: bool = False
    roles: frozenset[str] = NONE
    permissions: frozenset[str] = NONE
    home: str | None = None


def project_levels(
    viewer: Viewer, levels: LevelTable, relations: Mapping[str, int], freeze: FreezeRules
) -> tuple[int, int, int]:
    """Return the truth of a customer's levels, the truth if nothing were frozen, and `active`.

    *relations* says where each location of the network stands, seen from the portal; a contract
    of a location that has left the tree counts as one from elsewhere.
    """
    active = frozen = by_plan = by_frozen_plan = 0
    of_plans = levels.of_plans
    for contract in viewer.contracts:
        relation = relations.get(contract.location, ELSEWHERE)
        if contract.frozen:
            frozen |= relation
            by_frozen_plan |= of_plans.get((contract.plan, relation), 0)
        else:
            active |= relation
            by_plan |= of_plans.get((contract.plan, relation), 0)
    truth = levels.of_customer(active, frozen, freeze) | by_plan
    if not frozen:
        return truth, truth, active
    thawed = levels.of_customer(active | frozen, 0, freeze) | by_plan | by_frozen_plan
    return truth, thawed, active


def project_roles(viewer: Viewer) -> frozenset[str]:
    """Return the roles that a customer has in some team."""
    if not viewer.teams:
        return NONE
    return frozenset([ANY_ROLE, *(role for _, role in viewer.teams)])
