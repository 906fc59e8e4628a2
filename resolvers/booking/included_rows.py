"""The rows that what contracts include is made of, whichever statement reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from access.tree import Tree
from resolvers.booking.included import Benefit, Included, Term
from resolvers.commerce.cycles import Cycle
from store.moments import date, kept_day

TERM = ("id", "plan_id", "location_id", "start_date", "quantity")
CHANGING_TERM = (*TERM, "next_plan_id", "renewal_date")
PLAN_CYCLE = ("id", "invoice_every_months", "invoice_every_weeks")
BENEFIT = (
    "id", "plan_id", "kind", "amount", "resource_type_id", "from_date", "until_date", "pays_cycles"
)  # fmt: skip

Rows = Iterable[Sequence[Any]]


def terms_at(contracts: Rows, tree: Tree, moment: dt.datetime) -> list[Sequence[Any]]:
    """Return rows with the columns `TERM`, made of rows with the columns `CHANGING_TERM`.

    From its renewal on a contract is on its next plan, if another one was chosen.
    """

    def is_renewed(place: str, renewal: Any) -> bool:
        day = date(renewal)
        return day is not None and place in tree and tree[place].day(moment) >= day

    return [
        (id_, (chosen if is_renewed(place, renewal) else None) or plan, place, first, quantity)
        for id_, plan, place, first, quantity, chosen, renewal in contracts
    ]


def included_from(contracts: Rows, plans: Rows, benefits: Rows, uses: Rows) -> Included:
    """Make it of rows with the columns `TERM`, `PLAN_CYCLE` and `BENEFIT`, and of `use_rows`."""
    cycles = {row[0]: Cycle(row[1], row[2]) for row in plans}
    used = {(contract, benefit, kept_day(day)): amount for contract, benefit, day, amount in uses}
    return Included(
        [
            Term(id_, plan, place, kept_day(first), quantity, cycles[plan])
            for id_, plan, place, first, quantity in contracts
        ],
        [
            Benefit(id_, plan, kind, amount, category, kept_day(since), date(until), bool(pays))
            for id_, plan, kind, amount, category, since, until, pays in sorted(
                benefits, key=lambda row: row[0]
            )
        ],
        used,
    )
