"""Everything that can be fetched and done, in one list."""

from __future__ import annotations

from planning.catalogue import Catalogue
from planning.entities import Entity, TreeEntity
from planning.fields import Pages
from planning.root_fields import (
    ById,
    Everywhere,
    Followed,
    FollowedAccess,
    FollowedField,
    Mine,
    NodeById,
    NodesById,
    RootField,
    Search,
    Visited,
    Worked,
)
from resolvers.activities import ACTIVITY, TEACHER
from resolvers.agreements.change_plan import CHANGE_A_PLAN
from resolvers.agreements.end import CONTINUE_A_CONTRACT, END_A_CONTRACT
from resolvers.agreements.freeze import FREEZE_A_CONTRACT, UNFREEZE_A_CONTRACT
from resolvers.articles import ARTICLE
from resolvers.booking.book import BOOK_RESOURCE
from resolvers.booking.cancel import CANCEL_A_BOOKING
from resolvers.booking.change import CHANGE_A_BOOKING
from resolvers.booking.confirm import CONFIRM_A_BOOKING
from resolvers.booking.series import BOOK_A_SERIES
from resolvers.bookings import BOOKING
from resolvers.change_password import CHANGE_PASSWORD
from resolvers.charges import CHARGE, SUBSCRIPTION
from resolvers.commerce.methods import REMOVE_A_METHOD, SAVE_A_METHOD
from resolvers.commerce.pay import PAY_INVOICE
from resolvers.commerce.purchase import PURCHASE_PRODUCT
from resolvers.commerce.subscription_end import CONTINUE_A_SUBSCRIPTION, END_A_SUBSCRIPTION
from resolvers.commerce.take_payment import TAKE_A_PAYMENT
from resolvers.community.posting import (
    COMMENT_ON_A_POST,
    CREATE_A_POST,
    REMOVE_A_COMMENT,
    REMOVE_A_POST,
)
from resolvers.community.tickets import OPEN_A_TICKET, REPLY_TO_A_TICKET
from resolvers.contracts import CONTRACT, FREEZE
from resolvers.crm import CRM_BOARD, CRM_CARD, CRM_STAGE
from resolvers.customer_files import EMERGENCY_CONTACT, HEALTH_ENTRY
from resolvers.customer_groups import CUSTOMER_GROUP
from resolvers.customer_products import CUSTOMER_PRODUCT
from resolvers.customers import CUSTOMER
from resolvers.desk.access import GIVE_PORTAL_ACCESS, WITHDRAW_PORTAL_ACCESS
from resolvers.desk.archiving import ARCHIVE_A_CUSTOMER, RESTORE_A_CUSTOMER
from resolvers.desk.cards import MOVE_A_CARD
from resolvers.desk.checks import CHECK_A_CUSTOMER
from resolvers.desk.editing import ASSIGN_A_GROUP, EDIT_A_CUSTOMER
from resolvers.desk.further_locations import REGISTER_A_CUSTOMER_AT, UNREGISTER_A_CUSTOMER_AT
from resolvers.desk.groups import CREATE_A_GROUP, EDIT_A_GROUP
from resolvers.desk.registering import REGISTER_A_CUSTOMER
from resolvers.desk.rights import SET_CUSTOMER_RIGHTS
from resolvers.desk.teaching import GIVE_A_TEACHER_SIGN_IN, PRESENT_A_TEACHER
from resolvers.discussion import BOARD_POST, DISCUSSION_BOARD, POST_COMMENT
from resolvers.enrolling.attendance import MARK_WHO_CAME
from resolvers.enrolling.enrol import ENROL_IN_AN_EVENT
from resolvers.enrolling.leave import LEAVE_AN_EVENT
from resolvers.enrolments import ENROLMENT
from resolvers.events import EVENT, EVENT_ATTENDEE, EVENT_TICKET
from resolvers.faqs import FAQ
from resolvers.help_desk import HELP_MESSAGE, HELP_TICKET
from resolvers.invoices import INVOICE, INVOICE_LINE
from resolvers.joining.choose import CHOOSE_A_PLAN
from resolvers.joining.passwords import REQUEST_NEW_PASSWORD, SET_NEW_PASSWORD
from resolvers.joining.register_here import REGISTER_ONESELF_HERE
from resolvers.joining.sell import SELL_A_PLAN
from resolvers.joining.sign_up import SIGN_UP_HERE
from resolvers.joining.verify import VERIFY_EMAIL
from resolvers.locations import LOCATION
from resolvers.pages import ABOUT, BENEFITS, CONTACT_PAGE, HOME
from resolvers.payments import PAYMENT, PAYMENT_METHOD
from resolvers.perks import PERK
from resolvers.plans import PLAN
from resolvers.portal import portal
from resolvers.products import PRODUCT
from resolvers.profile_update import UPDATE_MY_PROFILE
from resolvers.profiles import PROFILE, PROFILE_TAG
from resolvers.provider_sign_in import SIGN_IN_WITH_PROVIDER
from resolvers.questions import EXPLAIN, WHO_CAN_SEE
from resolvers.registered_locations import REGISTERED_LOCATION
from resolvers.resource_categories import RATE, RESOURCE_CATEGORY
from resolvers.resources import RESOURCE
from resolvers.sign_in import SIGN_IN, SIGN_OUT
from resolvers.suspension.by_hand import SUSPEND_A_CUSTOMER, UNSUSPEND_A_CUSTOMER
from resolvers.suspensions import SUSPENSION
from resolvers.teaming.editing import CREATE_A_TEAM, EDIT_A_TEAM
from resolvers.teaming.leaving import LEAVE_A_TEAM
from resolvers.teaming.roles import ADD_TO_A_TEAM, CHANGE_A_TEAM_ROLE, REMOVE_FROM_A_TEAM
from resolvers.teaming.sharing import SHARE_CREDITS
from resolvers.teams import TEAM, TEAM_MEMBER

ENTITIES: tuple[Entity | TreeEntity, ...] = (
    *(CUSTOMER, PROFILE, PROFILE_TAG, CONTRACT, FREEZE, PLAN, TEAM, TEAM_MEMBER),
    *(EVENT, EVENT_TICKET, EVENT_ATTENDEE, ARTICLE, PERK, FAQ, PRODUCT),
    *(RESOURCE, RESOURCE_CATEGORY, RATE, BOOKING, INVOICE, INVOICE_LINE),
    *(CHARGE, SUBSCRIPTION, PAYMENT, PAYMENT_METHOD, SUSPENSION),
    *(CUSTOMER_GROUP, EMERGENCY_CONTACT, HEALTH_ENTRY, CUSTOMER_PRODUCT),
    REGISTERED_LOCATION,
    *(DISCUSSION_BOARD, BOARD_POST, POST_COMMENT, HELP_TICKET, HELP_MESSAGE),
    *(CRM_BOARD, CRM_STAGE, CRM_CARD),
    *(ACTIVITY, TEACHER, ENROLMENT),
    *(LOCATION, HOME, ABOUT, CONTACT_PAGE, BENEFITS),
)

QUERY: dict[str, RootField] = {
    "portal": Worked(portal, lasting=True),
    "locations": Everywhere("Location"),
    "me": Mine(),
    "node": NodeById(),
    "nodes": NodesById(),
    "search": Search(
        ("Event", "Article", "Perk", "Faq", "Plan", "Product", "Resource", "Profile", "Team")
    ),
    "home": Visited("Home"),
    "about": Visited("About"),
    "contactPage": Visited("ContactPage"),
    "benefits": Visited("Benefits"),
    "event": ById("Event"),
    "events": Pages("Event"),
    "activity": ById("Activity"),
    "activities": Pages("Activity"),
    "teacher": ById("Teacher"),
    "teachers": Pages("Teacher"),
    "article": ById("Article"),
    "articles": Pages("Article"),
    "perk": ById("Perk"),
    "perks": Pages("Perk"),
    "faq": ById("Faq"),
    "faqs": Pages("Faq"),
    "discussionBoard": ById("DiscussionBoard"),
    "discussionBoards": Pages("DiscussionBoard"),
    "boardPost": ById("BoardPost"),
    "helpTicket": ById("HelpTicket"),
    "helpTickets": Pages("HelpTicket"),
    "resource": ById("Resource"),
    "resources": Pages("Resource"),
    "resourceCategory": ById("ResourceCategory"),
    "resourceCategories": Pages("ResourceCategory"),
    "booking": ById("Booking"),
    "bookings": Pages("Booking"),
    "plan": ById("Plan"),
    "plans": Pages("Plan"),
    "product": ById("Product"),
    "products": Pages("Product"),
    "invoice": ById("Invoice"),
    "invoices": Pages("Invoice"),
    "charge": ById("Charge"),
    "charges": Pages("Charge"),
    "payment": ById("Payment"),
    "payments": Pages("Payment"),
    "profile": ById("Profile"),
    "profiles": Pages("Profile"),
    "team": ById("Team"),
    "teams": Pages("Team"),
    "customer": ById("Customer"),
    "customers": Pages("Customer"),
    "crmBoards": Pages("CrmBoard"),
    "customerGroup": ById("CustomerGroup"),
    "customerGroups": Pages("CustomerGroup"),
    "contract": ById("Contract"),
    "contracts": Pages("Contract"),
    "explain": EXPLAIN,
    "whoCanSee": WHO_CAN_SEE,
}

FOLLOWED: dict[str, FollowedField] = {
    "bookingChanged": Followed("Booking", resource="resource_id", own=True),
    "resourceAvailabilityChanged": Followed("Resource", resource="id"),
    "eventPublished": Followed("Event"),
    "myAccessChanged": FollowedAccess(portal),
}

CATALOGUE = Catalogue(
    entities={entity.name: entity for entity in ENTITIES},
    query=QUERY,
    followed=FOLLOWED,
    mutations={
        "signIn": SIGN_IN,
        "signInWithProvider": SIGN_IN_WITH_PROVIDER,
        "signOut": SIGN_OUT,
        "changePassword": CHANGE_PASSWORD,
        "signUp": SIGN_UP_HERE,
        "verifyEmail": VERIFY_EMAIL,
        "registerHere": REGISTER_ONESELF_HERE,
        "registerCustomerAt": REGISTER_A_CUSTOMER_AT,
        "unregisterCustomerAt": UNREGISTER_A_CUSTOMER_AT,
        "requestNewPassword": REQUEST_NEW_PASSWORD,
        "setNewPassword": SET_NEW_PASSWORD,
        "updateMyProfile": UPDATE_MY_PROFILE,
        "editCustomer": EDIT_A_CUSTOMER,
        "assignCustomerGroup": ASSIGN_A_GROUP,
        "createCustomerGroup": CREATE_A_GROUP,
        "editCustomerGroup": EDIT_A_GROUP,
        "presentTeacher": PRESENT_A_TEACHER,
        "giveTeacherSignIn": GIVE_A_TEACHER_SIGN_IN,
        "createPost": CREATE_A_POST,
        "commentOnPost": COMMENT_ON_A_POST,
        "removePost": REMOVE_A_POST,
        "removeComment": REMOVE_A_COMMENT,
        "openTicket": OPEN_A_TICKET,
        "replyToTicket": REPLY_TO_A_TICKET,
        "moveCrmCard": MOVE_A_CARD,
        "bookResource": BOOK_RESOURCE,
        "bookSeries": BOOK_A_SERIES,
        "changeBooking": CHANGE_A_BOOKING,
        "cancelBooking": CANCEL_A_BOOKING,
        "confirmBooking": CONFIRM_A_BOOKING,
        "purchaseProduct": PURCHASE_PRODUCT,
        "endSubscription": END_A_SUBSCRIPTION,
        "continueSubscription": CONTINUE_A_SUBSCRIPTION,
        "freezeContract": FREEZE_A_CONTRACT,
        "unfreezeContract": UNFREEZE_A_CONTRACT,
        "endContract": END_A_CONTRACT,
        "continueContract": CONTINUE_A_CONTRACT,
        "changePlan": CHANGE_A_PLAN,
        "choosePlan": CHOOSE_A_PLAN,
        "payInvoice": PAY_INVOICE,
        "savePaymentMethod": SAVE_A_METHOD,
        "removePaymentMethod": REMOVE_A_METHOD,
        "enrol": ENROL_IN_AN_EVENT,
        "leaveEvent": LEAVE_AN_EVENT,
        "markAttendance": MARK_WHO_CAME,
        "checkCustomer": CHECK_A_CUSTOMER,
        "sellPlan": SELL_A_PLAN,
        "takePayment": TAKE_A_PAYMENT,
        "createTeam": CREATE_A_TEAM,
        "editTeam": EDIT_A_TEAM,
        "addToTeam": ADD_TO_A_TEAM,
        "changeTeamRole": CHANGE_A_TEAM_ROLE,
        "removeFromTeam": REMOVE_FROM_A_TEAM,
        "leaveTeam": LEAVE_A_TEAM,
        "shareTeamCredits": SHARE_CREDITS,
        "registerCustomer": REGISTER_A_CUSTOMER,
        "setCustomerRights": SET_CUSTOMER_RIGHTS,
        "givePortalAccess": GIVE_PORTAL_ACCESS,
        "withdrawPortalAccess": WITHDRAW_PORTAL_ACCESS,
        "archiveCustomer": ARCHIVE_A_CUSTOMER,
        "restoreCustomer": RESTORE_A_CUSTOMER,
        "suspendCustomer": SUSPEND_A_CUSTOMER,
        "unsuspendCustomer": UNSUSPEND_A_CUSTOMER,
    },
)
