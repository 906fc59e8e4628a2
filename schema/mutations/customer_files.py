"""What staff keep of customers: checks, files, groups, and who is a teacher."""

import strawberry

from schema.desk import (
    AssignCustomerGroupInput,
    AssignCustomerGroupPayload,
    CheckCustomerInput,
    CheckCustomerPayload,
    EditCustomerInput,
    EditCustomerPayload,
    GiveTeacherSignInInput,
    GiveTeacherSignInPayload,
    PresentTeacherInput,
    PresentTeacherPayload,
)
from schema.fields import argument, field
from schema.group_changes import (
    CreateCustomerGroupInput,
    CreateCustomerGroupPayload,
    EditCustomerGroupInput,
    EditCustomerGroupPayload,
)


@strawberry.type
class CustomerFileMutations:
    check_customer: CheckCustomerPayload | None = field(
        "Tick off what staff see to before somebody may come in, or take it back: for staff.",
        argument("input", CheckCustomerInput, "Which customer, and which check."),
    )
    edit_customer: EditCustomerPayload | None = field(
        "Edit a customer's file: for staff who hold the permission at the customer's home.",
        argument("input", EditCustomerInput, "What to change."),
    )
    create_customer_group: CreateCustomerGroupPayload | None = field(
        "Make a group to sort customers into: for staff.",
        argument("input", CreateCustomerGroupInput, "Which group to make."),
    )
    edit_customer_group: EditCustomerGroupPayload | None = field(
        "Say what a group is called, and who belongs in it: for staff.",
        argument("input", EditCustomerGroupInput, "What to change."),
    )
    assign_customer_group: AssignCustomerGroupPayload | None = field(
        "Sort a customer into a group, or out of all: for staff.",
        argument("input", AssignCustomerGroupInput, "Which customer, and which group."),
    )
    present_teacher: PresentTeacherPayload | None = field(
        "Present a customer as a teacher of their home: for staff.",
        argument("input", PresentTeacherInput, "How to present whom."),
    )
    give_teacher_sign_in: GiveTeacherSignInPayload | None = field(
        "Give a teacher a role of staff where they teach, and a login if they have none: for "
        "staff who hold all that the role permits.",
        argument("input", GiveTeacherSignInInput, "Which teacher, and which role."),
    )
