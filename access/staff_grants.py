"""What staff hold, and where: permissions given by roles at locations, and below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from access.projection import NONE
from access.tree import Tree
from access.viewer import Viewer


def holdings(
    viewer: Viewer, roles: Mapping[str, frozenset[str]], tree: Tree
) -> Iterator[tuple[frozenset[str], str]]:
    """Yield permissions and the location at which, and below which, *viewer* holds them.

    Of two grants, one of the sign-in and one of now, they hold what both give, where both do.
    """
    for role, location in viewer.staff:
        yield roles.get(role, NONE), location
    for (before, there), (now, here) in viewer.regranted:
        common = roles.get(before, NONE) & roles.get(now, NONE)
        if common and there in tree and here in tree:
            if there in tree.chain(here):
                yield common, here
            elif here in tree.chain(there):
                yield common, there
