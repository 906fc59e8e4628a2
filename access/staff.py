"""Staff: declared permissions, and the roles made of them (`policies/staff.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable

from access.frozen import FrozenDict
from access.parameters import permission_key
from access.rules import StaffRules
from documents.document import Document
from documents.places import Problem
from documents.suggestions import did_you_mean

NO_STAFF = StaffRules(permissions=FrozenDict(), roles=FrozenDict())


def read_staff(document: Document | None, problems: list[Problem]) -> StaffRules:
    """Read permissions and roles; what a role names must be declared."""
    if document is None:
        return NO_STAFF
    permissions = document.data.get("permissions") or {}
    roles = document.data.get("roles") or {}
    problems += permissions_differ(document, permissions)
    problems += roles_name_permissions(document, roles, permissions)
    return StaffRules(
        permissions=FrozenDict(permissions),
        roles=FrozenDict({role: frozenset(named) for role, named in roles.items()}),
    )


def permissions_differ(document: Document, permissions: Iterable[str]) -> Iterable[Problem]:
    """No two permissions differ in dots, dashes and underscores alone."""
    taken: dict[str, str] = {}
    for permission in permissions:
        other = taken.setdefault(permission_key(permission), permission)
        if other != permission:
            yield document.problem(
                ("permissions", permission),
                f"permission `{permission}` is spelled too much like `{other}`",
                "let them differ in more than `.`, `-` and `_`",
                at_key=True,
            )


def roles_name_permissions(
    document: Document, roles: dict[str, list[str]], permissions: Iterable[str]
) -> Iterable[Problem]:
    """A role holds declared permissions only."""
    known = set(permissions)
    for role, named in roles.items():
        for index, permission in enumerate(named):
            if permission not in known:
                yield document.problem(
                    ("roles", role, index),
                    f"`{permission}` is not a permission",
                    did_you_mean(permission, known) or "declare it under `permissions`",
                )
