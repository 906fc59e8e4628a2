"""Which entries of the audit trail tell of a person: of their records, or by them."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from store.audit import audit_entries
from store.metadata import metadata
from store.privacy.holdings import CUSTOMER, of_person
from store.privacy.subjects import Subject

RECORDS: Mapping[str, str] = {
    "Customer": "customers",
    "Login": "logins",
    "Teacher": "teachers",
    "TeamMember": "team_members",
    "Contract": "contracts",
    "Booking": "bookings",
    "Enrolment": "event_attendees",
    "PaymentMethod": "payment_methods",
    "HelpTicket": "help_tickets",
    "Freeze": "freezes",
    "BoardPost": "board_posts",
    "PostComment": "post_comments",
    "CrmCard": "crm_cards",
}
"""Where the records of entries stand that hold more than amounts and dates."""


def about_person() -> sa.ColumnElement[bool]:
    """Return the condition that an entry tells of `CUSTOMER`.

    What they did as staff, with a login and no profile, is about others.
    """
    entry = audit_entries.c
    told = [entry.customer_id == CUSTOMER]
    for record_type, table in RECORDS.items():
        theirs = sa.select(metadata.tables[table].c.id).where(of_person(table))
        told.append(sa.and_(entry.record_type == record_type, entry.record_id.in_(theirs)))
    return sa.or_(*told)


def names_address(subject: Subject) -> sa.ColumnElement[bool]:
    """Return the condition that an entry holds an address of *subject*, whomever it is about."""
    entry = audit_entries.c
    return sa.or_(
        sa.false(),
        *(
            state.contains(address, autoescape=True)
            for address in sorted(subject.addresses)
            for state in (entry.before, entry.after)
        ),
    )
