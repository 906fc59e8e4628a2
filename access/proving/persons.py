"""People and days in plain words, as a house manager would tell of them."""

from __future__ import annotations

import datetime as dt

from access.proving.states import ANY_PLAN, GONE, Held, State, issuer
from access.tree import Tree

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def person(state: State, tree: Tree, portal: str) -> str:
    """Tell who somebody in *state* is, seen from *portal*."""
    here = tree[portal].name
    if state.contracts is None:
        if state.staff_role is None:
            return "somebody who is not signed in"
        return f"staff with the role `{state.staff_role}` at {here}"
    words = "a customer without a contract"
    if state.contracts:
        words = f"a {' and '.join(contract(held, tree, portal) for held in state.contracts)}"
    more = ["suspended"] if state.suspended else []
    if state.home is not None:
        more.append(f"at home in {tree[state.home].name}")
    if state.team_role is not None:
        more.append(f"{state.team_role.replace('-', ' ')} of a team")
    if state.staff_role is not None:
        more.append(f"and staff with the role `{state.staff_role}` at {here}")
    return f"{words}, {', '.join(more)}," if more else words


def contract(held: Held, tree: Tree, portal: str) -> str:
    """Tell what somebody is by a contract: "member of Berlin Mitte"."""
    location = issuer(tree, portal, held.relation)
    house = tree[location].name if location != GONE else "a house that has left the network"
    plan = f"`{held.plan}` " if held.plan != ANY_PLAN else ""
    frozen = " whose contract is frozen" if held.frozen else ""
    return f"{plan}member of {house}{frozen}"


def days(start: dt.date, end: dt.date | None) -> str:
    """Tell the days from *start* on and before *end*; nothing where that is always."""
    last = None if end is None else end - dt.timedelta(days=1)
    if start == dt.date.min:
        return "" if last is None else f" until {_day(last)}"
    if last is None:
        return f" from {_day(start)}"
    if last == start:
        return f" on {_day(start)}"
    if last.year == start.year:
        return f" from {_day(start, year=False)} to {_day(last)}"
    return f" from {_day(start)} to {_day(last)}"


def _day(day: dt.date, *, year: bool = True) -> str:
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words
