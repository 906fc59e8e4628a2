"""The oracle's whole answer to one operation, and where the planner's differs from it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, execute, parse
from graphql.execution.values import get_variable_values

from planning.catalogue import Catalogue
from tests.oracle.asking import Asking
from tests.oracle.people import Rows
from tests.oracle.visit import Visit
from tests.oracle.walk import Walk


@dataclass(frozen=True)
class Naive:
    """What the oracle answers."""

    data: Any
    errors: frozenset[tuple[tuple[str, ...], str]]
    access: frozenset[tuple[tuple[str, ...], str | None, str]]
    asking: Asking


def naive_answer(
    schema: GraphQLSchema,
    catalogue: Catalogue,
    visit: Visit,
    rows: Rows,
    text: str,
    variables: Mapping[str, Any],
    count_bound: int,
) -> Naive:
    """Answer an operation field by field."""
    document = _parsed(text)
    definition = next(
        each for each in document.definitions if isinstance(each, OperationDefinitionNode)
    )
    fragments: Any = {
        each.name.value: each for each in document.definitions if each is not definition  # type: ignore[attr-defined]
    }
    coerced: Any = get_variable_values(
        schema, definition.variable_definitions or (), dict(variables)
    )
    assert not isinstance(coerced, list), coerced
    walk = Walk(schema, catalogue, visit, fragments, coerced)
    walk.operation(definition)
    asking = Asking(visit, rows, catalogue, count_bound)
    result: Any = execute(schema, document, context_value=asking, variable_values=dict(variables))
    assert not result.errors, result.errors[0].original_error or result.errors[0]
    silent = visit.switch("denials") == "silent"
    return Naive(
        plain(result.data),
        frozenset(walk.errors),
        frozenset() if silent else frozenset(walk.refusals),
        asking,
    )


_parsed = functools.lru_cache(maxsize=64)(parse)


def plain(value: Any) -> Any:
    """Return a value as it looks once it went over the wire."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


@dataclass(frozen=True)
class Difference:
    """One place where the two answers differ."""

    path: tuple[Any, ...]
    planner: Any
    oracle: Any

    def __str__(self) -> str:
        where = ".".join(str(step) for step in self.path)
        return f"{where}\n  planner: {self.planner!r}\n  oracle:  {self.oracle!r}"


class Cursors:
    """Pairs the planner's cursors with the oracle's: one each, and always the same."""

    def __init__(self) -> None:
        self.of_oracle: dict[str, str] = {}
        self.of_planner: dict[str, str] = {}

    def agree(self, planner: Any, oracle: str) -> bool:
        """Whether the two may stand for each other."""
        if not isinstance(planner, str):
            return False
        return (
            self.of_oracle.setdefault(oracle, planner) == planner
            and self.of_planner.setdefault(planner, oracle) == oracle
        )


def differences(planner: Mapping[str, Any], naive: Naive, cursors: Cursors) -> list[Difference]:
    """Compare a whole answer: data, errors with their codes and paths, refusals."""
    found = list(_compare(planner.get("data"), naive.data, (), cursors))
    errors = {
        (tuple(error.get("path", ())), error["extensions"]["code"])
        for error in planner.get("errors", ())
    }
    if errors != naive.errors:
        found.append(Difference(
            ("errors",), sorted(errors - naive.errors), sorted(naive.errors - errors)
        ))
    access = {
        (tuple(entry["path"]), entry["section"], entry["code"])
        for entry in planner.get("extensions", {}).get("access", ())
    }
    if access != naive.access:
        found.append(Difference(
            ("extensions", "access"),
            sorted(access - naive.access, key=str), sorted(naive.access - access, key=str),
        ))
    return found


def _compare(
    planner: Any, oracle: Any, path: tuple[Any, ...], cursors: Cursors
) -> Iterator[Difference]:
    if isinstance(oracle, dict) and isinstance(planner, dict):
        if list(oracle) != list(planner):
            yield Difference((*path, "(keys)"), list(planner), list(oracle))
        for key in oracle:
            if key in planner:
                yield from _compare(planner[key], oracle[key], (*path, key), cursors)
    elif isinstance(oracle, list) and isinstance(planner, list):
        if len(oracle) != len(planner):
            here, there = ([each for each in one if each not in other]
                           for one, other in ((planner, oracle), (oracle, planner)))
            yield Difference((*path, f"({len(planner)} and {len(oracle)})"), here, there)
            return
        for index, (one, other) in enumerate(zip(planner, oracle, strict=True)):
            yield from _compare(one, other, (*path, index), cursors)
    elif isinstance(oracle, str) and oracle.startswith("cursor:"):
        if not cursors.agree(planner, oracle):
            yield Difference(path, planner, oracle)
    elif type(planner) is not type(oracle) or planner != oracle:
        yield Difference(path, planner, oracle)
