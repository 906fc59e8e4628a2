"""Who asks: what is true of a customer or of staff, worked out from the rows one by one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, list[dict[str, Any]]]
"""All rows of one network, by table."""


@dataclass(frozen=True)
class Held:
    """A live contract."""

    location: str
    plan: str
    plan_id: int
    frozen: bool


@dataclass(frozen=True)
class Person:
    """The facts of one viewer; without a customer it is somebody anonymous, or staff alone."""

    network: str
    customer: int | None = None
    login: int | None = None
    suspended: bool = False
    home: str | None = None
    contracts: tuple[Held, ...] = ()
    teams: tuple[tuple[int, str], ...] = ()
    staff_at_sign_in: frozenset[tuple[str, str]] = frozenset()
    staff_now: frozenset[tuple[str, str]] = frozenset()


def holds(row: Row, now: dt.datetime) -> bool:
    """Whether a dated row is in force: from its first moment, until its last."""
    return row["from_at"] <= now and (row["until_at"] is None or now < row["until_at"])


def any_holds(rows: Iterable[Row], key: str, value: int | None, now: dt.datetime) -> bool:
    """Whether a dated row of the record is in force."""
    return any(row[key] == value and holds(row, now) for row in rows)


def contract_state(rows: Rows, contract: Row, now: dt.datetime) -> str:
    """Return the first state that fits."""
    if contract["removed_at"] is not None and contract["removed_at"] <= now:
        return "removed"
    if contract["ends_at"] is not None and contract["ends_at"] <= now:
        return "ended"
    if now < contract["starts_at"]:
        return "scheduled"
    if any_holds(rows["contract_holds"], "contract_id", contract["id"], now):
        return "on-hold"
    if any_holds(rows["freezes"], "contract_id", contract["id"], now):
        return "frozen"
    return "active"


def live_contracts(rows: Rows, customer: int, now: dt.datetime) -> list[Held]:
    """Return the contracts of a customer that are active or frozen."""
    plans = {plan["id"]: plan["key"] for plan in rows["plans"]}
    found = []
    for contract in rows["contracts"]:
        state = contract_state(rows, contract, now)
        if contract["customer_id"] == customer and state in ("active", "frozen"):
            plan = contract["plan_id"]
            found.append(Held(contract["location_id"], plans[plan], plan, state == "frozen"))
    return found


def is_member(rows: Rows, customer: int, now: dt.datetime) -> bool:
    """Whether a customer has a live contract."""
    return bool(live_contracts(rows, customer, now))


def person_of(rows: Rows, session: Row | None, network: str, now: dt.datetime) -> Person:
    """Return the facts of whoever signed in with *session*; without one, of nobody."""
    if session is None:
        return Person(network)
    grants_now = {
        (grant["role"], grant["location_id"])
        for grant in rows["staff_grants"]
        if grant["login_id"] == session["login_id"] and holds(grant, now)
    }
    at_sign_in = {(role, place) for role, place in json.loads(session["staff"])}
    staff = Person(
        network,
        login=session["login_id"],
        staff_at_sign_in=frozenset(at_sign_in),
        staff_now=frozenset(grants_now),
    )
    customer = session["customer_id"]
    if customer is None:
        return staff
    home = next(row["location_id"] for row in rows["customers"] if row["id"] == customer)
    teams = {
        (row["team_id"], row["role"])
        for row in rows["team_members"]
        if row["customer_id"] == customer and holds(row, now)
    }
    return replace(
        staff,
        customer=customer,
        suspended=any_holds(rows["customer_suspensions"], "customer_id", customer, now),
        home=home,
        contracts=tuple(live_contracts(rows, customer, now)),
        teams=tuple(sorted(teams)),
    )
