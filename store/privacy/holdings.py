"""Which tables hold something of a person, how one gets there, and what erasing leaves of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from store.sql import NETWORK, OneOf
from store.tables import metadata

ERASED = "erased"
"""What stands in the place of words that may not be NULL."""

CUSTOMER = sa.bindparam("customer", type_=sa.BigInteger())
LOGIN = sa.bindparam("login", type_=sa.BigInteger())

SECRETS = frozenset(
    {"network_id", "password_hash", "digest", "nonce", "provider_reference", "by_whom"}
)
"""Columns that are no part of an answer to a person: keys, and the names of others."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A table whose rows belong to a person: by the column *by*, which names a row *of* theirs.

    `blanked` are the columns whose words are taken away when a person is erased; where it is None
    the rows go. What is left says that something was, when, and what it cost.
    """

    table: str
    by: str
    of: str
    blanked: frozenset[str] | None

    @property
    def goes(self) -> bool:
        """Whether its rows are taken out."""
        return self.blanked is None


def _goes(table: str, by: str = "customer_id", of: str = "customers") -> Holding:
    return Holding(table, by, of, None)


def _stays(table: str, *blanked: str, by: str = "customer_id", of: str = "customers") -> Holding:
    return Holding(table, by, of, frozenset(blanked))


HOLDINGS: Mapping[str, Holding] = {
    each.table: each
    for each in (
        _goes("profiles"),
        _goes("profile_tags", "profile_id", "profiles"),
        _goes("emergency_contacts"),
        _goes("health_entries"),
        _goes("customer_barcodes"),
        _goes("idempotency_keys"),
        _goes("sessions", "login_id", "logins"),
        _goes("login_identities", "login_id", "logins"),
        _goes("one_time_tokens", "login_id", "logins"),
        _goes("letters", "token_id", "one_time_tokens"),
        _stays("teachers", "name", "name_folded", "summary", "photo"),
        _stays("customer_access", "why"),
        _stays("customer_archivings", "why"),
        _stays("customer_checks", "why"),
        _stays("customer_consents", "why"),
        _stays("customer_locations", "why"),
        _stays("customer_rights", "why"),
        _stays("customer_suspensions", "why"),
        _stays("suspension_causes", "said", by="suspension_id", of="customer_suspensions"),
        _stays("crm_cards", "why"),
        _stays("team_members", "why"),
        _stays("contracts", "notes"),
        _stays("contract_auto_pay", "why", by="contract_id", of="contracts"),
        _stays("contract_holds", "why", by="contract_id", of="contracts"),
        _stays("freezes", "notes"),
        _stays("bookings", "notes"),
        _stays("credit_uses", by="booking_id", of="bookings"),
        _stays("product_uses", by="booking_id", of="bookings"),
        _stays("event_attendees"),
        _stays("customer_products"),
        _stays("subscriptions"),
        _stays("charges"),
        _stays("money_uses", by="charge_id", of="charges"),
        _stays("invoices"),
        _stays("invoice_lines"),
        _stays(
            "payment_methods", "label", "holder", "mandate_reference", "provider_reference"
        ),
        _stays("payments"),
        _stays("payment_events", by="payment_id", of="payments"),
        _stays("board_posts", "title", "title_folded", "body", "removal_reason", by="author_id"),
        _stays("post_comments", "body", "removal_reason", by="author_id"),
        _stays("help_tickets", "subject", "subject_folded"),
        _stays("help_messages", "body"),
    )
}

ELSEWHERE: Mapping[str, str] = {
    "customers": "the person, of whom the billing name may have to stay, see `erasing`",
    "logins": "goes with the last of its customers, see `erasing`",
    "audit_entries": "what was changed is taken out, that and when stays, see `erasing`",
    "staff_grants": "of staff, who are erased when they are none any more",
    "activities": "the house's, which a teacher leads",
    "events": "the house's, of which a person may be the host",
}
"""Tables with a way to a person that are dealt with by themselves, and why."""

PERSON: Mapping[str, Any] = dict.fromkeys(
    (
        "phone", "date_of_birth", "company_name", "position", "notes", "access_card", "pincode",
        "health_notes", "preferred_language", "login_id", "group_id",
    )
) | dict.fromkeys(("full_name", "full_name_folded", "email", "email_folded"), ERASED)
"""What becomes of the person's own row."""

BILLING = ("billing_name", "tax_id")
"""What stays while there are invoices, unless it is to go as well: accounts have to be kept."""


def of_person(table: str) -> sa.ColumnElement[bool]:
    """Return the condition that rows of a table belong to `CUSTOMER`, or to their `LOGIN`."""
    found = metadata.tables[table]
    if table == "customers":
        return sa.and_(found.c.network_id == NETWORK, found.c.id == CUSTOMER)
    if table == "logins":
        return sa.and_(found.c.network_id == NETWORK, found.c.id == LOGIN)
    holding = HOLDINGS[table]
    column = found.c[holding.by]
    theirs = _LEADS.get(holding.of, _through(holding.of))(column)
    if table in _ALSO:
        theirs = sa.or_(theirs, _ALSO[table](found))
    return sa.and_(found.c.network_id == NETWORK, theirs)


def _through(table: str) -> Callable[[sa.ColumnElement[Any]], sa.ColumnElement[bool]]:
    def leads(column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        return column.in_(sa.select(metadata.tables[table].c.id).where(of_person(table)))

    return leads


_LEADS: Mapping[str, Callable[[sa.ColumnElement[Any]], sa.ColumnElement[bool]]] = {
    "customers": lambda column: column == CUSTOMER,
    "logins": lambda column: column == LOGIN,
}
_ALSO: Mapping[str, Callable[[sa.Table], sa.ColumnElement[bool]]] = {
    "sessions": lambda found: found.c.customer_id == CUSTOMER,
    "one_time_tokens": lambda found: OneOf(found.c.address, "addresses"),
    "letters": lambda found: OneOf(found.c.to_address, "addresses"),
}
"""What belongs to a person without a login that does: what went to their address, for one."""
