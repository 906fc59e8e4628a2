"""Plans: one operation under one mask, made once and kept as long as it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import sqlalchemy as sa

from planning.build import Build
from planning.costs import Cost, cost_of
from planning.problems import FieldError
from planning.roots import Root
from planning.running import Run
from planning.turns import Turns
from store.compiled import Statement, compile_statement
from store.databases import Reader


@dataclass(frozen=True, slots=True)
class Step:
    """One root field: its statement, if it needs one, and what makes its value of the rows.

    What is made `aside` would hold up the event loop.
    """

    key: str
    statement: Statement | None
    assemble: Callable[[Run, Any], Any]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is the same whenever this operation is asked under this mask.

    `refused` are the fields and types that policy refuses, each with its code; once each. `rows`
    are the types whose rows decide what a stranger is answered, besides the rules; None where the
    clock or the viewer may. `cost` is what it may touch, and one for each root field.
    `statements` is how many answer it.
    """

    steps: tuple[Step, ...]
    access: tuple[dict[str, Any], ...]
    errors: tuple[FieldError, ...]
    cost: Cost
    refused: tuple[tuple[str, str], ...] = ()
    rows: frozenset[str] | None = None
    statements: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the statements that answer the operation."""
        statements = sum(step.statement is not None for step in self.steps)
        object.__setattr__(self, "statements", statements)

    @property
    def size(self) -> int:
        """About how many bytes it takes: its SQL, and the functions made for it."""
        texts = (step.statement.text for step in self.steps if step.statement is not None)
        return 4_000 + 8 * sum(map(len, texts))


async def carry_out(
    plan: Plan, run: Run, reader: Reader, turns: Turns | None = None
) -> dict[str, Any]:
    """Return the data of an operation, with the rows of all of its statements by *reader*.

    What takes long takes its *turns*, where there are any. Raises Busy.
    """
    data: dict[str, Any] = {}
    for step in plan.steps:
        rows: Any = None
        if step.aside and turns is not None:
            data[step.key] = await turns.take(partial(step.assemble, run, None))
            continue
        if step.statement is not None:
            rows = await reader.fetch(step.statement.text, step.statement.values(run.values))
        data[step.key] = step.assemble(run, rows)
    return data


def finish(
    build: Build, roots: list[Root], dialect: sa.Dialect, settled: Mapping[str, Any]
) -> Plan:
    """Compile what was built: statements for the dialect, functions for Python.

    *settled* are the parameters whose values are the same whoever asks.
    """
    build.module.load()
    steps = []
    for root in roots:
        statement = None if root.select is None else compile_statement(root.select, dialect)
        assemble = build.module[root.assemble] if isinstance(root.assemble, str) else root.assemble
        steps.append(Step(root.key, statement, assemble, root.aside))
    access = tuple(denial.to_json() for denial in build.denials)
    refused = tuple(sorted(set(_refused(build))))
    rows = frozenset(build.rows) if build.lasting else None
    cost = cost_of(1, len(steps), build.costs).known(settled)
    return Plan(tuple(steps), access, tuple(build.errors), cost, refused, rows)


def _refused(build: Build) -> Iterator[tuple[str, str]]:
    for denial in build.denials:
        yield denial.subject, denial.code.value
    for error in build.errors:
        if error.subject is not None:
            yield error.subject, error.code
