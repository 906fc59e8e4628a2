"""Records that are locations: read from the tree in memory, under the same masks as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLObjectType

from access import parameters
from access.mask import Cell, Mask, Shared
from planning import projections
from planning.build import Build, Path
from planning.entities import PlaceOf
from planning.grants import Grants, cell_grants, row_grants
from planning.ids import global_id
from planning.running import Run, once
from planning.selections import Selected

Show = Callable[[Run, str | None], Any]


def place(build: Build, type_name: str, selected: Sequence[Selected], path: Path) -> Show:
    """Return the function that shows one location as a record of *type_name*, or None."""
    rows = row_grants(build.mask.types[type_name])
    parts = [(each.key, *_part(build, type_name, each, (*path, each.key))) for each in selected]

    def show(run: Run, location: str | None) -> Any:
        if location is None or location not in run.tree:
            return None
        if not holds(rows, run, type_name, location):
            return None
        return {
            key: value(run, location)
            if grants is None or holds(grants, run, type_name, location) else None
            for key, grants, value in parts
        }

    return show


def holds(grants: Grants, run: Run, type_name: str, location: str) -> bool:
    """Whether one of *grants* holds for a location: the same question as `Rules.holds` in SQL."""
    if grants.portal is not None and _shown_at(run.mask, type_name, grants.portal, location):
        today = run.mask.today
        if today is None or _shown_at(today, type_name, 0, location):
            return True
    return any(
        location in run.values[parameters.staff_parameter(permission)]
        for permission in grants.permissions
    ) or any(
        _personal(run, type_name, pair, location)
        and location in run.values[parameters.previewer_parameter(pair.permission)]
        for pair in grants.shared
    )


def _shown_at(mask: Mask, type_name: str, hidden: int, location: str) -> bool:
    """Whether the portal grant of *mask* holds for a location."""
    return (
        location in mask.locations[type_name] and location not in mask.hidden[type_name][hidden]
    )


def _personal(run: Run, type_name: str, pair: Shared, location: str) -> bool:
    """Whether the reason of whoever is rehearsed holds for a location; nobody owns one."""
    if pair.grant == "portal":
        return _shown_at(run.mask, type_name, int(pair.name), location)
    return pair.grant == "staff" and location in run.values[parameters.staff_parameter(pair.name)]


def shown_places(run: Run, type_name: str) -> list[str]:
    """Return the locations of the network that show at all as records of *type_name*."""
    rows = row_grants(run.mask.shape.types[type_name])
    network = run.tree.network(run.tree.root(run.portal))
    return [location for location in sorted(network) if holds(rows, run, type_name, location)]


def shown_parameter(type_name: str) -> str:
    """Name the parameter that takes `shown_places`."""
    return f"shown__{type_name}"


def _part(
    build: Build, type_name: str, asked: Selected, path: Path
) -> tuple[Grants | None, Callable[[Run, str], Any]]:
    if asked.name == "__typename":
        return None, lambda run, location: type_name
    if asked.name == "id":
        return None, lambda run, location: global_id(type_name, location)
    type_mask = build.mask.types[type_name]
    cell = type_mask.cells.get(asked.name, Cell())
    if not cell:
        build.deny(path, f"{type_name}.{asked.name}", type_mask, cell.code)
        return None, lambda run, location: None
    return cell_grants(cell), _value(build, type_name, asked, path)


def _value(
    build: Build, type_name: str, asked: Selected, path: Path
) -> Callable[[Run, str], Any]:
    field = build.tree_entity(type_name).fields[asked.name]
    if isinstance(field, PlaceOf):
        if build.closed(field.target, path):
            return lambda run, location: None
        selected = build.selections.of(build.object_type(field.target), asked.below)
        show, find = place(build, field.target, selected, path), field.place
        return lambda run, location: _others(run, show, find(run.tree, location))
    named = build.result_type(type_name, asked.name)
    if not isinstance(named, GraphQLObjectType):
        return field
    project = projections.projection(build, named, asked.below)
    return lambda run, location: project(field(run, location))


def _others(run: Run, show: Show, found: str | list[str] | None) -> Any:
    known = once(run, show)
    if found is None or isinstance(found, str):
        return known[found]
    shown = (known[each] for each in found)
    return [each for each in shown if each is not None]
