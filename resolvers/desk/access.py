"""Portal access of a customer: given with a login, and withdrawn at once."""

from __future__ import annotations

from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import GIVE_ACCESS, WITHDRAW_ACCESS
from resolvers.audit import audit
from resolvers.dated import Dated
from resolvers.desk.archived import why_not_for
from resolvers.desk.finding import Held, hold_with_reason
from resolvers.desk.logins import LOOKALIKE, give_login, login_for_address, make_password
from resolvers.refusals import error, refused
from store.audit_trail import Change
from store.customers import customer_access
from store.sessions import revoke_sessions_of_customer

ACCESS = Dated(customer_access, "customer_id")

NO_ADDRESS = error("INVALID_VALUE", "This customer has no e-mail address.", "customerId")


async def give_portal_access(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a customer use the portals from now on, and sign in with their address.

    Where the address signs in already, that login gets one more profile and keeps its password.
    Whether it does may be known at a house of which the viewer knows nothing, so the answer is the
    same: the password that it tells is a new login's.
    """
    given = arguments["input"]
    held = await hold_with_reason(work, given, GIVE_ACCESS)
    if isinstance(held, Outcome):
        return held
    if problem := await why_not_for(work, held.id):
        return refused([problem])
    network, password = work.tree.root(work.portal), None
    if held.row.login_id is None:
        if not held.row.email:
            return refused([NO_ADDRESS])
        password, kept = work.known
        login = await login_for_address(
            work.connection, network, held.row.email, kept, work.now
        )
        if login is None:
            return refused([LOOKALIKE])
        await give_login(work.connection, network, held.id, login)
    had = bool(await ACCESS.holding(work, customer_id=held.id))
    if not had:
        await ACCESS.begin(work, given["why"].strip(), customer_id=held.id)
    if not had or password is not None:
        await _keep(work, held, GIVE_ACCESS, given, before=had, after=True)
    values: dict[str, Any] = {"errors": [], "password": password}
    return Outcome(values=values, records={"customer": held.id})


async def withdraw_portal_access(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Let a customer use the portals no longer: whatever they are signed in with ends at once."""
    given = arguments["input"]
    held = await hold_with_reason(work, given, WITHDRAW_ACCESS)
    if isinstance(held, Outcome):
        return held
    if await ACCESS.holding(work, customer_id=held.id):
        network = work.tree.root(work.portal)
        await ACCESS.end(work, customer_id=held.id)
        await revoke_sessions_of_customer(work.connection, network, held.id, work.now)
        await _keep(work, held, WITHDRAW_ACCESS, given, before=True, after=False)
    return Outcome(values={"errors": []}, records={"customer": held.id})


async def _keep(
    work: Work, held: Held, action: str, given: dict[str, Any], *, before: bool, after: bool
) -> None:
    written = {"portal_access": after, "why": given["why"].strip()}
    change = Change(
        action, held.row.location_id, "Customer", held.id, {"portal_access": before}, written
    )
    await audit(work, change)


GIVE_PORTAL_ACCESS = Mutation(
    give_portal_access, records={"customer": "Customer"}, before=make_password
)
WITHDRAW_PORTAL_ACCESS = Mutation(withdraw_portal_access, records={"customer": "Customer"})
