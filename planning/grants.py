"""Grants: the reasons for which a mask shows a row or a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from access.mask import Cell, Shared, TypeMask


@dataclass(frozen=True, slots=True)
class Grants:
    """The reasons for which a row, or one of its cells, is visible: it is if any holds.

    `portal` is the number of the set of locations where the portal grant does not hold, or None
    where there is no portal grant. `shared` are the pairs of reasons of a rehearsal.
    """

    portal: int | None
    own: bool
    team_roles: frozenset[str]
    permissions: frozenset[str]
    shared: frozenset[Shared] = frozenset()

    def __bool__(self) -> bool:
        return (
            self.portal is not None
            or self.own
            or bool(self.team_roles)
            or bool(self.permissions)
            or bool(self.shared)
        )

    def cover(self, others: Grants, implied: Mapping[str, frozenset[str]]) -> bool:
        """Whether wherever *others* hold, these hold too.

        *implied* tells which permissions come with which.
        """
        return (
            (others.portal is None or self.portal in (0, others.portal))
            and (self.own or not others.own)
            and ("*" in self.team_roles or self.team_roles >= others.team_roles)
            and all(
                self.permissions & implied.get(each, frozenset((each,)))
                for each in others.permissions
            )
            and all(
                any(_comes_with(mine, theirs, implied) for mine in self.shared)
                for theirs in others.shared
            )
        )


WIDEST = {"own": "", "team": "*", "portal": "0"}
"""Names of the reasons of a pair that hold wherever their like do."""


def _comes_with(mine: Shared, theirs: Shared, implied: Mapping[str, frozenset[str]]) -> bool:
    """Whether wherever the pair *theirs* holds, the pair *mine* holds too."""
    if mine.grant != theirs.grant:
        return False
    names = implied.get(theirs.name, ()) if theirs.grant == "staff" else (WIDEST[theirs.grant],)
    return (mine.name == theirs.name or mine.name in names) and (
        mine.permission in implied.get(theirs.permission, (theirs.permission,))
    )


def cell_grants(cell: Cell) -> Grants:
    """Return the reasons for which the field is visible on a row."""
    portal = cell.hidden if cell.portal else None
    return Grants(portal, cell.own, cell.team_roles, cell.permissions, cell.shared)


def row_grants(type_mask: TypeMask) -> Grants:
    """Return the reasons for which a row is visible: those of any of its cells."""
    cells = [cell for cell in type_mask.cells.values() if cell]
    return Grants(
        portal=type_mask.rows_hidden if any(cell.portal for cell in cells) else None,
        own=any(cell.own for cell in cells),
        team_roles=frozenset().union(*(cell.team_roles for cell in cells)),
        permissions=frozenset().union(*(cell.permissions for cell in cells)),
        shared=frozenset().union(*(cell.shared for cell in cells)),
    )
