"""Everything that can be done."""

import strawberry

from schema.booking_changes import (
    BookResourceInput,
    BookResourcePayload,
    CancelBookingInput,
    CancelBookingPayload,
    ChangeBookingInput,
    ChangeBookingPayload,
    ConfirmBookingInput,
    ConfirmBookingPayload,
)
from schema.booking_series import BookSeriesInput, BookSeriesPayload
from schema.community import (
    CommentOnPostInput,
    CommentOnPostPayload,
    CreatePostInput,
    CreatePostPayload,
    MoveCrmCardInput,
    MoveCrmCardPayload,
    OpenTicketInput,
    OpenTicketPayload,
    RemoveCommentInput,
    RemoveCommentPayload,
    RemovePostInput,
    RemovePostPayload,
    ReplyToTicketInput,
    ReplyToTicketPayload,
)
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
from schema.customer_desk import (
    ArchiveCustomerInput,
    ArchiveCustomerPayload,
    GivePortalAccessInput,
    GivePortalAccessPayload,
    RegisterCustomerInput,
    RegisterCustomerPayload,
    RestoreCustomerInput,
    RestoreCustomerPayload,
    SetCustomerRightsInput,
    SetCustomerRightsPayload,
    WithdrawPortalAccessInput,
    WithdrawPortalAccessPayload,
)
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
from schema.enrolling import (
    EnrolInput,
    EnrolPayload,
    LeaveEventInput,
    LeaveEventPayload,
    MarkAttendanceInput,
    MarkAttendancePayload,
)
from schema.fields import argument, field
from schema.group_changes import (
    CreateCustomerGroupInput,
    CreateCustomerGroupPayload,
    EditCustomerGroupInput,
    EditCustomerGroupPayload,
)
from schema.joining import (
    ChoosePlanInput,
    ChoosePlanPayload,
    RequestNewPasswordInput,
    RequestNewPasswordPayload,
    SetNewPasswordInput,
    SetNewPasswordPayload,
    SignUpInput,
    SignUpPayload,
    VerifyEmailInput,
    VerifyEmailPayload,
)
from schema.paying import PayInvoiceInput, PayInvoicePayload
from schema.payment_methods import (
    RemovePaymentMethodInput,
    RemovePaymentMethodPayload,
    SavePaymentMethodInput,
    SavePaymentMethodPayload,
)
from schema.profile_update import UpdateMyProfileInput, UpdateMyProfilePayload
from schema.purchases import PurchaseProductInput, PurchaseProductPayload
from schema.registered_locations import (
    RegisterCustomerAtInput,
    RegisterCustomerAtPayload,
    RegisterHerePayload,
    UnregisterCustomerAtInput,
    UnregisterCustomerAtPayload,
)
from schema.selling import SellPlanInput, SellPlanPayload, TakePaymentInput, TakePaymentPayload
from schema.sign_in import (
    ChangePasswordInput,
    ChangePasswordPayload,
    SignInInput,
    SignInPayload,
    SignInWithProviderInput,
    SignInWithProviderPayload,
    SignOutPayload,
)
from schema.subscription_changes import (
    ContinueSubscriptionInput,
    ContinueSubscriptionPayload,
    EndSubscriptionInput,
    EndSubscriptionPayload,
)
from schema.suspensions import (
    SuspendCustomerInput,
    SuspendCustomerPayload,
    UnsuspendCustomerInput,
    UnsuspendCustomerPayload,
)
from schema.team_changes import (
    AddToTeamInput,
    AddToTeamPayload,
    ChangeTeamRoleInput,
    ChangeTeamRolePayload,
    CreateTeamInput,
    CreateTeamPayload,
    EditTeamInput,
    EditTeamPayload,
    LeaveTeamInput,
    LeaveTeamPayload,
    RemoveFromTeamInput,
    RemoveFromTeamPayload,
    ShareTeamCreditsInput,
    ShareTeamCreditsPayload,
)


@strawberry.type(
    description="What can be done. Where a payload's `errors` is not empty, nothing was changed."
)
class Mutation:
    sign_in: SignInPayload | None = field(
        "Sign in with an e-mail address and a password, for a token.",
        argument("input", SignInInput, "Who wants to sign in."),
    )
    sign_in_with_provider: SignInWithProviderPayload | None = field(
        "Sign in with an ID token of the operator's identity provider, for a token.",
        argument("input", SignInWithProviderInput, "Whom the provider vouches for."),
    )
    sign_out: SignOutPayload | None = field("Sign out: the token stops working at once.")
    change_password: ChangePasswordPayload | None = field(
        "Change one's own password. This session goes on; it signs out everywhere else.",
        argument("input", ChangePasswordInput, "The password until now, and the new one."),
    )
    sign_up: SignUpPayload | None = field(
        "Ask to become a customer of this location, where it lets people sign up.",
        argument("input", SignUpInput, "Who they are, and what they want."),
    )
    verify_email: VerifyEmailPayload | None = field(
        "Show that one reads what is sent to the address: a customer from then on, signed in.",
        argument("input", VerifyEmailInput, "What the letter says, and the password."),
    )
    register_here: RegisterHerePayload | None = field(
        "Register at one more location, the one visited, where it lets people sign up."
    )
    request_new_password: RequestNewPasswordPayload | None = field(
        "Ask for a letter with which a new password can be chosen.",
        argument("input", RequestNewPasswordInput, "Whom to write to."),
    )
    set_new_password: SetNewPasswordPayload | None = field(
        "Choose a new password with the letter's token. It signs out everywhere.",
        argument("input", SetNewPasswordInput, "The token, and the password."),
    )
    update_my_profile: UpdateMyProfilePayload | None = field(
        "Change one's own profile and preferred language.",
        argument("input", UpdateMyProfileInput, "What to change."),
    )
    book_resource: BookResourcePayload | None = field(
        "Book a resource. Nine rules are asked in their order; the first that says no is the "
        "answer. Of several who ask for the same time one gets it.",
        argument("input", BookResourceInput, "What to book, when, and for whom."),
    )
    book_series: BookSeriesPayload | None = field(
        "Book a resource again and again, at the same time on the clock. Each time is asked of the "
        "nine rules; if one says no nothing is booked, unless that one is to be left out.",
        argument("input", BookSeriesInput, "What to book, when, and how often."),
    )
    change_booking: ChangeBookingPayload | None = field(
        "Change a booking that has not begun; a new time is asked of the same rules. Staff who may "
        "book for customers change what is booked where they may.",
        argument("input", ChangeBookingInput, "What to change."),
    )
    cancel_booking: CancelBookingPayload | None = field(
        "Cancel a booking that has not begun. Cancelling twice is cancelling once. Staff who may "
        "book for customers cancel what is booked where they may.",
        argument("input", CancelBookingInput, "Which booking to cancel."),
    )
    confirm_booking: ConfirmBookingPayload | None = field(
        "Let a booking stand that waits for staff, if nobody else has its time. For staff; "
        "confirming twice is confirming once.",
        argument("input", ConfirmBookingInput, "Which booking to confirm."),
    )
    purchase_product: PurchaseProductPayload | None = field(
        "Buy a product, or sell it to a customer. It is owed from then on, and paid with an "
        "invoice; of several who want the last one, one gets it.",
        argument("input", PurchaseProductInput, "What to buy, and for whom."),
    )
    end_subscription: EndSubscriptionPayload | None = field(
        "Buy something no longer that is bought every month, once a month of it is over: one's "
        "own, or as staff a customer's.",
        argument("input", EndSubscriptionInput, "What, and from when on."),
    )
    continue_subscription: ContinueSubscriptionPayload | None = field(
        "Take back that a subscription ends, before it does.",
        argument("input", ContinueSubscriptionInput, "Which subscription."),
    )
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
    pay_invoice: PayInvoicePayload | None = field(
        "Pay an invoice that is due, in full or in part, with a saved means of payment.",
        argument("input", PayInvoiceInput, "What to pay, how much of it, and with what."),
    )
    save_payment_method: SavePaymentMethodPayload | None = field(
        "Save a means of payment by the provider's token. The same token saves once.",
        argument("input", SavePaymentMethodInput, "Which means to save."),
    )
    remove_payment_method: RemovePaymentMethodPayload | None = field(
        "Take a saved means of payment away, here and at the provider.",
        argument("input", RemovePaymentMethodInput, "Which means to take away."),
    )
    enrol: EnrolPayload | None = field(
        "Take a place at an event. What costs something uses a product that covers it, else is "
        "owed from then on; of several who want the last place, one gets it.",
        argument("input", EnrolInput, "Which event, and for whom."),
    )
    leave_event: LeaveEventPayload | None = field(
        "Give up a place at an event that has not begun. In time, what it used comes back and what "
        "is not billed is not owed any more; giving it up twice is giving it up once.",
        argument("input", LeaveEventInput, "Which place to give up."),
    )
    mark_attendance: MarkAttendancePayload | None = field(
        "Mark who came to an event, from its day on: for staff.",
        argument("input", MarkAttendanceInput, "Whose place, and whether they came."),
    )
    register_customer: RegisterCustomerPayload | None = field(
        "Register a customer at a location, as a person or a company: for staff. A customer "
        "without a contract is a contact.",
        argument("input", RegisterCustomerInput, "Whom to register, and where."),
    )
    register_customer_at: RegisterCustomerAtPayload | None = field(
        "Register a customer at one more location besides their home: for staff there.",
        argument("input", RegisterCustomerAtInput, "Which customer, where, and why."),
    )
    unregister_customer_at: UnregisterCustomerAtPayload | None = field(
        "End that a customer is registered at a location besides their home: for staff there.",
        argument("input", UnregisterCustomerAtInput, "Which customer, where, and why."),
    )
    set_customer_rights: SetCustomerRightsPayload | None = field(
        "Say what a customer may do besides reading: for staff.",
        argument("input", SetCustomerRightsInput, "Which customer, and which rights."),
    )
    give_portal_access: GivePortalAccessPayload | None = field(
        "Let a customer use the portals, with a login if they have none: for staff.",
        argument("input", GivePortalAccessInput, "Which customer, and why."),
    )
    withdraw_portal_access: WithdrawPortalAccessPayload | None = field(
        "Let a customer use the portals no longer; what they are signed in with ends at once: for "
        "staff.",
        argument("input", WithdrawPortalAccessInput, "Which customer, and why."),
    )
    archive_customer: ArchiveCustomerPayload | None = field(
        "Keep a customer for the record only. What they booked and has not begun is given up: for "
        "staff.",
        argument("input", ArchiveCustomerInput, "Which customer, and why."),
    )
    restore_customer: RestoreCustomerPayload | None = field(
        "Take the archiving of a customer back: for staff.",
        argument("input", RestoreCustomerInput, "Which customer, and why."),
    )
    sell_plan: SellPlanPayload | None = field(
        "Sell a plan to a customer, who is a member from the contract's first day on: for staff.",
        argument("input", SellPlanInput, "Which plan, and to whom."),
    )
    take_payment: TakePaymentPayload | None = field(
        "Keep that an invoice was paid at the desk, in full or in part: for staff.",
        argument("input", TakePaymentInput, "Which invoice, and how it was paid."),
    )
    create_team: CreateTeamPayload | None = field(
        "Make a team that a location looks after: for staff.",
        argument("input", CreateTeamInput, "Which team to make."),
    )
    edit_team: EditTeamPayload | None = field(
        "Say what a team is called and whether it shows itself: for staff, and for its "
        "administrators.",
        argument("input", EditTeamInput, "What to change."),
    )
    add_to_team: AddToTeamPayload | None = field(
        "Add a customer to a team: for staff.",
        argument("input", AddToTeamInput, "Whom to add, and as what."),
    )
    change_team_role: ChangeTeamRolePayload | None = field(
        "Give somebody who is in a team another role: for staff, and for the team's "
        "administrators, except for who pays.",
        argument("input", ChangeTeamRoleInput, "Whose role, and which."),
    )
    remove_from_team: RemoveFromTeamPayload | None = field(
        "Let somebody's place in a team end, at once: for staff, and for the team's "
        "administrators, except for who pays.",
        argument("input", RemoveFromTeamInput, "Whose place."),
    )
    leave_team: LeaveTeamPayload | None = field(
        "Leave a team, at once; not for who pays for it, nor for the last who looks after it.",
        argument("input", LeaveTeamInput, "Which team to leave."),
    )
    share_team_credits: ShareTeamCreditsPayload | None = field(
        "Let those in a team use the credits of who pays for it, or no longer, from now on: for "
        "staff, and for the team's administrators.",
        argument("input", ShareTeamCreditsInput, "Which team, and whether it shares."),
    )
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
    suspend_customer: SuspendCustomerPayload | None = field(
        "Suspend a customer: they read as before, and pay what is due; for staff.",
        argument("input", SuspendCustomerInput, "Whom to suspend, and why."),
    )
    unsuspend_customer: UnsuspendCustomerPayload | None = field(
        "Let a suspended customer act again; nothing but this lifts a suspension.",
        argument("input", UnsuspendCustomerInput, "Whom to let act again, and why."),
    )
    create_post: CreatePostPayload | None = field(
        "Post on a discussion board.",
        argument("input", CreatePostInput, "What to post, and where."),
    )
    comment_on_post: CommentOnPostPayload | None = field(
        "Comment on a post.", argument("input", CommentOnPostInput, "What to say, and to which.")
    )
    remove_post: RemovePostPayload | None = field(
        "Take a post off its board, with a reason that its author reads: for staff.",
        argument("input", RemovePostInput, "Which post, and why."),
    )
    remove_comment: RemoveCommentPayload | None = field(
        "Take a comment away, with a reason that its author reads: for staff.",
        argument("input", RemoveCommentInput, "Which comment, and why."),
    )
    open_ticket: OpenTicketPayload | None = field(
        "Ask staff of this location for help.",
        argument("input", OpenTicketInput, "What to ask."),
    )
    reply_to_ticket: ReplyToTicketPayload | None = field(
        "Write in a ticket: its customer, or staff of the location that is asked.",
        argument("input", ReplyToTicketInput, "What to write, and in which."),
    )
    move_crm_card: MoveCrmCardPayload | None = field(
        "Put a customer into a stage of a board: for staff.",
        argument("input", MoveCrmCardInput, "Which customer, which stage, and why."),
    )
