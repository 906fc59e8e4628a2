"""What stands in each field of a record that is no plain column, worked out once more."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.people import Row, Rows, any_holds, contract_state, holds, is_member
from tests.oracle.places import inherited, upwards
from tests.oracle.records import record_of
from tests.oracle.static import least_change
from tests.oracle.visit import Visit

Worked = Callable[[Rows, Row, Visit], Any]

DIGITS = {"JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "BHD": 3, "CLF": 4}


def wire(word: str | None) -> str | None:
    """Return the name of a stored word as an enum value: `logged-in` is `LOGGED_IN`."""
    return None if word is None else word.upper().replace("-", "_")


def money(column: str) -> Worked:
    """Return what makes Money of an amount in the smallest unit of the row's currency."""

    def worked(rows: Rows, row: Row, visit: Visit) -> Any:
        minor = row[column]
        if minor is None:
            return None
        digits = DIGITS.get(row["currency"], 2)
        return {
            "amount": f"{Decimal(minor).scaleb(-digits):.{digits}f}",
            "amountMinor": minor if abs(minor) < 2**31 or minor == -(2**31) else None,
            "currency": row["currency"],
        }

    return worked


def _dated(table: str, key: str = "customer_id", **wanted: str) -> Worked:
    def worked(rows: Rows, row: Row, visit: Visit) -> Any:
        found = [
            each for each in rows[table]
            if all(each[column] == value for column, value in wanted.items())
        ]
        return any_holds(found, key, row["id"], visit.now)

    return worked


def _state(rows: Rows, row: Row, visit: Visit) -> Any:
    return wire(contract_state(rows, row, visit.now))


def _plan_name(rows: Rows, row: Row, visit: Visit) -> Any:
    return next(plan["name"] for plan in rows["plans"] if plan["id"] == row["plan_id"])


def _term(column: str) -> Worked:
    """Return what finds a column of the plan's terms, where it has some."""

    def worked(rows: Rows, row: Row, visit: Visit) -> Any:
        found = [each for each in rows["plan_terms"] if each["plan_id"] == row["id"]]
        return found[0][column] if found else None

    return worked


def _membership(rows: Rows, row: Row, visit: Visit) -> Any:
    return "MEMBER" if is_member(rows, row["id"], visit.now) else "CONTACT"


def _is_due(rows: Rows, row: Row, visit: Visit) -> Any:
    return row["status"] == "open"


def _can_pay(rows: Rows, row: Row, visit: Visit) -> Any:
    own = row["customer_id"] == visit.person.customer
    return own and row["status"] == "open" and visit.may_do("payments.pay-due-invoice")


def _is_for(visit: Visit, type_name: str, rows: Rows, row: Row) -> bool:
    """Whether a record is for the viewer, even where its type shows it locked to everybody."""
    record = record_of(rows, visit, type_name, row)
    held = visit.person.contracts if visit.person.customer is not None else ()
    usable = {contract.plan_id for contract in held if not contract.frozen}
    return visit.is_level(row["audience"]) and (
        not record.plans or bool(record.plans & usable)
    )


def _can_book(rows: Rows, row: Row, visit: Visit) -> Any:
    rights = [each for each in rows["customer_rights"] if each["right"] == "can-book"]
    may_book = any_holds(rights, "customer_id", visit.person.customer, visit.now)
    return may_book and _is_for(visit, "Resource", rows, row) and visit.may_do("bookings.create")


def _purchase_refusal(rows: Rows, row: Row, visit: Visit) -> Any:
    """Say what keeps the viewer from buying: the action, their right, the product's people, plans.

    Codes of the policies' own are the least change of the viewer that would help.
    """
    plans = record_of(rows, visit, "Product", row).plans
    if not visit.may_do("store.purchase"):
        return least_change(visit, lambda other: other.may_do("store.purchase"))
    held = [each for each in visit.person.contracts if visit.person.customer is not None]
    rights = (each for each in rows["customer_rights"] if each["right"] == "can-purchase")
    if not any_holds(list(rights), "customer_id", visit.person.customer, visit.now):
        return "NO_PURCHASE_PERMISSION"
    if not visit.is_level(row["audience"]):
        return least_change(visit, lambda other: other.is_level(row["audience"]))
    named = [each for each in held if each.plan_id in plans]
    if plans and all(each.frozen for each in named):
        return "CONTRACT_FROZEN" if named else "INVALID_TARIFF"
    return "SOLD_OUT" if row["stock"] == 0 else None


def _can_purchase(rows: Rows, row: Row, visit: Visit) -> Any:
    return _purchase_refusal(rows, row, visit) is None


def _cause(rows: Rows, suspension: Row) -> Any:
    """Return what occasioned a suspension; of nothing, where somebody's hand did."""
    found = (each for each in rows["suspension_causes"]
             if each["suspension_id"] == suspension["id"])
    return next(found, {"occasion": None, "said": None})


def _beside(table: str, key: str, column: str, otherwise: Any = None) -> Worked:
    def worked(rows: Rows, row: Row, visit: Visit) -> Any:
        found = (each for each in rows[table] if each[key] == row["id"])
        return next((each[column] for each in found), otherwise)

    return worked


def _terms(column: str, otherwise: Any) -> Worked:
    return _beside("booking_terms", "resource_id", column, otherwise)


def _grant(column: str) -> Worked:
    return _beside("product_grants", "product_id", column)


def _granted_kind(rows: Rows, row: Row, visit: Visit) -> Any:
    return wire(_grant("kind")(rows, row, visit))


def _amenities(rows: Rows, row: Row, visit: Visit) -> Any:
    return json.loads(row["amenities"])


def _agreed_at(rows: Rows, row: Row, visit: Visit) -> Any:
    moments = [
        each["from_at"] for each in rows["customer_consents"]
        if each["customer_id"] == row["id"] and each["what"] == "data-protection"
        and holds(each, visit.now)
    ]
    return max(moments, default=None)


def _barcode(rows: Rows, row: Row, visit: Visit) -> Any:
    cards = [
        each for each in rows["customer_barcodes"]
        if each["customer_id"] == row["id"] and holds(each, visit.now)
    ]
    last = max(cards, key=lambda card: (card["from_at"], card["id"]), default=None)
    return None if last is None else last["barcode"]


def _latest_contract(rows: Rows, row: Row, visit: Visit) -> Any:
    """The live contract that began last; else the one that ended last; else one to come."""
    def rank(contract: Row) -> Any:
        state = contract_state(rows, contract, visit.now)
        order = {"active": 2, "frozen": 2, "ended": 1}.get(state, 0)
        ended = contract["ends_at"] if state == "ended" else None
        return (order, ended or contract["starts_at"], contract["starts_at"], contract["id"])

    held = [
        each for each in rows["contracts"]
        if each["customer_id"] == row["id"]
        and contract_state(rows, each, visit.now) != "removed"
        and (each["ends_at"] is None or each["ends_at"] > each["starts_at"])
    ]
    last = max(held, key=rank, default=None)
    return None if last is None else last["id"]


def _auto_pay(state: str) -> Worked:
    def worked(rows: Rows, row: Row, visit: Visit) -> Any:
        found = [each for each in rows["contract_auto_pay"] if each["state"] == state]
        return any_holds(found, "contract_id", row["id"], visit.now)

    return worked


def _is_current(rows: Rows, row: Row, visit: Visit) -> Any:
    return contract_state(rows, row, visit.now) in ("active", "frozen")


def _plan_kind(rows: Rows, row: Row, visit: Visit) -> Any:
    return "INDIVIDUAL" if row["team_id"] is None else "MULTI_MEMBER"


def _billing_day(rows: Rows, row: Row, visit: Visit) -> Any:
    plan = next(plan for plan in rows["plans"] if plan["id"] == row["plan_id"])
    return row["start_date"].day if plan["invoice_every_months"] else None


def _member_count(rows: Rows, row: Row, visit: Visit) -> Any:
    if row["team_id"] is None:
        return 1
    return len({
        each["customer_id"] for each in rows["team_members"]
        if each["team_id"] == row["team_id"] and each["role"] != "administrator"
        and holds(each, visit.now)
        and not any_holds(
            rows["customer_archivings"], "customer_id", each["customer_id"], visit.now
        )
    })


def _recurring(rows: Rows, row: Row, visit: Visit) -> Any:
    plan = next(plan for plan in rows["plans"] if plan["id"] == row["plan_id"])
    source = plan if row["price_minor"] is None else row
    paid = {"sum": source["price_minor"] * row["quantity"], "currency": source["currency"]}
    months, weeks = plan["invoice_every_months"], plan["invoice_every_weeks"]
    per = {1: "MONTH", 12: "YEAR"}.get(months, "OTHER")
    if (months, weeks) == (0, 1):
        per = "WEEK"
    return {
        **money("sum")(rows, paid, visit), "per": per, "everyMonths": months, "everyWeeks": weeks
    }


def _visits(rows: Rows, row: Row) -> int:
    seats = sum(
        1 for each in rows["event_attendees"] if each["customer_product_id"] == row["id"]
    )
    return seats + sum(
        1 for each in rows["product_uses"]
        if each["customer_product_id"] == row["id"] and each["given_back_at"] is None
    )


def _units_left(rows: Rows, row: Row, visit: Visit) -> Any:
    return None if row["units"] is None else max(row["units"] - _visits(rows, row), 0)


def _product_state(rows: Rows, row: Row, visit: Visit) -> Any:
    if row["until_at"] is not None and row["until_at"] <= visit.now:
        return "EXPIRED"
    if visit.now < row["from_at"]:
        return "UPCOMING"
    return "USED_UP" if _units_left(rows, row, visit) == 0 else "CURRENT"


def _is_usable_product(rows: Rows, row: Row, visit: Visit) -> Any:
    return _product_state(rows, row, visit) == "CURRENT" and not any(
        any_holds(rows[table], "customer_id", row["customer_id"], visit.now)
        for table in ("customer_suspensions", "customer_archivings")
    )


def _is_today(rows: Rows, row: Row, visit: Visit) -> Any:
    places = visit.policy.places
    if row["location_id"] not in places or row["left_at"] is not None:
        return False
    zone = ZoneInfo(inherited(places, row["location_id"], "timezone"))
    today = visit.now.astimezone(zone).date()
    last = row["ends_at"]
    if last > row["starts_at"]:
        last -= dt.timedelta(seconds=1)
    return row["starts_at"].astimezone(zone).date() <= today <= last.astimezone(zone).date()


def _begins_online(rows: Rows, row: Row, visit: Visit) -> bool:
    places = visit.policy.places
    written = [places[each].get("sign-up", {}) for each in upwards(places, row["location_id"])]
    named = next((each["plans"] for each in written if "plans" in each), ())
    return row["key"] in named


def _paid_with(rows: Rows, row: Row, visit: Visit) -> Any:
    held = [
        each["customer_product_id"] for each in rows["product_uses"]
        if each["booking_id"] == row["id"] and each["given_back_at"] is None
    ]
    return max(held, default=None)


KEYS: dict[tuple[str, str], Worked] = {
    ("Booking", "paidWith"): _paid_with,
    ("Customer", "latestContract"): _latest_contract,
}
"""Fields that lead to a record whose key stands in no column."""

WORKED: dict[tuple[str, str], Worked] = {
    ("Charge", "unitPrice"): money("unit_minor"),
    ("Charge", "total"): money("total_minor"),
    ("Contract", "state"): _state,
    ("Contract", "current"): _is_current,
    ("Contract", "autoPay"): _auto_pay("on"),
    ("Contract", "autoPaySuspended"): _auto_pay("suspended"),
    ("Contract", "planKind"): _plan_kind,
    ("Contract", "memberCount"): _member_count,
    ("Contract", "billingDay"): _billing_day,
    ("Contract", "recurringPrice"): _recurring,
    ("Contract", "planName"): _plan_name,
    ("Contract", "price"): money("price_minor"),
    ("Plan", "freezeCycles"): _term("freeze_cycles"),
    ("Plan", "freezesPerYear"): _term("freezes_a_year"),
    ("Plan", "beginsOnline"): _begins_online,
    ("Plan", "endsOnline"): _term("may_end"),
    ("Plan", "changesOnline"): _term("may_change"),
    ("Plan", "noticeDays"): _term("notice_days"),
    ("Team", "sharesCredits"): _dated("credit_pools", "team_id"),
    ("Customer", "membership"): _membership,
    ("Customer", "suspended"): _dated("customer_suspensions"),
    ("Customer", "archived"): _dated("customer_archivings"),
    ("Customer", "portalAccess"): _dated("customer_access"),
    ("Customer", "canBook"): _dated("customer_rights", right="can-book"),
    ("Customer", "canBookForTeam"): _dated("customer_rights", right="can-book-for-team"),
    ("Customer", "canPurchase"): _dated("customer_rights", right="can-purchase"),
    ("Customer", "canUseCommunity"): _dated("customer_rights", right="can-use-community"),
    ("Customer", "allowedEntry"): _dated("customer_checks", what="allowed-entry"),
    ("Customer", "signatureOnFile"): _dated("customer_checks", what="signature-on-file"),
    ("Customer", "identityVerified"): _dated("customer_checks", what="identity-verified"),
    ("Customer", "newsletter"): _dated("customer_consents", what="newsletter"),
    ("Customer", "dataProtectionAcceptedAt"): _agreed_at,
    ("Customer", "primaryBilling"): _dated("team_members", role="paying-member"),
    ("Customer", "barcode"): _barcode,
    ("CustomerProduct", "state"): _product_state,
    ("CustomerProduct", "unitsLeft"): _units_left,
    ("CustomerProduct", "usable"): _is_usable_product,
    ("Enrolment", "isToday"): _is_today,
    ("EventTicket", "price"): money("price_minor"),
    ("Invoice", "isDue"): _is_due,
    ("Invoice", "viewerCanPay"): _can_pay,
    ("Invoice", "total"): money("total_minor"),
    ("Invoice", "paid"): money("paid_minor"),
    ("InvoiceLine", "unitPrice"): money("unit_minor"),
    ("InvoiceLine", "total"): money("total_minor"),
    ("Payment", "amount"): money("amount_minor"),
    ("Payment", "way"): lambda _rows, row, _visit: wire(
        row["provider"] if row["provider"] in ("cash", "external") else "online"
    ),
    ("Plan", "price"): money("price_minor"),
    ("Activity", "requiresProduct"): _beside(
        "activity_terms", "activity_id", "requires_product", False
    ),
    ("Activity", "lateMinutes"): _beside("activity_terms", "activity_id", "late_minutes"),
    ("Product", "price"): money("price_minor"),
    ("Product", "grants"): _granted_kind,
    ("Product", "grantedUnits"): _grant("units"),
    ("Product", "grantedDays"): _grant("days"),
    ("Product", "viewerCanPurchase"): _can_purchase,
    ("Product", "purchaseRefusal"): _purchase_refusal,
    ("Rate", "price"): money("price_minor"),
    ("Resource", "amenities"): _amenities,
    ("Resource", "lateCancellationMinutes"): _terms("late_cancellation_minutes", None),
    ("Resource", "requiresCredit"): _terms("requires_credit", False),
    ("Resource", "viewerCanBook"): _can_book,
    ("Subscription", "unitPrice"): money("unit_minor"),
    ("Suspension", "occasion"): lambda rows, row, visit: wire(
        _cause(rows, row)["occasion"] or "manual"
    ),
    ("Suspension", "message"): lambda rows, row, visit: _cause(rows, row)["said"],
}
"""Every field that is no plain column and leads nowhere."""

ELSEWHERE = {
    ("Contract", "benefits"),
    ("Plan", "benefits"),
    ("Resource", "access"),
    ("Resource", "availability"),
}
"""Fields that are never asked here: `tests/resolvers/booking` compares them with each booking."""

__all__ = ["DIGITS", "KEYS", "WORKED", "holds", "money", "wire"]
