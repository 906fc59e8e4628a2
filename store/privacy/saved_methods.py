"""Means of payment that a provider keeps for a person: it has to forget them, too."""

from __future__ import annotations

import sqlalchemy as sa

from store.databases import Connection
from store.payments import payment_methods
from store.privacy.holdings import of_person
from store.privacy.reading import run
from store.privacy.subjects import Subject


async def references_of(connection: Connection, subject: Subject) -> list[tuple[str, str]]:
    """Return provider and reference of each means that was not removed."""
    method = payment_methods.c
    asked = sa.select(method.provider, method.provider_reference).where(
        of_person("payment_methods"), method.removed_at.is_(None)
    )
    return [(provider, reference) for provider, reference in await run(connection, asked, subject)]
