"""Names of the plan's parameters that the viewer or the portal fills in.

Network and viewer have fixed names (`network`, `viewer`), as in `store.sql`.
"""

from __future__ import annotations

from access.levels import ANY_ROLE

NETWORK = "network"
VIEWER = "viewer"
USABLE_PLANS = "usable_plans"

TODAY = "today__"
"""Begins the names of places in scope, and of those that hide fields, by the rules of today: in a
rehearsal of the past, where the names alone are those of then."""


def staff_parameter(permission: str) -> str:
    """Name the locations at which the viewer holds *permission*."""
    return f"staff__{permission_key(permission)}"


def previewer_parameter(permission: str) -> str:
    """Name the locations at which whoever rehearses somebody else holds *permission*."""
    return f"previewer__{permission_key(permission)}"


def permission_key(permission: str) -> str:
    """Spell a permission as parameters do; two permissions must not share a spelling."""
    return permission.replace(".", "_").replace("-", "_")


def teams_parameter(role: str) -> str:
    """Name the teams in which the viewer has *role* (`"*"`: any)."""
    return "teams_any" if role == ANY_ROLE else f"teams_{role.replace('-', '_')}"


def scope_parameter(type_name: str, *, since: str = "") -> str:
    """Name the locations in scope of a type, where there are several."""
    return f"{since}scope__{type_name}"


def place_parameter(type_name: str, *, since: str = "") -> str:
    """Name the one location in scope of a type."""
    return f"{since}place__{type_name}"


def hidden_parameter(type_name: str, number: int, *, since: str = "") -> str:
    """Name one of the numbered sets of locations that hide fields of their records."""
    return f"{since}hidden__{type_name}__{number}"
