"""Rehearsals of the past: what the rules of then showed somebody, as far as it may be seen today.

What the portal showed them then is shown where it would show it to them by the rules of today, too,
or where a permission of the previewer's does. What showed as their own, their team's, or in their
care as staff shows where such a permission does. So an edit that closed something since closes it
here as well, but for those whom it does not concern.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from access.canonical import digest
from access.frozen import FrozenDict
from access.interning import Interned
from access.mask import Cell, Mask, MaskShape, PreviewCode, TypeMask
from access.rehearsing import NOTHING, paired, personal, withheld
from access.switches import INTROSPECTION


def look_back(then: Mask, today: Mask, previewer: Mask, interned: Interned) -> Mask:
    """Return the mask *then* as far as the holder of the mask *previewer* may see it.

    *then* and *today* are masks of the same person at the same portal and moment, by the rules that
    were in force and by those that are.
    """
    bound = _portal_alone(today, interned)
    types, hidden = {}, {}
    for name, mine in then.shape.types.items():
        theirs = previewer.shape.types[name]
        looking = _Looking(then.hidden[name], bound.hidden[name], bound.shape.types[name], theirs)
        types[name], hidden[name] = interned.type_mask(looking.of(mine)), tuple(looking.sets)
    switches = {
        **then.shape.switches,
        INTROSPECTION: today.shape.switches[INTROSPECTION],  # the graph is today's
    }
    shape = MaskShape(
        FrozenDict(types), FrozenDict(switches),
        _implied(then.shape.implied, previewer.shape.implied), bound.shape,
    )
    known = interned.shape(shape)
    key = digest(then.key, known.digest, bound.key)[:12]
    return replace(then, shape=known.shape, hidden=FrozenDict(hidden), key=key, today=bound)


class _Looking:
    """One type as it was: its sets of locations that hide fields, those of today's rules added."""

    def __init__(
        self,
        sets: tuple[frozenset[str], ...],
        sets_today: tuple[frozenset[str], ...],
        today: TypeMask,
        theirs: TypeMask,
    ) -> None:
        self.sets = list(sets)
        self._sets_today = sets_today
        self._today = today
        self._theirs = theirs

    def of(self, mine: TypeMask) -> TypeMask:
        """Return the type's mask of then as far as it may be seen."""
        cells = {name: self._cell(name, cell) for name, cell in mine.cells.items()}
        hiding = [self.sets[cell.hidden] for cell in cells.values() if cell.portal]
        rows_hidden = self._number(frozenset.intersection(*hiding)) if hiding else 0
        return withheld(mine, replace(mine, cells=FrozenDict(cells), rows_hidden=rows_hidden))

    def _cell(self, name: str, mine: Cell) -> Cell:
        if not mine:
            return mine
        today = self._today.cells.get(name, NOTHING)
        reasons = [*personal(mine), *([("portal", str(mine.hidden))] if mine.portal else ())]
        portal = mine.portal and today.portal
        hiding = self.sets[mine.hidden] | self._sets_today[today.hidden]
        cell = Cell(
            portal=portal,
            hidden=self._number(hiding) if portal else 0,
            shared=paired(reasons, self._theirs.cells.get(name, NOTHING)),
        )
        return cell or Cell(code=PreviewCode.WITHHELD)

    def _number(self, places: frozenset[str]) -> int:
        if places not in self.sets:
            self.sets.append(places)
        return self.sets.index(places)


def _portal_alone(mask: Mask, interned: Interned) -> Mask:
    """Return *mask* without what it shows for any other reason than the portal's."""
    types = {
        name: interned.type_mask(
            replace(type_mask, cells=FrozenDict({
                field: Cell(portal=cell.portal, hidden=cell.hidden)
                for field, cell in type_mask.cells.items()
            }))
        )
        for name, type_mask in mask.shape.types.items()
    }
    shape = MaskShape(FrozenDict(types), mask.shape.switches, mask.shape.implied)
    return replace(mask, shape=interned.shape(shape).shape)


Implied = Mapping[str, frozenset[str]]


def _implied(then: Implied, today: Implied) -> Implied:
    """Return which permissions came with which then, and do today, wherever both know of them."""
    return FrozenDict({
        permission: then.get(permission, others) & today.get(permission, others)
        for permission, others in {**then, **today}.items()
    })
