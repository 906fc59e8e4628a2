"""Masks over the whole graph: drawn by chance, and those of the demo's own policies."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from access.described import kinds_of_viewer
from access.mask import Cell, Code, Mask, MaskShape, RowRules, ScopeShape, TypeMask
from access.policy_set import PolicySet
from access.viewer import Viewer
from gateway.policies.loading import load_policies
from planning.askers import Asker
from planning.entities import Entity
from resolvers.catalogue import CATALOGUE
from schema.shape import graph_shape

HOUSE = Path(__file__).parent.parent.parent
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
HERE = "berlin-mitte"
REFUSED = Cell(code=Code.MEMBERS_ONLY)
NOWHERE: frozenset[str] = frozenset()
SWITCHES = {"introspection": "masked", "directory.includes": "published-all"}


def drawn(seed: int) -> MaskShape:
    """Return a mask in which chance decided about each type and each of its fields."""
    dice = random.Random(seed)
    closed = dice.choice([0.0, 0.2, 0.6])
    shown = dice.choice([0.1, 0.5, 0.9])
    types = {
        name: _type(dice, name, 0.0 if dice.random() < closed else shown)
        for name in CATALOGUE.types
    }
    return MaskShape(types, SWITCHES)


def _type(dice: random.Random, name: str, shown: float) -> TypeMask:
    fields = sorted(graph_shape().types[name].listable)
    cells = {field: _cell(dice, name) if dice.random() < shown else REFUSED for field in fields}
    allowed = [frozenset(f for f in cells if dice.random() < 0.8) for _ in range(2)]
    rows = RowRules(ScopeShape.ONE, None, None)
    return TypeMask(cells, rows, 0, "events", Code.MEMBERS_ONLY, *allowed)


def _cell(dice: random.Random, name: str) -> Cell:
    entity = CATALOGUE.entities.get(name)
    own = isinstance(entity, Entity) and entity.owner is not None and dice.random() < 0.3
    staff = frozenset({"desk.read"} if dice.random() < 0.3 else ())
    return Cell(portal=dice.random() < 0.7, own=own, permissions=staff) or Cell(portal=True)


def of_the_demo() -> Iterator[tuple[str, MaskShape]]:
    """Yield the different masks that kinds of viewers have at the portals of the demo."""
    loaded = load_policies(HOUSE, graph_shape())
    assert loaded.current is not None, loaded.problems
    policies = loaded.current.policies
    seen: set[int] = set()
    for portal in sorted(policies.tree):
        viewers = [(kind.words, kind.viewer) for kind in kinds_of_viewer(policies, portal)]
        network = policies.tree.root(portal)
        viewers += [
            (role, Viewer(network, None, staff=frozenset({(role, network)})))
            for role in policies.layers.rules.staff.roles
        ]
        for words, viewer in viewers:
            shape = policies.mask(viewer, portal, NOW).shape
            if id(shape) not in seen:
                seen.add(id(shape))
                yield f"{words} at {portal}", shape


class OneMask:
    """What the planner asks of a policy set, answered from one mask."""

    def __init__(self, shape: MaskShape) -> None:
        here = dict.fromkeys(shape.types, frozenset({HERE}))
        self._mask = Mask(shape, HERE, here, dict.fromkeys(shape.types, (NOWHERE,)), {}, "one")
        self.tree = _Tree({HERE})

    def mask(self, *_: Any) -> Mask:
        """The one mask."""
        return self._mask

    def bindings(self, *_: Any) -> dict[str, Any]:
        """Nothing is run, so nothing is bound."""
        return {}

    decide = record = bindings


class _Place:
    """A place with clocks."""

    timezone = ZoneInfo("UTC")


class _Tree(frozenset[str]):
    """A tree of one place."""

    def __getitem__(self, _place: str) -> _Place:
        return _Place()

    def root(self, _place: str) -> str:
        """The place itself."""
        return HERE

    def network(self, _place: str) -> frozenset[str]:
        """Nothing but it."""
        return frozenset({HERE})

    def chain(self, place: str) -> tuple[str, ...]:
        """Nothing above it."""
        return (place,)


def asker(shape: MaskShape) -> Asker:
    """Return somebody who has this mask."""
    return Asker(cast(PolicySet, OneMask(shape)), Viewer("harbour", 1), HERE, NOW)
