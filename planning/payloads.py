"""Payloads of mutations: their records are read like a query's, under the mask of afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from graphql import GraphQLObjectType, get_named_type

from planning import projections
from planning.build import Build
from planning.mutations import Mutation, Outcome
from planning.roots import Root, nothing, single
from planning.running import Run
from planning.selections import Selected


def outcome_values(mutation: Mutation, outcome: Outcome) -> dict[str, Any]:
    """Return the values that a payload's plan takes from the work's outcome."""
    records = {f"record_{name}": outcome.records.get(name) for name in mutation.records}
    return {"outcome": outcome.values, **records}


def payload(build: Build, mutation: Mutation, asked: Selected) -> list[Root]:
    """Return the plan of each field of a mutation's payload."""
    named = build.result_type("Mutation", asked.name)
    roots = []
    for each in build.selections.of(named, asked.below):
        if each.name == "__typename":
            roots.append(Root(each.key, None, _constant(named.name)))
        elif each.name in mutation.records:
            roots.append(_record(build, mutation, asked, each))
        else:
            roots.append(Root(each.key, None, _plain(build, named, each)))
    return roots


def _record(build: Build, mutation: Mutation, asked: Selected, part: Selected) -> Root:
    path = (asked.key, part.key)
    target = mutation.records[part.name]
    if build.closed(target, path):
        return nothing(part.key)
    key = sa.bindparam(f"record_{part.name}", type_=sa.BigInteger())
    return single(
        build, build.entity(target), part, lambda level: level.row.c.id == key, path
    )


def _plain(build: Build, named: GraphQLObjectType, part: Selected) -> Callable[[Run, Any], Any]:
    below, name = get_named_type(named.fields[part.name].type), part.name
    if not isinstance(below, GraphQLObjectType):
        return lambda run, rows: run.values["outcome"].get(name)
    project = projections.projection(build, below, part.below)
    return lambda run, rows: project(run.values["outcome"].get(name))


def _constant(value: str) -> Callable[[Run, Any], Any]:
    return lambda run, rows: value
