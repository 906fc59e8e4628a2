"""Names that files and rows use for each other, and that only one of them knows: plans and roles.

Nothing of it opens anything: a rule that names a plan of nobody admits nobody, and a role that no
file lists permits nothing. It is probably not meant, since somebody renamed one and not the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from access.phrases import counted
from documents.document import Document
from documents.places import Problem
from documents.quoting import quoted
from documents.suggestions import did_you_mean
from store.contracts import plans
from store.databases import Database
from store.people import staff_grants
from store.portable import Portable
from store.sql import NOW


async def find_unmatched(
    database: Database, documents: Iterable[Document], now: dt.datetime
) -> list[Problem]:
    """Compare the plans and roles of the files with those of the rows.

    Raises:
        DatabaseUnavailable: where they cannot be compared.
    """
    async with database.snapshot() as connection:
        keys = {row[0] for row in await _KEYS.fetch(connection)}
        rows = await _ROLES.fetch(connection, now=now)
    held = {row[0]: row[1] for row in rows}
    only = {document.kind: document for document in documents}
    problems: list[Problem] = []
    if (audiences := only.get("audiences")) is not None and keys:
        problems += plans_without_rows(audiences, keys)
    if (staff := only.get("staff")) is not None:
        problems += roles_of_no_file(staff, held)
    return problems


def plans_without_rows(audiences: Document, keys: Iterable[str]) -> Iterator[Problem]:
    """Every plan that a rule may name is one that is sold, or was."""
    declared = audiences.data.get("plans") or ()
    known = set(keys)
    others = sorted(known.difference(declared))
    for index, plan in enumerate(declared):
        if plan not in known:
            yield audiences.problem(
                ("plans", index),
                f"no plan of the database has the key {quoted(plan)}, so whoever a rule admits "
                "for it is nobody",
                did_you_mean(plan, others) or "give the plan this key, or take the name out",
            )


def roles_of_no_file(staff: Document, held: Mapping[str, int]) -> Iterator[Problem]:
    """Every role that somebody holds, or will hold, is listed."""
    roles = staff.data.get("roles") or {}
    at: tuple[Any, ...] = ("roles",) if roles else ()
    for role, rows in sorted(held.items()):
        if role not in roles:
            verb = "gives" if rows == 1 else "give"
            yield staff.problem(
                at,
                f"{counted(rows, 'row')} of `staff_grants` {verb} the role {quoted(role)}, which "
                "is not among these and permits nothing",
                did_you_mean(role, roles) or "list it here, or end these rows",
                at_key=bool(roles),
            )


_KEYS = Portable(lambda _: sa.select(plans.c.key).distinct())
_ROLES = Portable(
    lambda _: sa.select(staff_grants.c.role, sa.func.count())
    .where(sa.or_(staff_grants.c.until_at.is_(None), staff_grants.c.until_at > NOW))
    .group_by(staff_grants.c.role)
)
