"""Fields that Python works out: of columns of their row, of rows beside it, of arguments."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from planning import code, projections
from planning.asking import ArgumentsShape
from planning.cell import AskedCell
from planning.costs import cost_of, of_list
from planning.fields import Argument, Collection, Computed, Query
from planning.nested import nested_rows, ordering
from planning.rows import Rows
from store.sql import NETWORK


def computed(cell: AskedCell, field: Computed) -> code.Code:
    """Return the call that works the field out, where the cell is visible."""
    build = cell.build
    build.lasting = False
    prefix, shape = _arguments(cell)
    if shape.complaint is not None:
        build.complain(cell.path, shape.complaint)
        return code.constant(None)
    compute = build.module.keep(_with_arguments(field.compute, prefix, shape.names))
    value = _value(cell, field, compute, prefix)
    named = cell.object_type
    if named is not None:
        project = projections.projection(build, named, cell.asked.below)
        value = code.call(build.module.keep(project), value)
    shown = cell.shown()
    return value if shown is None else code.where(shown, value)


def _value(cell: AskedCell, field: Computed, compute: str, prefix: str) -> code.Code:
    """Work it out for the row: of one text and nothing else, once a request for equal texts."""
    if len(field.needs) == 1 and not field.collections:
        (name,) = field.needs
        if isinstance(cell.row.c[name].type, sa.String):
            return code.item(cell.build.module.once(compute), code.name(cell.add(name)))
    return code.call(
        compute,
        code.name("run"),
        *(cell.as_python(cell.row.c[name].type, cell.add(name)) for name in field.needs),
        *(_beside(cell, each, prefix) for each in field.collections),
    )


def _arguments(cell: AskedCell) -> tuple[str, ArgumentsShape]:
    parent = cell.build.object_type(cell.entity.name)
    if not parent.fields[cell.asked.name].args:
        return "", ArgumentsShape(())
    prefix, asked = cell.build.asked(cell.asked)
    assert isinstance(asked.shape, ArgumentsShape)
    return prefix, asked.shape


def _with_arguments(
    compute: Callable[..., Any], prefix: str, names: Sequence[str]
) -> Callable[..., Any]:
    """Return *compute* with the request's arguments given as keywords."""
    if not names:
        return compute
    return lambda run, *values: compute(
        run, *values, **{name: run.values[f"{prefix}_{name}"] for name in names}
    )


def _beside(cell: AskedCell, read: Collection | Query, prefix: str) -> code.Code:
    """Return the rows that the computation reads, as tuples of Python values."""

    def given(name: str, kind: Any) -> sa.BindParameter[Any]:
        return sa.bindparam(f"{prefix}_{name}", type_=kind)

    if isinstance(read, Query):
        return _queried(cell, read, given)
    return _collection(cell, read, given)


def _queried(cell: AskedCell, query: Query, given: Argument) -> code.Code:
    number = cell.build.fresh("queried")
    rows = query.rows(cell.row, given, cell.guard)
    names = [f"{number}_{position}" for position, _ in enumerate(rows.columns)]
    taken = [
        cell.as_python(column.type, name) for column, name in zip(rows.columns, names, strict=True)
    ]
    cell.level.below.append(cost_of(of_list(query.limit), len(names)))
    variable = cell.level.add((cell.row.name, "()", cell.path, number), rows)
    source = nested_rows(cell.build, cell.level, variable)
    pattern = ast.Tuple([ast.Name(name, ast.Store()) for name in names], ast.Store())
    return code.listing(ast.Tuple(taken, ast.Load()), pattern, source)


def _collection(cell: AskedCell, collection: Collection, given: Argument) -> code.Code:
    inner = cell.build.level_of(collection.table)
    taken = [
        cell.as_python(inner.row.c[name].type, inner.add(name, inner.row.c[name]))
        for name in collection.columns
    ]
    inner.conditions += [
        inner.row.c.network_id == NETWORK,
        collection.condition(cell.row, inner.row, given),
    ]
    if cell.guard is not None:
        inner.conditions.append(cell.guard)
    order = [ordering(inner.row, name) for name in collection.order]
    select = inner.select().order_by(*order).limit(sa.literal_column(str(collection.limit)))
    cell.level.below.append(inner.cost(of_list(collection.limit)))
    rows = Rows(select.correlate(cell.row), inner.columns)
    variable = cell.level.add((cell.row.name, "()", cell.path, inner.number), rows)
    source = nested_rows(cell.build, cell.level, variable)
    return code.listing(ast.Tuple(taken, ast.Load()), inner.pattern, source)
