"""Subscriptions: what an operation follows, and one record of it shown as a query would show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from graphql import GraphQLObjectType

from access.mask import Cell, Code
from planning import projections
from planning.asking import KeysShape
from planning.build import Build
from planning.grants import cell_grants
from planning.graph import Graph
from planning.levels import Level
from planning.operations import rejected
from planning.places import holds
from planning.plans import Plan
from planning.requests import Prepared, Request
from planning.root_fields import FOLLOWED, Followed, FollowedAccess, FollowedField
from planning.roots import Root, nothing, single
from planning.running import Run
from planning.selections import Selected
from store.sql import VIEWER

HAPPENED = "happened"
"""The parameter that takes the id of the record to which something happened."""

OVER = {
    "FEATURE_OFF": "This is not offered here.",
    "LOGIN_REQUIRED": "Please sign in to follow this.",
    "CONTRACT_FROZEN": "This can be followed once the contract runs again.",
    "MEMBERS_ONLY": "This is followed by members.",
    "CONTACTS_ONLY": "This is followed by customers without a contract.",
    "CUSTOMER_SUSPENDED": "This can be followed once the suspension is over.",
    "NOT_ALLOWED": "This cannot be followed.",
}
"""What a developer reads who follows what may not be followed, or not any more, by its code."""


@dataclass(frozen=True, slots=True)
class Following:
    """What one operation of one viewer follows.

    `target` is a type of records, or None where it is the viewer's own access. With *resource*,
    only what is about that resource; with *own*, only what belongs to the viewer.
    """

    name: str
    key: str
    target: str | None
    resource: int | None = None
    own: bool = False


def following(graph: Graph, prepared: Prepared, request: Request) -> Following:
    """Return what an operation follows. Raises Rejected where that is nothing at all."""
    asked = _only(graph, prepared)
    field = graph.catalogue.followed[asked.name]
    if isinstance(field, FollowedAccess):
        return Following(asked.name, asked.key, None)
    if field.resource is None:
        return Following(asked.name, asked.key, field.target)
    _, ask = request.asked(asked)
    resource: int | None = ask.values.get("key")
    return Following(
        asked.name, asked.key, field.target, resource, own=field.own and resource is None
    )


def _only(graph: Graph, prepared: Prepared) -> Selected:
    """Return the one field of a subscription; validation leaves none where it is skipped."""
    root = graph.schema.subscription_type
    assert root is not None, "validation refuses subscriptions where there are none"
    selections = prepared.selections(graph.schema)
    found = selections.of(root, [prepared.operation.definition.selection_set])
    for asked in found:
        if asked.name in graph.catalogue.followed:
            return asked
    raise rejected("GRAPHQL_VALIDATION_FAILED", "A subscription follows one field.")


def followed_roots(build: Build) -> list[Root]:
    """Return the plan of one event: the record that something happened to, if it is visible."""
    fields = build.catalogue.followed
    selected = build.selections.of(build.object_type(FOLLOWED), [build.selection_set])
    return [_followed(build, fields[asked.name], asked) for asked in selected]


def _followed(build: Build, field: FollowedField, asked: Selected) -> Root:
    path = (asked.key,)
    type_mask = build.mask.types[FOLLOWED]
    cell = type_mask.cells.get(asked.name, Cell())
    if not cell:
        build.deny(path, f"{FOLLOWED}.{asked.name}", type_mask, cell.code)
        return nothing(asked.key)
    if isinstance(field, FollowedAccess):
        return _access(build, field, asked)
    if build.closed(field.target, path):
        return nothing(asked.key)
    conditions = list(_conditions(build, field, asked))

    def happened(level: Level) -> Any:
        key = sa.bindparam(HAPPENED, type_=sa.BigInteger())
        return sa.and_(level.row.c.id == key, *(write(level) for write in conditions))

    return single(build, build.entity(field.target), asked, happened)


def _conditions(build: Build, field: Followed, asked: Selected) -> Iterator[Any]:
    """Yield what else a record must be to be followed, each for a level of the statement."""
    if field.resource is None:
        return
    prefix, ask = build.asked(asked)
    assert isinstance(ask.shape, KeysShape)
    if ask.shape.types:
        resource = sa.bindparam(f"{prefix}_key", type_=sa.BigInteger())
        yield lambda level: level.row.c[field.resource] == resource
    elif field.own:
        owner = build.entity(field.target).owner
        yield lambda level: level.row.c[owner] == VIEWER


def _access(build: Build, field: FollowedAccess, asked: Selected) -> Root:
    named = build.result_type(FOLLOWED, asked.name)
    assert isinstance(named, GraphQLObjectType), "what is followed is an object"
    project = projections.projection(build, named, asked.below)
    return Root(asked.key, None, lambda run, rows: project(field.compute(run)))


def over(plan: Plan, run: Run, what: Following, *, silent: bool) -> dict[str, Any] | None:
    """Return the error with which a stream ends, or does not begin; None while it may go on."""
    code, section = None, None
    for entry in plan.access:
        if entry["path"] == [what.key]:
            code, section = entry["code"], entry["section"]
    if code is None:
        cell = run.mask.shape.types[FOLLOWED].cells[what.name]
        if holds(cell_grants(cell), run, FOLLOWED, run.portal):
            return None
        code = Code.NOT_ALLOWED.value
    if silent:
        code, section = Code.NOT_ALLOWED.value, None
    message = OVER.get(code, OVER["NOT_ALLOWED"])
    return {
        "message": message, "path": [what.key],
        "extensions": {"code": code, "section": section},
    }
