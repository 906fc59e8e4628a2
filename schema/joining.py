"""Becoming a member by oneself: what to say, and what is answered."""

from __future__ import annotations

import strawberry

from schema.contracts import Contract
from schema.fields import condition, field
from schema.user_errors import UserError


@strawberry.input(description="Which plan to begin with.")
class ChoosePlanInput:
    plan_id: strawberry.ID = field("A plan that can be chosen here: its `beginsOnline` says so.")
    idempotency_key: str | None = condition(
        "A text of one's own. The same request with the same key chooses once, however often sent."
    )


@strawberry.type(description="What came of choosing a first plan.")
class ChoosePlanPayload:
    contract: Contract | None = field("The contract that has begun; null where it was refused.")
    errors: list[UserError] = field("Why nothing has begun; empty on success.")
