"""Rows as decisions see them: where each stands, whose it is, whom it is for, if it is out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.oracle.people import Row, Rows, any_holds, holds, is_member
from tests.oracle.policy import Record
from tests.oracle.rehearsed import Rehearsed
from tests.oracle.visit import Visit


@dataclass(frozen=True)
class Kind:
    """Where the naive evaluator finds what it asks of a type's rows."""

    table: str
    owner: str | None = None
    team: str | None = None
    audience: bool = False
    plans: tuple[str, str] | None = None          # link table, and its column with the record
    through: tuple[str, str] | None = None        # column, and the table whose row has the location


KINDS = {
    "Activity": Kind("activities", audience=True),
    "Article": Kind("articles", audience=True, plans=("article_plans", "article_id")),
    "BoardPost": Kind("board_posts", owner="author_id"),
    "Booking": Kind("bookings", owner="customer_id", team="team_id"),
    "Charge": Kind("charges", owner="customer_id"),
    "Contract": Kind("contracts", owner="customer_id", team="team_id"),
    "CrmBoard": Kind("crm_boards"),
    "CrmCard": Kind("crm_cards", through=("board_id", "crm_boards")),
    "CrmStage": Kind("crm_stages"),
    "Customer": Kind("customers", owner="id"),
    "CustomerGroup": Kind("customer_groups"),
    "CustomerProduct": Kind("customer_products", owner="customer_id"),
    "DiscussionBoard": Kind("discussion_boards", audience=True),
    "EmergencyContact": Kind(
        "emergency_contacts", owner="customer_id", through=("customer_id", "customers")
    ),
    "Enrolment": Kind("event_attendees", owner="customer_id"),
    "Event": Kind("events", audience=True, plans=("event_plans", "event_id")),
    "EventAttendee": Kind("event_attendees", owner="customer_id"),
    "EventTicket": Kind("event_tickets", audience=True),
    "Faq": Kind("faqs", audience=True, plans=("faq_plans", "faq_id")),
    "Freeze": Kind("freezes", owner="customer_id"),
    "HelpMessage": Kind("help_messages", owner="customer_id"),
    "HelpTicket": Kind("help_tickets", owner="customer_id"),
    "HealthEntry": Kind("health_entries", through=("customer_id", "customers")),
    "Invoice": Kind("invoices", owner="customer_id", team="team_id"),
    "InvoiceLine": Kind("invoice_lines", owner="customer_id"),
    "Payment": Kind("payments", owner="customer_id"),
    "PaymentMethod": Kind("payment_methods", owner="customer_id"),
    "Perk": Kind("perks", audience=True, plans=("perk_plans", "perk_id")),
    "Plan": Kind("plans"),
    "PostComment": Kind("post_comments", owner="author_id"),
    "Product": Kind("products", audience=True, plans=("product_plans", "product_id")),
    "Profile": Kind("profiles", owner="customer_id"),
    "ProfileTag": Kind("profile_tags", owner="owner_id", through=("profile_id", "profiles")),
    "Rate": Kind("resource_rates", audience=True),
    "RegisteredLocation": Kind("customer_locations", owner="customer_id"),
    "Resource": Kind("resources", audience=True, plans=("resource_plans", "resource_id")),
    "ResourceCategory": Kind("resource_types"),
    "Subscription": Kind("subscriptions", owner="customer_id"),
    "Suspension": Kind(
        "customer_suspensions", owner="customer_id", through=("customer_id", "customers")
    ),
    "Teacher": Kind("teachers", owner="customer_id"),
    "Team": Kind("teams", team="id"),
    "TeamMember": Kind(
        "team_members", owner="customer_id", team="team_id", through=("team_id", "teams")
    ),
}


def rows_of(rows: Rows, type_name: str) -> list[dict[str, Any]]:
    """Return all rows of a type, with what they have from the row that they hang on."""
    kind = KINDS[type_name]
    if type_name == "Enrolment":
        return _enrolments(rows)
    if kind.through is None:
        return rows[kind.table]
    column, table = kind.through
    parents = {row["id"]: row for row in rows[table]}
    return [
        {
            **row,
            "location_id": parents[row[column]]["location_id"],
            "owner_id": parents[row[column]].get("customer_id"),
        }
        for row in rows[kind.table]
    ]


def _enrolments(rows: Rows) -> list[dict[str, Any]]:
    """Add the times of its event to each place at an event."""
    events = {event["id"]: event for event in rows["events"]}
    return [
        {**row, **{key: events[row["event_id"]][key] for key in ("title", "starts_at", "ends_at")}}
        for row in rows["event_attendees"]
    ]


def record_of(rows: Rows, visit: Visit, type_name: str, row: Row) -> Record:
    """Return what a decision may ask of *row*."""
    kind = KINDS[type_name]
    team = row[kind.team] if kind.team else None
    plans: frozenset[int] = frozenset()
    if kind.plans is not None:
        table, column = kind.plans
        plans = frozenset(link["plan_id"] for link in rows[table] if link[column] == row["id"])
    published, presented = PUBLISHED.get(type_name), PRESENTED.get(type_name)
    exists = EXISTS.get(type_name)
    return Record(
        location=row["location_id"],
        exists=exists is None or exists(row, visit.now),
        published=(published is None or published(rows, row, visit))
        and (type_name not in PARTS or _whole_shows(rows, visit, type_name, row)),
        presented=presented is None or presented(rows, row),
        owner=row[kind.owner] if kind.owner else None,
        teams=frozenset() if team is None else frozenset({team}),
        level=row["audience"] if kind.audience else None,
        plans=plans,
        today=_today(rows, visit, type_name, row),
    )


def _today(rows: Rows, visit: Visit, type_name: str, row: Row) -> Record | None:
    """Return what today's rules may ask of the row, where those of the past are asked first."""
    if not isinstance(visit, Rehearsed) or visit.by_today is None:
        return None
    return record_of(rows, visit.by_today, type_name, row)


def _whole_shows(rows: Rows, visit: Visit, type_name: str, row: Row) -> bool:
    """Whether what the record is a part of shows itself."""
    target, column = PARTS[type_name]
    whole = next(each for each in rows_of(rows, target) if each["id"] == row[column])
    return visit.row_visible(target, record_of(rows, visit, target, whole))


PARTS = {
    "EventAttendee": ("Event", "event_id"),
    "EventTicket": ("Event", "event_id"),
    "BoardPost": ("DiscussionBoard", "board_id"),
    "PostComment": ("BoardPost", "post_id"),
    "ProfileTag": ("Profile", "profile_id"),
}
"""Records that the portal shows only where it shows the whole: its type, the column naming it."""


# ---------------------------------------------------------------- what is published


def _in_window(rows: Rows, row: Row, visit: Visit) -> bool:
    return row["published_at"] <= visit.now and (
        row["unpublished_at"] is None or visit.now < row["unpublished_at"]
    )


def _is_enabled(rows: Rows, row: Row, visit: Visit) -> bool:
    return bool(row["enabled"])


def _is_offered(rows: Rows, row: Row, visit: Visit) -> bool:
    return row["visible"] and not row["archived"]


def _is_published(rows: Rows, row: Row, visit: Visit) -> bool:
    return bool(row["published"])


def _of_published_team(rows: Rows, row: Row, visit: Visit) -> bool:
    if any_holds(rows["customer_archivings"], "customer_id", row["customer_id"], visit.now):
        return False
    return any(team["id"] == row["team_id"] and team["published"] for team in rows["teams"])


def _is_listed(rows: Rows, row: Row, visit: Visit) -> bool:
    """Whether the directory lists a profile; never one of somebody suspended or archived."""
    customer, now = row["customer_id"], visit.now
    for table in ("customer_suspensions", "customer_archivings"):
        if any_holds(rows[table], "customer_id", customer, now):
            return False
    mode = visit.switch("directory.includes")
    if "members" in mode and not is_member(rows, customer, now):
        return False
    return "everyone" in mode or bool(row["published"])


def _keeps_time_free(rows: Rows, row: Row, visit: Visit) -> bool:
    return bool(row["status"] != "cancelled")


def _stands(rows: Rows, row: Row, visit: Visit) -> bool:
    """Whether nobody took a post or a comment away."""
    return row["removed_at"] is None or visit.now < row["removed_at"]


def _no_note(rows: Rows, row: Row, *_: object) -> bool:
    """Whether a message of the help desk is no note among staff."""
    return not row["internal"]


PUBLISHED: dict[str, Callable[[Rows, Row, Visit], bool]] = {
    "Activity": _is_enabled,
    "Article": _in_window,
    "BoardPost": _stands,
    "Booking": _keeps_time_free,
    "DiscussionBoard": _is_enabled,
    "Event": _in_window,
    "Faq": _is_enabled,
    "Invoice": lambda rows, row, visit: PRESENTED["Invoice"](rows, row),
    "InvoiceLine": lambda rows, row, visit: PRESENTED["InvoiceLine"](rows, row),
    "HelpMessage": _no_note,
    "Perk": _is_enabled,
    "Plan": _is_offered,
    "PostComment": _stands,
    "Product": _is_offered,
    "Profile": _is_listed,
    "Resource": _is_offered,
    "Teacher": _is_published,
    "Team": _is_published,
    "TeamMember": _of_published_team,
}


# ---------------------------------------------------------------- what its owner may see yet


def _is_issued(rows: Rows, invoice: Row) -> bool:
    """Whether an invoice is no draft any more: a draft is nobody's but staff's."""
    return bool(invoice["status"] != "draft")


def _is_of_issued(rows: Rows, line: Row) -> bool:
    return all(
        _is_issued(rows, invoice) for invoice in rows["invoices"]
        if invoice["id"] == line["invoice_id"]
    )


PRESENTED: dict[str, Callable[[Rows, Row], bool]] = {
    "HelpMessage": _no_note,
    "Invoice": _is_issued,
    "InvoiceLine": _is_of_issued,
}


# ---------------------------------------------------------------- what exists at all


def _is_kept(row: Row, now: dt.datetime) -> bool:
    return row["removed_at"] is None or now < row["removed_at"]


EXISTS: dict[str, Callable[[Row, dt.datetime], bool]] = {
    "Charge": lambda row, now: row["voided_at"] is None,
    "Contract": _is_kept,
    "CrmCard": holds,
    "EventAttendee": lambda row, now: row["left_at"] is None,
    "PaymentMethod": _is_kept,
    "RegisteredLocation": holds,
    "TeamMember": holds,
}
