"""A new customer: their login, their record, and what goes with both, in one transaction."""

from __future__ import annotations

from planning.mutations import Work
from resolvers.joining.choose import begin
from resolvers.joining.offer import offer_of
from resolvers.joining.plan_rows import read_plan
from resolvers.joining.wish import Wish
from resolvers.new_customers import rights_of_new
from resolvers.rows import insert
from resolvers.suspension.automatic import suspend_on
from resolvers.suspension.occasions import SIGN_UP
from store.accounts import create_free_login
from store.audit_trail import Change, record_change
from store.customers import customer_access, customer_rights, customers

ACTION = "customers.sign-up"
BY = "sign-up"
SIGNED_UP = "signed up in the portal"


async def register(work: Work, wish: Wish, *, verified: bool) -> int | None:
    """Make a customer of whoever signed up; return their login, None where somebody has it.

    They are an individual (seed `customers`), at home where they signed up: a contact, or with a
    plan a member from now on. Where the location declares it they are suspended at once.
    """
    network, home = work.tree.root(work.portal), work.tree[wish.home]
    login = await create_free_login(
        work.connection, network, wish.email, wish.password_hash,
        unverified_since=None if verified else work.now,
    )
    if login is None:
        return None
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
        plan = await read_plan(work.connection, network, wish.plan)
        place = work.tree.locations.get(plan.location)
        offered = place is not None and plan.key in offer_of(place).plans and not plan.archived
        if place is not None and offered:  # it may have been taken back
            await begin(work, place, customer, plan, login=login)
    return login


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

