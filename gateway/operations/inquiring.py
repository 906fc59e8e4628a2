"""Inquiries: what staff ask about the rules is written down, then worked out, then answered."""

from __future__ import annotations

from typing import Any

from planning.askers import Asker
from planning.engine import Engine
from planning.requests import Prepared
from resolvers.kept_policies import KeptPolicies
from store.audit_trail import Look, record_look
from store.databases import Database


async def inquire(
    engine: Engine, database: Database, kept: KeptPolicies, prepared: Prepared, asker: Asker
) -> Asker:
    """Work out what the operation asks about the rules, as far as *asker* may; return both.

    A moment of the past is asked of the policies that are *kept* of then. Each question leaves its
    row in a transaction of its own before it is looked into. What the asker may not ask is left
    alone: it will be null.

    Raises:
        DatabaseUnavailable: where it cannot be written down, or the facts cannot be had.
    """
    told: dict[str, Any] = {}
    viewer, entities = asker.viewer, engine.graph.catalogue.entities
    for name, inquiry, arguments in engine.inquiries(prepared, asker):
        look = Look(inquiry.action, asker.portal, None, arguments)
        async with database.transaction() as connection:
            await record_look(
                connection, viewer.network, look,
                login=viewer.login, customer=viewer.customer, now=asker.now,
            )
        async with database.snapshot() as connection:
            told[name] = await inquiry.work(asker.work(connection, kept), arguments, entities)
    return asker._replace(told=told)
