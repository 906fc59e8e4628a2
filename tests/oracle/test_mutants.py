"""The oracle notices: each deliberately broken planner is caught within a few hundred cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import sqlalchemy as sa

from access.policy_set import PolicySet
from planning import (
    asking,
    cell,
    filters,
    levels,
    nodes,
    orders,
    pages,
    records,
    requests,
    row_rules,
)
from planning.cursors import Signer
from store.sql import NETWORK
from tests.oracle.answers import Cursors, Naive
from tests.oracle.cases import Bench, Case
from tests.oracle.conftest import KEPT
from tests.oracle.runs import Run

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Stage:
    """Cases whose right answers are known; only the planner is asked again."""

    bench: Bench
    cases: list[tuple[Case, Naive]] = field(repr=False)

    async def first_difference(self, every: int = 1) -> int | None:
        """Ask a planner that has kept nothing; return the first case where it differs.

        Where a parameter or a place is missing, nothing is answered: that would be too easy.
        """
        self.bench.engine = self.bench.new_engine()
        for number, (case, naive) in enumerate(self.cases[::every], start=1):
            try:
                planner = await self.bench.planned(case)
            except LookupError:
                continue
            if self.bench.compare(planner, case, Cursors(), naive).differences:
                return number
        return None


@pytest.fixture(name="stage", scope="session")
def _stage(on_sqlite: Run) -> Stage:
    """Some hundred cases on SQLite, in which the unbroken planner is right."""
    return Stage(on_sqlite.bench, on_sqlite.right)


# ---------------------------------------------------------------- the broken planners


def _unscoped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(row_rules, "in_scope", lambda *_: [])


def _any_audience(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(row_rules, "for_audience", lambda *_: [])


def _any_plan(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(row_rules, "for_plans", lambda *_, **__: sa.true())


def _frozen_plans(patch: pytest.MonkeyPatch) -> None:
    bindings = PolicySet.bindings

    def all_plans(self: PolicySet, mask: Any, viewer: Any) -> dict[str, Any]:
        held = [contract.plan_id for contract in viewer.contracts]
        return {**bindings(self, mask, viewer), "usable_plans": held}

    patch.setattr(PolicySet, "bindings", all_plans)


def _unpublished(patch: pytest.MonkeyPatch) -> None:
    portal = row_rules.Rules.portal

    def everything(self: Any, hidden: int, row: Any) -> Any:
        return portal(replace(self, entity=replace(self.entity, published=None)), hidden, row)

    patch.setattr(row_rules.Rules, "portal", everything)


def _parts_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(row_rules, "_of_visible", lambda *_: sa.true())


def _any_network(patch: pytest.MonkeyPatch) -> None:
    visible = row_rules.Rules.visible
    patch.setattr(row_rules.Rules, "visible", lambda self, row: visible(self, row)[1:])


def _swapped_mask(patch: pytest.MonkeyPatch) -> None:
    mask, kept = PolicySet.mask, {}

    def of_whoever_came_first(self: PolicySet, viewer: Any, portal: str, now: Any) -> Any:
        if viewer.is_staff:   # parameters of permissions would be missing: that would be too easy
            return mask(self, viewer, portal, now)
        key = (id(self), portal)
        if key not in kept:
            kept[key] = mask(self, viewer, portal, now)
        return kept[key]

    patch.setattr(PolicySet, "mask", of_whoever_came_first)


def _plan_of_another_mask(patch: pytest.MonkeyPatch) -> None:
    key: Any = requests.Request.key
    patch.setattr(
        requests.Request, "key",
        property(lambda self: (key.fget(self)[0], *key.fget(self)[2:])),
    )


def _unguarded_cell(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cell, "guarded", lambda guard, column: column)


def _unguarded_relation(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(records, "guard_of", lambda *_: None)


def _unpruned_column(patch: pytest.MonkeyPatch) -> None:
    allowed = row_rules.Rules.cell
    patch.setattr(row_rules.Rules, "cell", lambda self, name: allowed(self, name) or self.rows)


def _anybodys_own(patch: pytest.MonkeyPatch) -> None:
    reasons = row_rules.Rules._reasons

    def everyones(self: Any, given: Any, row: Any) -> Any:
        yield from reasons(self, replace(given, own=False), row)
        if given.own:
            yield row_rules.Reason([sa.true()])

    patch.setattr(row_rules.Rules, "_reasons", everyones)


def _any_team_role(patch: pytest.MonkeyPatch) -> None:
    bindings = PolicySet.bindings

    def all_teams(self: PolicySet, mask: Any, viewer: Any) -> dict[str, Any]:
        teams = [team for team, _ in viewer.teams]
        return {
            name: teams if name.startswith("teams_") else value
            for name, value in bindings(self, mask, viewer).items()
        }

    patch.setattr(PolicySet, "bindings", all_teams)


def _staff_everywhere(patch: pytest.MonkeyPatch) -> None:
    bindings = PolicySet.bindings

    def all_places(self: PolicySet, mask: Any, viewer: Any) -> dict[str, Any]:
        return {
            name: list(self.tree.locations) if name.startswith("staff__") else value
            for name, value in bindings(self, mask, viewer).items()
        }

    patch.setattr(PolicySet, "bindings", all_places)


def _nothing_hidden_everywhere(patch: pytest.MonkeyPatch) -> None:
    portal = row_rules.Rules.portal
    patch.setattr(row_rules.Rules, "portal", lambda self, hidden, row: portal(self, 0, row))


def _closed_since(patch: pytest.MonkeyPatch) -> None:
    rehearsed = PolicySet.rehearsed

    def by_then_alone(self: PolicySet, mask: Any, viewer: Any, now: Any, **_: Any) -> Any:
        return rehearsed(self, mask, viewer, now)

    patch.setattr(PolicySet, "rehearsed", by_then_alone)


def _filter_by_hidden(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(filters, "guarded", lambda guard, column: column)


def _filter_by_hidden_place(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(filters, "_shown", lambda *_: [])


def _search_in_hidden(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(nodes, "guarded", lambda guard, column: column)


def _sorted_by_hidden(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(orders, "may_sort", lambda rules, field: field in rules.entity.sort)


def _count_of_everything(patch: pytest.MonkeyPatch) -> None:
    count = pages.Page.count

    def everything(self: Any) -> Any:
        with pytest.MonkeyPatch.context() as within:
            rules = row_rules.Rules
            within.setattr(rules, "visible", lambda self, row: [row.c.network_id == NETWORK])
            return count(self)

    patch.setattr(pages.Page, "count", everything)


def _cursor_off_by_one(patch: pytest.MonkeyPatch) -> None:
    position = asking._position

    def one_before(*given: Any, **named: Any) -> Any:
        found = position(*given, **named)
        return None if found is None else replace(found, id=found.id - 1)

    patch.setattr(asking, "_position", one_before)


def _cursor_of_anybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(requests, "Signer", lambda secret, *_: Signer(secret))


def _join_of_anything(patch: pytest.MonkeyPatch) -> None:
    join = levels.Level.join

    def by_key_alone(self: Any, key: Any, row: Any, on: Any) -> None:
        pairs = [
            each for each in on.clauses
            if isinstance(getattr(each, "right", None), sa.Column | sa.sql.ColumnElement)
            and getattr(getattr(each, "right", None), "table", None) is not None
        ]
        join(self, key, row, sa.and_(row.c.network_id == NETWORK, *pairs))

    patch.setattr(levels.Level, "join", by_key_alone)


MUTANTS: dict[str, Patch] = {
    "the scope is dropped": _unscoped,
    "a record's audience is dropped": _any_audience,
    "the restriction to plans is dropped": _any_plan,
    "frozen contracts' plans are usable": _frozen_plans,
    "what is not published shows": _unpublished,
    "parts show without their whole": _parts_alone,
    "rows of every network show": _any_network,
    "two viewers' masks are swapped": _swapped_mask,
    "a plan serves every mask": _plan_of_another_mask,
    "hidden cells are selected as they are": _unguarded_cell,
    "relations of hidden cells are followed": _unguarded_relation,
    "columns of denied fields are selected": _unpruned_column,
    "own is anybody's": _anybodys_own,
    "any role in a team will do": _any_team_role,
    "staff may read everywhere": _staff_everywhere,
    "nothing is hidden everywhere": _nothing_hidden_everywhere,
    "the past shows what was closed since": _closed_since,
    "filters see hidden values": _filter_by_hidden,
    "filters see hidden places": _filter_by_hidden_place,
    "search finds hidden texts": _search_in_hidden,
    "hidden values sort": _sorted_by_hidden,
    "everything is counted": _count_of_everything,
    "a cursor stands one row off": _cursor_off_by_one,
    "a cursor serves anybody": _cursor_of_anybody,
    "a join takes any row": _join_of_anything,
}


@pytest.mark.asyncio(loop_scope="session")
async def test_the_planner_itself_is_right(stage: Stage) -> None:
    """Unbroken, it gives the right answers again: what is caught below is the mutation.

    All of them were right when the cases were made; some are asked again as those below are.
    """
    assert len(stage.cases) > KEPT * 0.9
    assert await stage.first_difference(every=5) is None


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("name", MUTANTS)
async def test_a_broken_planner_is_caught(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The broken planner differs from the oracle in one of the cases."""
    MUTANTS[name](monkeypatch)
    assert await stage.first_difference() is not None, f"nobody notices that {name}"
