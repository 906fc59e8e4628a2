"""The plan of each operation under each mask: made when it is first asked for, then kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import sqlalchemy as sa
from graphql import OperationType

from planning import introspection
from planning.build import Build
from planning.cache import Cache
from planning.following import followed_roots
from planning.limits import Limits
from planning.operations import rejected
from planning.plans import Plan, finish
from planning.problems import TOO_COMPLEX, TooComplex
from planning.requests import Request
from planning.roots import Root, root


class Planner:
    """Plans for one kind of database. As many as *limits* say are kept, in half of all room."""

    def __init__(self, dialect: sa.Dialect, limits: Limits) -> None:
        self._dialect = dialect
        self.plans: Cache[Hashable, Plan] = Cache(limits.plans, limits.cache_bytes // 2)

    def plan(self, request: Request) -> Plan:
        """Return the plan of a query, or of one event. Raises Rejected where there can be none."""
        return self.plan_of(request.key, request, _roots)

    def plan_of(
        self, key: Hashable, request: Request, roots: Callable[[Build], list[Root]]
    ) -> Plan:
        """Return the plan of what *roots* make of the request, which *key* stands for.

        Raises:
            Rejected: It joins or selects more than one statement can carry.
        """
        found = self.plans.get(key)
        if found is not None:
            return found
        build = request.build()
        try:
            plan = finish(build, roots(build), self._dialect, request.settled)
        except TooComplex:
            message = "The operation joins or selects more than one statement can carry."
            raise rejected(TOO_COMPLEX, message) from None
        return self.plans.put(key, plan, plan.size + request.size)


def _roots(build: Build) -> list[Root]:
    if build.definition.operation is OperationType.SUBSCRIPTION:
        return followed_roots(build)
    roots = []
    for asked in build.selections.of(build.object_type("Query"), [build.selection_set]):
        if asked.name.startswith("__"):
            roots.append(introspection.root(build, asked))
        else:
            roots.append(root(build, build.catalogue.query[asked.name], asked))
    return roots
