"""The types of other files, for declarations that point at each other in circles."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from schema.activities import Activity
    from schema.attendees import EventAttendee
    from schema.bookings import Booking
    from schema.charges import Charge, Subscription
    from schema.contracts import Contract
    from schema.crm import CrmBoard, CrmStage
    from schema.customer_files import EmergencyContact, HealthEntry
    from schema.customer_groups import CustomerGroup
    from schema.customer_products import CustomerProduct
    from schema.customers import Customer
    from schema.discussion import BoardPost, DiscussionBoard
    from schema.enrolments import Enrolment
    from schema.events import Event
    from schema.freezes import Freeze
    from schema.help_desk import HelpTicket
    from schema.invoices import Invoice
    from schema.locations import Location
    from schema.payments import Payment, PaymentMethod
    from schema.plans import Plan
    from schema.products import Product
    from schema.profiles import Profile
    from schema.registered_locations import RegisteredLocation
    from schema.resource_categories import ResourceCategory
    from schema.resources import Resource
    from schema.suspensions import Suspension
    from schema.teachers import Teacher
    from schema.teams import Team, TeamMember

ABoardPost = Annotated["BoardPost", strawberry.lazy("schema.discussion")]
ACrmBoard = Annotated["CrmBoard", strawberry.lazy("schema.crm")]
ACrmStage = Annotated["CrmStage", strawberry.lazy("schema.crm")]
ADiscussionBoard = Annotated["DiscussionBoard", strawberry.lazy("schema.discussion")]
AHelpTicket = Annotated["HelpTicket", strawberry.lazy("schema.help_desk")]
AnActivity = Annotated["Activity", strawberry.lazy("schema.activities")]
AnAttendee = Annotated["EventAttendee", strawberry.lazy("schema.attendees")]
ABooking = Annotated["Booking", strawberry.lazy("schema.bookings")]
ACharge = Annotated["Charge", strawberry.lazy("schema.charges")]
AContract = Annotated["Contract", strawberry.lazy("schema.contracts")]
ACustomer = Annotated["Customer", strawberry.lazy("schema.customers")]
ACustomerGroup = Annotated["CustomerGroup", strawberry.lazy("schema.customer_groups")]
ACustomerProduct = Annotated["CustomerProduct", strawberry.lazy("schema.customer_products")]
AnEmergencyContact = Annotated["EmergencyContact", strawberry.lazy("schema.customer_files")]
AnEnrolment = Annotated["Enrolment", strawberry.lazy("schema.enrolments")]
AnEvent = Annotated["Event", strawberry.lazy("schema.events")]
AFreeze = Annotated["Freeze", strawberry.lazy("schema.freezes")]
AHealthEntry = Annotated["HealthEntry", strawberry.lazy("schema.customer_files")]
AnInvoice = Annotated["Invoice", strawberry.lazy("schema.invoices")]
ALocation = Annotated["Location", strawberry.lazy("schema.locations")]
APayment = Annotated["Payment", strawberry.lazy("schema.payments")]
APaymentMethod = Annotated["PaymentMethod", strawberry.lazy("schema.payments")]
APlan = Annotated["Plan", strawberry.lazy("schema.plans")]
AProduct = Annotated["Product", strawberry.lazy("schema.products")]
AProfile = Annotated["Profile", strawberry.lazy("schema.profiles")]
ARegisteredLocation = Annotated[
    "RegisteredLocation", strawberry.lazy("schema.registered_locations")
]
AResource = Annotated["Resource", strawberry.lazy("schema.resources")]
AResourceCategory = Annotated["ResourceCategory", strawberry.lazy("schema.resource_categories")]
ASubscription = Annotated["Subscription", strawberry.lazy("schema.charges")]
ASuspension = Annotated["Suspension", strawberry.lazy("schema.suspensions")]
ATeacher = Annotated["Teacher", strawberry.lazy("schema.teachers")]
ATeam = Annotated["Team", strawberry.lazy("schema.teams")]
ATeamMember = Annotated["TeamMember", strawberry.lazy("schema.teams")]
