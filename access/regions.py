"""Several locations, named in as few words as the tree allows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from access.phrases import together
from access.tree import Tree


def region(tree: Tree, locations: Collection[str], *, without: Collection[str] = ()) -> str:
    """Name *locations*: those that stand alone, whole parts of the tree, and parts with exceptions.

    The locations *without* which the tree is taken are named nowhere. Empty for no locations.
    """
    chart = _Chart(tree, frozenset(locations), frozenset(without))
    parts = [part for root in sorted(tree.roots) for part in chart.shown(root)]
    plain = _listed(part.name for part in parts if not part.missing)
    return "; ".join([
        *filter(None, [plain]),
        *(f"{part.name} except {_listed(part.missing)}" for part in parts if part.missing),
    ])


_WHOLE = "all of "


def _listed(names: Iterable[str]) -> str:
    """Name single locations before whole parts, so that nobody reads them as one of these."""
    return together(sorted(names, key=lambda name: (name.startswith(_WHOLE), name)))


class _Part(NamedTuple):
    """A location, or one and all below it; `missing` are its exceptions."""

    name: str
    missing: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many names it takes."""
        return 1 + len(self.missing)


class _Chart:
    """The locations of a tree that are named, and those that are not."""

    def __init__(self, tree: Tree, named: frozenset[str], without: frozenset[str]) -> None:
        self._tree = tree
        self._named = named - without
        self._others = frozenset(tree) - without - named

    def shown(self, top: str) -> list[_Part]:
        """Name what is named at and below *top*: one by one, or as the whole with exceptions."""
        whole = self._whole(top, self._named, self._others)
        if whole is not None:
            return [_Part(name) for name in whole]
        here = [_Part(top)] if top in self._named else []
        singly = here + [part for below in self._below(top) for part in self.shown(below)]
        but = _Part(_WHOLE + top, tuple(self._wholes(top, self._others, self._named)))
        return [but] if but.length < sum(part.length for part in singly) else singly

    def _wholes(self, top: str, wanted: frozenset[str], others: frozenset[str]) -> list[str]:
        """Name the largest parts at and below *top* that are *wanted* as a whole."""
        parts = self._whole(top, wanted, others)
        if parts is not None:
            return parts
        here = [top] if top in wanted else []
        return here + [
            part for below in self._below(top) for part in self._wholes(below, wanted, others)
        ]

    def _whole(
        self, top: str, wanted: frozenset[str], others: frozenset[str]
    ) -> list[str] | None:
        """Name *top* and all below it, where all or nothing of it is *wanted*; else None."""
        reached = self._tree.subtree(top)
        if not reached & wanted:
            return []
        if reached & others:
            return None
        found = sorted(reached & wanted)
        return found if len(found) == 1 else [_WHOLE + top]

    def _below(self, top: str) -> list[str]:
        return sorted(self._tree.children(top))
