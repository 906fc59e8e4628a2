"""The policy set: everything that operators decided, compiled, frozen, and cheap to ask."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from access.bindings import Binder
from access.decision import Decision
from access.explaining import Here, explain_action, explain_section
from access.field_explaining import explain_field
from access.in_force import InForce
from access.interning import Interned
from access.layering import Layers
from access.looking_back import look_back
from access.mask import Code, Mask
from access.masking import MaskMaker
from access.periods import stretches_between
from access.projection import Projection
from access.proving.promise import Promise
from access.record_decisions import decide_record
from access.rehearsing import rehearse
from access.rules import Setting
from access.shape import GraphShape
from access.tree import Location, Tree
from access.viewer import Viewer
from documents.steps import in_steps

MOST_MASKS = 2048
"""Masks kept for one portal; there are as many as viewer states, seldom more than a few dozen."""

MOST_VIEWERS = 16_384
"""Viewers whose masks are remembered, as many as facts; who asked a moment ago may ask again."""

_INTERNED = Interned()
"""Shared by all sets of the process, so that plans outlive each edit that leaves masks alone."""


class PolicySet:
    """Compiled policies. Nothing about them changes; answers are kept by all they depend on."""

    def __init__(
        self,
        layers: Layers,
        shape: GraphShape,
        hash: str,  # noqa: A002
        promises: tuple[Promise, ...] = (),
    ) -> None:
        self.hash = hash[:32]
        self.tree: Tree = layers.tree
        self.promises = promises
        self._layers = layers
        self._shape = shape
        self._binder = Binder(self.tree, layers.rules.staff.roles)
        self._stretches = {
            root: stretches_between(layers.days_in(root)) for root in self.tree.roots
        }
        self._in_force: dict[tuple[str, int], InForce] = {}
        self._masks: dict[tuple[Viewer, InForce], Mask] = {}
        self._rehearsed: dict[tuple[Mask, Mask, Mask | None], Mask] = {}

    @property
    def layers(self) -> Layers:
        """The network's rules and all changes, for whoever explains or compares them."""
        return self._layers

    @property
    def shape(self) -> GraphShape:
        """The graph that the policies were compiled for."""
        return self._shape

    # ------------------------------------------------------------ which portal

    def portal_at(self, host: str | None) -> Location | None:
        """Return the location whose portal answers at *host*, which may have a port behind it."""
        if host is None:
            return None
        name = host.strip().lower().rstrip(".")
        bare = name.rpartition(":")[0] if name.rpartition(":")[2].isdigit() else name
        return self.tree.by_host.get(name) or self.tree.by_host.get(bare.rstrip("."))

    def rules_at(self, portal: str, now: dt.datetime) -> InForce:
        """Return the rules in force at *portal*; dates are local ones there.

        Raises:
            KeyError: *portal* is not a location.
        """
        location = self.tree.locations[portal]
        if now.tzinfo is None:
            raise ValueError("a moment without a time zone")
        stretches = self._stretches[location.root]
        stretch = bisect_right(stretches, location.day(now)) - 1
        known = self._in_force.get((portal, stretch))
        if known is None:
            known = self._layers.in_force(portal, stretches[stretch])
            self._in_force[portal, stretch] = known
        return known

    def next_change(self, portal: str, now: dt.datetime) -> dt.datetime | None:
        """Return the moment after *now* at which dated changes next begin or end at *portal*."""
        location = self.tree.locations[portal]
        stretches = self._stretches[location.root]
        following = bisect_right(stretches, location.day(now))
        return location.start_of(stretches[following]) if following < len(stretches) else None

    def switches(self, portal: str, now: dt.datetime) -> Mapping[str, Setting]:
        """Return all switches as they are set at *portal*."""
        return self.rules_at(portal, now).switches

    # ------------------------------------------------------------ what is seen

    def mask(self, viewer: Viewer, portal: str, now: dt.datetime) -> Mask:
        """Return what *viewer* may see at *portal*; the same object for every viewer alike."""
        rules = self.rules_at(portal, now)
        known = self._masks.get((viewer, rules))
        if known is None:
            known = self._mask(rules, rules.project(viewer))
            if len(self._masks) >= MOST_VIEWERS:
                self._masks.clear()
            self._masks[viewer, rules] = known
        return known

    def _mask(self, rules: InForce, who: Projection) -> Mask:
        known = rules.masks.get(who)
        if known is None:
            if len(rules.masks) >= MOST_MASKS:
                rules.masks.clear()
            known = MaskMaker(self._shape, rules, who, _INTERNED).make()
            rules.masks[who] = known
        return known

    def asked(self) -> list[tuple[Viewer, str]]:
        """Return who asked at which portal, the latest last; safe while others ask."""
        return [(viewer, rules.portal.id) for viewer, rules in list(self._masks)]

    def foresee(self, asked: Iterable[tuple[Viewer, str]], now: dt.datetime) -> None:
        """Find out what these viewers see at these portals, so that they need not wait for it."""
        for viewer, portal in in_steps(asked):
            if portal in self.tree:
                self.bindings(self.mask(viewer, portal, now), viewer)

    def bindings(self, mask: Mask, viewer: Viewer) -> Mapping[str, Any]:
        """Return the values of the plan's parameters that are the viewer's or the portal's."""
        return self._binder.bind(mask, viewer)

    def rehearsed(
        self, mask: Mask, previewer: Viewer, now: dt.datetime, *, today: Mask | None = None
    ) -> Mask:
        """Return what of *mask* is shown to *previewer*, who rehearses its viewer at *now*.

        The mask may be one of another moment; what the previewer may see is said by *now*. It may
        be one of another set, too: then *today* is that of the same viewer by this one.
        """
        theirs = self.mask(previewer, mask.portal, now)
        known = self._rehearsed.get((mask, theirs, today))
        if known is None:
            if len(self._rehearsed) >= MOST_MASKS:
                self._rehearsed.clear()
            known = (
                rehearse(mask, theirs, _INTERNED) if today is None
                else look_back(mask, today, theirs, _INTERNED)
            )
            self._rehearsed[mask, theirs, today] = known
        return known

    def previewer_bindings(self, mask: Mask, previewer: Viewer) -> dict[str, Any]:
        """Return what plans of a rehearsal take besides the viewer's bindings: where the previewer
        holds what and, for a mask of the past, what the portal shows today.
        """
        return self._binder.bind_previewer(mask, previewer)

    # ------------------------------------------------------------ decisions

    def section(self, name: str, viewer: Viewer, portal: str, now: dt.datetime) -> Decision:
        """Decide whether a section, and the portal around it, is open to *viewer*."""
        rules = self.rules_at(portal, now)
        return explain_section(name, rules, rules.project(viewer))

    def decide(self, action: str, viewer: Viewer, portal: str, now: dt.datetime) -> Decision:
        """Decide whether *viewer* may do *action*; one that no file lists is nobody's."""
        rules = self.rules_at(portal, now)
        if action not in rules.actions:
            reason = f"no file lists `{action}`: nobody may do it"
            place = self._layers.rules.actions_place
            return Decision(False, Code.NOT_ALLOWED, reason, place)
        here = Here.of(viewer, rules.permissions_here(viewer))
        return explain_action(action, rules, rules.project(viewer), here)

    def record(
        self,
        type_name: str,
        level: str | None,
        plans: Collection[int],
        viewer: Viewer,
        portal: str,
        now: dt.datetime,
    ) -> Decision:
        """Decide whether a record's own *level* and *plans* (ids) admit *viewer*.

        For types with `restricted: lock`, whose records are shown to all and whose actions are not.
        """
        rules = self.rules_at(portal, now)
        return decide_record(type_name, level, plans, viewer, rules)

    def explain_field(
        self, type_name: str, field: str, viewer: Viewer, portal: str, now: dt.datetime
    ) -> Decision:
        """Decide whether some record shows the field to *viewer*, and by which line.

        Raises:
            KeyError: policy decides about no such type or field.
        """
        shape = self._shape.types[type_name]
        if field not in shape.listable:
            raise KeyError(f"{type_name}.{field}")
        rules = self.rules_at(portal, now)
        mask = self.mask(viewer, portal, now)
        return explain_field(shape, field, rules, rules.project(viewer), mask)
