"""Whoever signed up: their login, their record, and what goes with both, in one transaction."""

from __future__ import annotations

from planning.mutations import Work
from resolvers.joining.choose import begin_wished
from resolvers.joining.known_records import hold_records, join
from resolvers.joining.wish import Wish
from resolvers.new_customers import rights_of_new
from resolvers.rows import insert
from resolvers.suspension.automatic import suspend_on
from resolvers.suspension.occasions import SIGN_UP
from store.accounts import create_login
from store.audit_trail import Change, record_change
from store.customers import customer_access, customer_rights, customers

ACTION = "customers.sign-up"
BY = "sign-up"
SIGNED_UP = "signed up in the portal"


async def register(work: Work, wish: Wish, *, verified: bool) -> int | None:
    """Let whoever signed up in; return their login, None where somebody has it.

    Whom staff have on file under the proven address already, they are from now on; without such a
    record, and where nothing is proven, they are a new customer.
    """
    network = work.tree.root(work.portal)
    records = await hold_records(work, wish.email) if verified else []
    login = await create_login(
        work.connection, network, wish.email, wish.password_hash,
        unverified_since=None if verified else work.now,
    )
    if login is None:
        return None
    if records:
        await join(work, wish, login, records)
    else:
        await _begin_customer(work, wish, login, verified=verified)
    return login


async def _begin_customer(work: Work, wish: Wish, login: int, *, verified: bool) -> None:
    """Make a customer of them.

    They are an individual (seed `customers`), at home where they signed up: a contact, or with a
    plan a member from now on. Where the location declares it they are suspended at once.
    """
    network, home = work.tree.root(work.portal), work.tree[wish.home]
    customer = await _insert(work, wish, network, login)
    after = {"customer_type": "individual", "full_name": wish.name, "email": wish.email,
             "verified": verified}  # fmt: skip
    change = Change(ACTION, home.id, "Customer", customer, None, after)
    await record_change(
        work.connection, network, change, login=login, customer=customer, now=work.now
    )
    await suspend_on(
        work.connection, work.policies, home, customer, SIGN_UP, SIGNED_UP, work.now
    )
    if wish.plan is not None:
        await begin_wished(work, customer, wish.plan, login=login)


async def _insert(work: Work, wish: Wish, network: str, login: int) -> int:
    customer = await insert(
        work.connection,
        customers,
        network,
        location_id=wish.home,
        customer_type="individual",
        full_name=wish.name,
        email=wish.email,
        phone=wish.phone,
        registered_at=work.now,
        preferred_language=wish.language,
        login_id=login,
    )
    said = {"customer_id": customer, "from_at": work.now, "by_whom": BY, "why": SIGNED_UP}
    await insert(work.connection, customer_access, network, **said)
    for right in rights_of_new(work.tree[wish.home]):
        await insert(work.connection, customer_rights, network, right=right, **said)
    return customer

