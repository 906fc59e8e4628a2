"""Changing contracts, one's own or for customers: what to say, and what is answered."""

import datetime as dt

import strawberry

from schema.contracts import Contract
from schema.fields import condition, field
from schema.user_errors import UserError

WHY = (
    "The reason, for colleagues: 1 to 200 characters. Staff who go beyond the plan's terms have "
    "to give one."
)


@strawberry.input(description="Which contract to freeze, and for how long.")
class FreezeContractInput:
    contract_id: strawberry.ID = field("The contract.")
    from_date: dt.date | None = condition(
        "The first day of the freeze, which is that of a billing cycle; without it, of the next."
    )
    until_date: dt.date = field("The first day that counts again: that of a later cycle.")
    why: str | None = condition(WHY)


@strawberry.input(description="Which contract is to run again, although it is frozen.")
class UnfreezeContractInput:
    contract_id: strawberry.ID = field("The contract.")
    from_date: dt.date | None = condition(
        "The first day of the freeze to lift; without it, the one that holds, or else the next."
    )
    why: str | None = condition("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Which contract to end, and when.")
class EndContractInput:
    contract_id: strawberry.ID = field("The contract.")
    on_date: dt.date | None = condition(
        "The first day that it does not cover; without it, the earliest that there is."
    )
    why: str | None = condition(WHY)


@strawberry.input(description="Which contract goes on, although it was to end.")
class ContinueContractInput:
    contract_id: strawberry.ID = field("The contract.")
    why: str | None = condition("The reason, for colleagues: 1 to 200 characters.")


@strawberry.input(description="Which contract to change, and to which plan.")
class ChangePlanInput:
    contract_id: strawberry.ID = field("The contract.")
    plan_id: strawberry.ID | None = condition(
        "A plan of the same location; null, or the contract's own: it stays after all."
    )
    why: str | None = condition("The reason, for colleagues: 1 to 200 characters.")


@strawberry.type(description="What came of freezing a contract.")
class FreezeContractPayload:
    contract: Contract | None = field("The contract as it is now; null where it was refused.")
    errors: list[UserError] = field("Why nothing was frozen; empty on success.")


@strawberry.type(description="What came of lifting a freeze.")
class UnfreezeContractPayload:
    contract: Contract | None = field("The contract as it is now; null where it was refused.")
    errors: list[UserError] = field("Why it was not lifted; empty on success.")


@strawberry.type(description="What came of ending a contract.")
class EndContractPayload:
    contract: Contract | None = field("The contract as it is now; null where it was refused.")
    errors: list[UserError] = field("Why it does not end; empty on success.")


@strawberry.type(description="What came of letting a contract go on.")
class ContinueContractPayload:
    contract: Contract | None = field("The contract as it is now; null where it was refused.")
    errors: list[UserError] = field("Why it still ends; empty on success.")


@strawberry.type(description="What came of changing to another plan.")
class ChangePlanPayload:
    contract: Contract | None = field("The contract as it is now; null where it was refused.")
    errors: list[UserError] = field("Why nothing was changed; empty on success.")
