"""Everything that can be done, in the order in which clients read it."""

import strawberry

from schema.mutations.accounts import AccountMutations
from schema.mutations.bookings import BookingMutations
from schema.mutations.contracts import ContractMutations
from schema.mutations.conversations import ConversationMutations
from schema.mutations.customer_files import CustomerFileMutations
from schema.mutations.customers import CustomerMutations
from schema.mutations.enrolments import EnrolmentMutations
from schema.mutations.payments import PaymentMutations
from schema.mutations.purchases import PurchaseMutations
from schema.mutations.sales import SaleMutations
from schema.mutations.suspensions import SuspensionMutations
from schema.mutations.teams import TeamMutations


@strawberry.type(
    description="What can be done. Where a payload's `errors` is not empty, nothing was changed."
)
class Mutation(
    AccountMutations,
    BookingMutations,
    PurchaseMutations,
    ContractMutations,
    PaymentMutations,
    EnrolmentMutations,
    CustomerMutations,
    SaleMutations,
    TeamMutations,
    CustomerFileMutations,
    SuspensionMutations,
    ConversationMutations,
):
    pass
