"""Moving a customer to a stage of a board."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from planning.lookups import find_visible
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import MOVE_CARD
from resolvers.audit import audit
from resolvers.community.texts import MOST_TITLE, problems_in
from resolvers.crm import CRM_STAGE
from resolvers.customers import CUSTOMER
from resolvers.dated import Dated
from resolvers.desk.finding import UNKNOWN_CUSTOMER
from resolvers.locks import hold_customer
from resolvers.refusals import error, not_allowed, refused
from resolvers.suspension.automatic import suspend_on
from resolvers.suspension.occasions import CRM_STAGE as ENTERED
from store.audit_trail import Change
from store.crm import crm_cards, crm_stages
from store.membership import in_force
from store.portable import Portable
from store.sql import NETWORK

CARDS = Dated(crm_cards, "customer_id", "board_id")

UNKNOWN_STAGE = error("NOT_FOUND", "There is no such stage here.", "stageId")


async def move_crm_card(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Put a customer into a stage, out of whichever stage of the board they were in.

    Whoever was on the board nowhere before is suspended, where its location declares that.
    """
    given = arguments["input"]
    stage = await find_visible(work, CRM_STAGE, given["stageId"])
    if stage is None:
        return refused([UNKNOWN_STAGE])
    customer = await find_visible(work, CUSTOMER, given["customerId"])
    if customer is None:
        return refused([UNKNOWN_CUSTOMER])
    network = work.tree.root(work.portal)
    ((board, location),) = await _STAGE.fetch(work.connection, network=network, stage=stage)
    decision = work.policies.decide(MOVE_CARD, work.viewer, location, work.now)
    if not decision:
        return refused([not_allowed(decision)])
    if problems := list(problems_in(given, {"why": MOST_TITLE})):
        return refused(problems)

    await hold_customer(work.connection, network, customer)
    here = {"network": network, "customer": customer, "board": board, "now": work.now}
    before = await _CURRENT.fetch(work.connection, **here)
    if before and before[0][1] == stage:
        return Outcome(values={"errors": []}, records={"card": before[0][0]})
    await CARDS.end(work, customer_id=customer, board_id=board)
    card = await CARDS.begin(
        work, given["why"], stage_id=stage, board_id=board, customer_id=customer
    )
    was = {"stage_id": before[0][1]} if before else None
    change = Change(MOVE_CARD, location, "CrmCard", card, was, {"stage_id": stage})
    await audit(work, change)
    if not before:
        place = work.tree[location]
        await suspend_on(
            work.connection, work.policies, place, customer, ENTERED, given["why"], work.now
        )
    return Outcome(values={"errors": []}, records={"card": card})


_STAGE = Portable(
    lambda _: sa.select(crm_stages.c.board_id, crm_stages.c.location_id).where(
        crm_stages.c.network_id == NETWORK, crm_stages.c.id == sa.bindparam("stage")
    )
)
_CURRENT = Portable(
    lambda _: sa.select(crm_cards.c.id, crm_cards.c.stage_id).where(
        crm_cards.c.network_id == NETWORK,
        crm_cards.c.customer_id == sa.bindparam("customer"),
        crm_cards.c.board_id == sa.bindparam("board"),
        in_force(crm_cards),
    )
)

MOVE_A_CARD = Mutation(move_crm_card, records={"card": "CrmCard"})
