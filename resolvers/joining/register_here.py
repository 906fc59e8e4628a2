"""A customer registers at one more location of the network: the one that they visit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import REGISTER_HERE
from resolvers.audit import audit
from resolvers.desk.further_locations import REGISTERED
from resolvers.joining.offer import Offer, offer_of
from resolvers.locks import hold_customer
from resolvers.refusals import error, not_allowed, refused
from store.accounts import Login, read_login
from store.audit_trail import Change

NO_CUSTOMER = error("LOGIN_REQUIRED", "Please sign in as a customer to be registered here.")
CLOSED = error("SIGN_UP_CLOSED", "Please get in touch with us to be registered here.")
MEMBERS_ONLY = error("MEMBERS_ONLY", "Please choose one of our plans first.")
UNVERIFIED = error(
    "EMAIL_UNVERIFIED",
    "Please show first that your address is yours: ask for a letter with a new password.",
)
REGISTERED_HERE = "registered in the portal"


async def register_here(work: Work, _arguments: dict[str, Any]) -> Outcome:
    """Register the viewer here, where people may sign up; where they are already nothing changes.

    Whatever a stranger would have to show to sign up here, they have to have shown.
    """
    customer, key = work.viewer.customer, work.viewer.login
    if customer is None or key is None:
        return refused([NO_CUSTOMER])
    place = work.tree[work.portal]
    await hold_customer(work.connection, place.root, customer)
    this = {"customer_id": customer, "location_id": place.id}
    if place.id != work.viewer.home and not await REGISTERED.holding(work, **this):
        decision = work.decide(REGISTER_HERE)
        if not decision:
            return refused([not_allowed(decision)])
        login = await read_login(work.connection, place.root, key, work.now)
        if problems := list(_problems(work, offer_of(place), login)):
            return refused(problems)
        await REGISTERED.begin(work, REGISTERED_HERE, **this)
        registered = {"registered_at": place.id}
        await audit(work, Change(REGISTER_HERE, place.id, "Customer", customer, None, registered))
    return Outcome(values={"errors": []}, records={"customer": customer})


def _problems(work: Work, offer: Offer, login: Login) -> Iterator[dict[str, Any]]:
    if not offer.open:
        yield CLOSED
    elif offer.plan_required and not work.viewer.contracts:
        yield MEMBERS_ONLY
    elif offer.verify_email and not login.verified:
        yield UNVERIFIED


REGISTER_ONESELF_HERE = Mutation(register_here, records={"customer": "Customer"})
