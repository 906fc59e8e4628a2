"""Whom to call in an emergency, and what to know about somebody's health."""

from __future__ import annotations

from planning.entities import Entity
from planning.fields import Column, ToOne
from resolvers.placed import EMERGENCY_CONTACTS, HEALTH_ENTRIES
from resolvers.words import choice
from store.customer_files import HEALTH_KINDS

EMERGENCY_CONTACT = Entity(
    name="EmergencyContact",
    table=EMERGENCY_CONTACTS,
    owner="customer_id",
    fields={
        "name": Column("name"),
        "relation": Column("relation"),
        "phone": Column("phone"),
        "email": Column("email"),
        "primary": Column("is_primary"),
        "customer": ToOne("Customer", "customer_id"),
    },
)

HEALTH_ENTRY = Entity(
    name="HealthEntry",
    table=HEALTH_ENTRIES,
    fields={
        "kind": choice("kind", HEALTH_KINDS),
        "text": Column("content"),
        "recordedAt": Column("recorded_at"),
        "customer": ToOne("Customer", "customer_id"),
    },
)
