"""What is changed of contracts, and how a first one begins."""

import strawberry

from schema.contract_changes import (
    ChangePlanInput,
    ChangePlanPayload,
    ContinueContractInput,
    ContinueContractPayload,
    EndContractInput,
    EndContractPayload,
    FreezeContractInput,
    FreezeContractPayload,
    UnfreezeContractInput,
    UnfreezeContractPayload,
)
from schema.fields import argument, field
from schema.joining import ChoosePlanInput, ChoosePlanPayload


@strawberry.type
class ContractMutations:
    freeze_contract: FreezeContractPayload | None = field(
        "Freeze a contract for some billing cycles, as far as its plan allows: one's own, or as "
        "staff a customer's.",
        argument("input", FreezeContractInput, "Which contract, and for how long."),
    )
    unfreeze_contract: UnfreezeContractPayload | None = field(
        "Let a contract run again at once, or take back a freeze to come. What is left of a cycle "
        "that began in the freeze is owed for by the day.",
        argument("input", UnfreezeContractInput, "Which contract."),
    )
    end_contract: EndContractPayload | None = field(
        "End a contract after its notice and its minimum term: one's own, or as staff a "
        "customer's, with a reason sooner.",
        argument("input", EndContractInput, "Which contract, and when."),
    )
    continue_contract: ContinueContractPayload | None = field(
        "Take back that a contract ends, before it does: for staff.",
        argument("input", ContinueContractInput, "Which contract."),
    )
    change_plan: ChangePlanPayload | None = field(
        "Change a contract to another plan with its next billing cycle, or take that back: one's "
        "own, or as staff a customer's.",
        argument("input", ChangePlanInput, "Which contract, and to which plan."),
    )
    choose_plan: ChoosePlanPayload | None = field(
        "Begin a contract on a plan, as a customer who has none: a member from then on.",
        argument("input", ChoosePlanInput, "Which plan to begin with."),
    )
