"""Rehearsals: what of one viewer's mask is shown to another, who looks at the portal as them.

What the portal shows whoever is rehearsed is shown. What shows because a record is their own, their
team's, or in their care as staff shows only where a permission of the previewer's shows it, too:
two masks, united with AND, cell by cell. Of the past, see `access.looking_back`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from access.canonical import digest
from access.frozen import FrozenDict
from access.interning import Interned
from access.mask import Cell, Mask, MaskShape, PreviewCode, Shared, TypeMask

NOTHING = Cell()


def rehearse(mask: Mask, previewer: Mask, interned: Interned) -> Mask:
    """Return *mask* as far as the holder of the mask *previewer* may see it."""
    theirs = previewer.shape.types
    types = {
        name: interned.type_mask(_of_type(type_mask, theirs[name]))
        for name, type_mask in mask.shape.types.items()
    }
    shape = MaskShape(FrozenDict(types), mask.shape.switches, mask.shape.implied)
    known = interned.shape(shape)
    return replace(mask, shape=known.shape, key=digest(mask.key, known.digest)[:12])


def _of_type(mine: TypeMask, theirs: TypeMask) -> TypeMask:
    cells = {
        name: _shared(cell, theirs.cells.get(name, NOTHING)) for name, cell in mine.cells.items()
    }
    return withheld(mine, replace(mine, cells=FrozenDict(cells)))


def _shared(mine: Cell, theirs: Cell) -> Cell:
    if not mine:
        return mine
    shared = paired(personal(mine), theirs)
    cell = Cell(portal=mine.portal, hidden=mine.hidden, shared=shared)
    return cell or Cell(code=PreviewCode.WITHHELD)


def paired(reasons: Iterable[tuple[str, str]], theirs: Cell) -> frozenset[Shared]:
    """Return each of *reasons* together with each permission for which *theirs* shows the cell."""
    return frozenset(
        Shared(grant, name, permission)
        for grant, name in reasons
        for permission in theirs.permissions
    )


def personal(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield the reasons that are not the portal's."""
    if cell.own:
        yield "own", ""
    for role in cell.team_roles:
        yield "team", role
    for permission in cell.permissions:
        yield "staff", permission


def withheld(before: TypeMask, after: TypeMask) -> TypeMask:
    """Return *after* with the code that says why nothing is left, if something was *before*."""
    if not before or after:
        return after
    return replace(after, code=PreviewCode.WITHHELD)
