"""Sharing equal parts of masks, so that identity is equality and plans can be shared."""

from __future__ import annotations

from typing import NamedTuple

from access.canonical import digest
from access.mask import MaskShape, TypeMask

MOST = 4096


class Known(NamedTuple):
    """A shape that all equal ones share, and a digest of what is in it."""

    shape: MaskShape
    digest: str


class Interned:
    """Every type mask and shape made so far; starts afresh when there are too many."""

    def __init__(self) -> None:
        self._types: dict[TypeMask, TypeMask] = {}
        self._shapes: dict[object, Known] = {}
        self._digests: dict[TypeMask, str] = {}

    def type_mask(self, mask: TypeMask) -> TypeMask:
        """Return the one type mask that equals *mask*."""
        if len(self._types) >= MOST * 8:
            self._types.clear()
            self._digests.clear()
        return self._types.setdefault(mask, mask)

    def shape(self, shape: MaskShape) -> Known:
        """Return the one shape whose content equals that of *shape*."""
        content = (shape.types, shape.switches, shape.implied, shape.today)
        known = self._shapes.get(content)
        if known is None:
            if len(self._shapes) >= MOST:
                self._shapes.clear()
            types = {name: self._digest(mask) for name, mask in shape.types.items()}
            known = Known(shape, digest(types, shape.switches))
            known = self._shapes.setdefault(content, known)  # another thread may have been faster
        return known

    def _digest(self, mask: TypeMask) -> str:
        found = self._digests.get(mask)
        if found is None:
            found = self._digests[mask] = digest(mask)
        return found

    def __len__(self) -> int:
        return len(self._shapes)
