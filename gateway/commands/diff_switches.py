"""Switches that an edit sets otherwise, named where they alone make a difference."""

from __future__ import annotations

from typing import TypeAlias

from access.chains import switch_chain
from access.lines import line_of
from access.sites import Site
from access.switches import BLOCKS_ALL, COUNTS_AS_MEMBER, MEMBER_SECTIONS, READABLE_SECTIONS
from access.viewer import Viewer

Decided: TypeAlias = tuple[str, str]
"""What decides, in words, and the line that says it; an empty one where none does."""


class Switches:
    """Which switch is set otherwise at a portal; looked up once for each, and for each state."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool, bool], tuple[Decided, Decided] | None] = {}

    def of(self, site: Site, viewer: Viewer) -> tuple[Decided, Decided] | None:
        """Return what the switch that is about somebody like *viewer* said and says, if one does.

        Sites are known by identity: they last as long as the comparison that is told.
        """
        frozen = any(held.frozen for held in viewer.contracts)
        key = (id(site), frozen, viewer.suspended)
        if key not in self._known:
            names = [COUNTS_AS_MEMBER, MEMBER_SECTIONS, BLOCKS_ALL] if frozen else []
            names += [READABLE_SECTIONS] if viewer.suspended else []
            told = (_set_otherwise(name, site) for name in names)
            self._known[key] = next((each for each in told if each is not None), None)
        return self._known[key]


def _set_otherwise(name: str, site: Site) -> tuple[Decided, Decided] | None:
    links = []
    for moment in (site.before, site.after):
        layers = moment.policies.layers
        day = layers.tree[site.portal].day(moment.now)
        links.append(switch_chain(layers, name, site.portal, day)[-1])
    if links[0].words == links[1].words:
        return None
    before, after = ((link.words, line_of(link.place)) for link in links)
    return before, after
