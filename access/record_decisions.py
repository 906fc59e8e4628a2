"""Whether a record's own audience and plans admit a viewer."""

from __future__ import annotations

from collections.abc import Collection

from access.decision import Decision
from access.denials import Route, refusal
from access.explaining import WHY
from access.in_force import InForce
from access.levels import Level
from access.mask import Code
from access.viewer import Viewer


def decide_record(
    type_name: str, level: str | None, plans: Collection[int], viewer: Viewer, rules: InForce
) -> Decision:
    """Decide about a record for *level* (None: for anyone) and restricted to *plans* (ids)."""
    rule = rules.types[type_name].rule
    words = f"this record of `{type_name}` is for {f'`{level}`' if level else 'anyone'}"
    who = rules.project(viewer)
    tests = rules.levels.level(Level(level or Level.PUBLIC))
    code = refusal([Route((tests,))], who, rules.levels)
    if code is None and plans:
        words = f"{words}, with certain plans"
        code = _without_plan(viewer if who.profile else None, plans)
    if code is None:
        return Decision(True, None, words, rule.rows_place)
    return Decision(False, code, f"{words}; {WHY[code]}", rule.rows_place)


def _without_plan(viewer: Viewer | None, plans: Collection[int]) -> Code | None:
    """Say why somebody has none of *plans* to use."""
    if viewer is None:
        return Code.LOGIN_REQUIRED
    held = [contract for contract in viewer.contracts if contract.plan_id in plans]
    if any(not contract.frozen for contract in held):
        return None
    return Code.CONTRACT_FROZEN if held else Code.MEMBERS_ONLY
