"""What staff keep of somebody who signs up: found by the proven address, and joined with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from planning.mutations import Work
from resolvers.desk.further_locations import REGISTERED
from resolvers.desk.logins import give_login
from resolvers.joining.choose import begin_wished
from resolvers.joining.offer import offer_of
from resolvers.joining.plan_rows import holds_contract
from resolvers.joining.wish import Wish
from resolvers.locks import hold_customers
from resolvers.rows import insert
from store.audit_trail import Change, record_change
from store.customers import customer_access, customer_locations, customers
from store.email_addresses import same_address
from store.folding import fold
from store.membership import is_archived, is_suspended
from store.portable import Portable
from store.sql import NETWORK

ACTION = "customers.join-login"
BY = "sign-up"
PROVEN = "showed in the portal that the address is theirs"


@dataclass(frozen=True, slots=True)
class Record:
    """A customer without a login; `had_access` also where it was withdrawn since."""

    id: int
    home: str
    suspended: bool
    had_access: bool


async def hold_records(work: Work, email: str) -> list[Record]:
    """Find the customers of an address that nobody signs in as, and take turns for them.

    Only those whose home lets people sign up: elsewhere staff decide who gets in. An archived
    one is kept for the record only, and stays that. What only folds to the same is another's.
    """
    found = {each.id for each in await _find(work, email)}
    await hold_customers(work.connection, work.tree.root(work.portal), found)
    return [each for each in await _find(work, email) if each.id in found]


async def _find(work: Work, email: str) -> list[Record]:
    rows = await _RECORDS.fetch(
        work.connection,
        network=work.tree.root(work.portal),
        email_folded=fold(email.strip()),
        now=work.now,
    )
    return [
        Record(key, home, bool(suspended), bool(had_access))
        for key, home, spelled, suspended, had_access in rows
        if same_address(spelled, email)
        and home in work.tree
        and offer_of(work.tree[home]).open
    ]


async def join(work: Work, wish: Wish, login: int, records: Sequence[Record]) -> None:
    """Let the login own the records, which stay as staff wrote them.

    Each may use the portals from now on, unless staff have taken that away, and is registered where
    they signed up. A plan begins where it is plain for whom, and they could choose it themselves;
    else they do that, signed in.
    """
    for record in records:
        await _join(work, wish, login, record)
    if wish.plan is not None and len(records) == 1 and not records[0].suspended:
        (only,), network = records, work.tree.root(work.portal)
        if not await holds_contract(work.connection, network, only.id, work.now):
            await begin_wished(work, only.id, wish.plan, login=login)


async def _join(work: Work, wish: Wish, login: int, record: Record) -> None:
    network = work.tree.root(work.portal)
    await give_login(work.connection, network, record.id, login)
    said = {"from_at": work.now, "by_whom": BY, "why": PROVEN}
    if not record.had_access:
        await insert(
            work.connection, customer_access, network, customer_id=record.id, **said
        )
    there = {"customer_id": record.id, "location_id": wish.home}
    if wish.home != record.home and not await REGISTERED.holding(work, **there):
        await insert(work.connection, customer_locations, network, **there, **said)
    change = Change(
        ACTION, record.home, "Customer", record.id,
        {"login_id": None}, {"login_id": login, "portal_access": not record.had_access},
    )  # fmt: skip
    await record_change(
        work.connection, network, change, login=login, customer=record.id, now=work.now
    )


_ONE: sa.ColumnClause[int] = sa.literal_column("1")
_HAD_ACCESS = sa.exists(
    sa.select(_ONE)
    .where(
        customer_access.c.network_id == customers.c.network_id,
        customer_access.c.customer_id == customers.c.id,
    )
    .correlate(customers)
)
_RECORDS = Portable(
    lambda _: (
        sa.select(
            customers.c.id,
            customers.c.location_id,
            customers.c.email,
            is_suspended(customers).label("suspended"),
            _HAD_ACCESS.label("had_access"),
        )
        .where(
            customers.c.network_id == NETWORK,
            customers.c.email_folded == sa.bindparam("email_folded", type_=sa.Text()),
            customers.c.login_id.is_(None),
            sa.not_(is_archived(customers)),
        )
        .order_by(customers.c.id)
    )
)
