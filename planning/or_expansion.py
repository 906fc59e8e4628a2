"""Lists whose rows are there for several reasons: a union of searches, not one search with OR.

A list of what is mine or my team's has no index that holds both: in one search, a database goes
through the whole network in list order until a page is full. Expanded, each reason finds its own
page in its own index, and the list's page is among these few rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.selectable import NamedFromClause, Select, Subquery

from access.mask import ScopeShape
from planning.row_rules import Reason, Rules

WIDE = frozenset({ScopeShape.SEVERAL, ScopeShape.NETWORK})

Search = Callable[[NamedFromClause, Reason], Select[Any]]
"""Writes the search for one reason's rows in an alias of their table."""


def is_expanded(rules: Rules) -> bool:
    """Whether the rows are there for several reasons, each of which an index can find.

    Rows of several places are found in list order in any case, and then all reasons at once.
    """
    grants = rules.rows
    if grants.permissions or grants.shared:
        return False
    if grants.portal is not None and rules.mask.rows.scope in WIDE:
        return False
    own = grants.own and rules.entity.owner is not None
    return (grants.portal is not None) + own + len(grants.team_roles) > 1


def expanded_rows(
    rules: Rules, alias: Callable[[], NamedFromClause], search: Search, *, most: int
) -> Subquery:
    """Return what *search* finds for each reason, each row once, *most* rows for each.

    The number stands in the statement, so that PostgreSQL plans for as few, and not for as many as
    an unknown number could be.
    """
    reasons = len(rules.reasons(alias()))
    searches = []
    for number in range(reasons):
        row = alias()
        search_of_one = search(row, rules.reasons(row)[number])
        searches.append(sa.select(search_of_one.subquery()))
    every = sa.union(*searches).subquery()
    return sa.select(every).limit(sa.literal_column(str(reasons * most))).subquery("found")
