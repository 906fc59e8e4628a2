"""Step 4: whether the contracts that would admit the customer are frozen."""

from __future__ import annotations

from access.mask import Code as Denied
from resolvers.booking.situation import Situation
from resolvers.booking.standing import Standing
from resolvers.booking.verdict import Code, Refusal, Step, refuse

STEP = Step.FREEZE


def freeze(situation: Situation) -> Refusal | None:
    """Refuse where a thaw would admit; one usable contract beside a frozen one is none of this."""
    for standing in situation.before:
        if _stands_in_the_way(standing, blocks_all=situation.blocks_all_while_frozen):
            words = standing.lifted.words(Denied.CONTRACT_FROZEN)
            thaws_at = situation.prospects_of(standing).thaws_at
            return refuse(STEP, Code.CONTRACT_FROZEN, words, thaws_at)
    return None


def _stands_in_the_way(standing: Standing, *, blocks_all: bool) -> bool:
    lifted = standing.lifted
    if lifted.portal is Denied.CONTRACT_FROZEN or lifted.says(Denied.CONTRACT_FROZEN):
        return True
    plan_is_frozen = lifted.plans is not None and standing.thawed.plans is None
    return standing.all_frozen and (blocks_all or plan_is_frozen)
