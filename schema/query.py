"""Everything that can be asked."""

import strawberry

from schema.activities import Activity, ActivityFilter, ActivityOrder
from schema.articles import Article, ArticleFilter, ArticleOrder
from schema.bookings import Booking, BookingFilter, BookingOrder
from schema.charges import Charge, ChargeFilter, ChargeOrder
from schema.connections import Connection
from schema.contracts import Contract, ContractFilter, ContractOrder
from schema.crm import CrmBoard, CrmBoardFilter, CrmBoardOrder
from schema.customer_groups import CustomerGroup, CustomerGroupFilter, CustomerGroupOrder
from schema.customers import Customer, CustomerFilter, CustomerOrder
from schema.discussion import (
    BoardPost,
    DiscussionBoard,
    DiscussionBoardFilter,
    DiscussionBoardOrder,
)
from schema.events import Event, EventFilter, EventOrder
from schema.faqs import Faq, FaqFilter, FaqOrder
from schema.fields import argument, by_id, connection, field
from schema.help_desk import HelpTicket, HelpTicketFilter, HelpTicketOrder
from schema.invoices import Invoice, InvoiceFilter, InvoiceOrder
from schema.locations import Location
from schema.node import Node
from schema.pages import About, Benefits, ContactPage, Home
from schema.payments import Payment, PaymentFilter, PaymentOrder
from schema.perks import Perk, PerkFilter, PerkOrder
from schema.plans import Plan, PlanFilter, PlanOrder
from schema.portal import Portal
from schema.products import Product, ProductFilter, ProductOrder
from schema.profiles import Profile, ProfileFilter, ProfileOrder
from schema.questions import BOOKING, RECORD, SUBJECT, VIEWER, WHEN, Explanation, Visibility
from schema.resource_categories import (
    ResourceCategory,
    ResourceCategoryFilter,
    ResourceCategoryOrder,
)
from schema.resources import Resource, ResourceFilter, ResourceOrder
from schema.search import SearchResult, SearchType
from schema.teachers import Teacher, TeacherFilter, TeacherOrder
from schema.teams import Team, TeamFilter, TeamOrder


@strawberry.type(
    description="What can be asked. A field that the viewer may not see is null, and "
    "`extensions.access` says why; a record that the viewer may not see is as if it were not there."
)
class Query:
    portal: Portal | None = field("The portal being visited.")
    locations: list[Location] | None = field("The locations of the network.")
    me: Customer | None = field("The viewer as a customer; null for whoever is none.")

    node: Node | None = by_id("Any record, by its id.")
    nodes: list[Node | None] | None = field(
        "Several records, in the order of their ids; null for each that is not there.",
        argument("ids", list[strawberry.ID], "The ids of the records, 100 at the most."),
    )
    search: list[SearchResult] | None = field(
        "The records whose title or name has a text in it, in alphabetical order.",
        argument("text", str, "The text to look for; upper and lower case are the same."),
        argument("types", list[SearchType] | None, "What to look through; without it, everything."),
        argument("first", int | None, "How many records; as a rule 100 at the most."),
    )

    home: Home | None = field("The portal's first page.")
    about: About | None = field("The page about the location.")
    contact_page: ContactPage | None = field("The page that says how to get in touch.")
    benefits: Benefits | None = field("The page about what plans include.")

    event: Event | None = by_id("One event.")
    events: Connection[Event] | None = connection(
        "The events, the earliest first.", filter=EventFilter, order=EventOrder
    )
    activity: Activity | None = by_id("One course, class or activity.")
    activities: Connection[Activity] | None = connection(
        "The courses, classes and activities, by title.",
        filter=ActivityFilter,
        order=ActivityOrder,
    )
    teacher: Teacher | None = by_id("One teacher.")
    teachers: Connection[Teacher] | None = connection(
        "The teachers, by name.", filter=TeacherFilter, order=TeacherOrder
    )
    article: Article | None = by_id("One article.")
    articles: Connection[Article] | None = connection(
        "The articles, the latest first.", filter=ArticleFilter, order=ArticleOrder
    )
    perk: Perk | None = by_id("One perk.")
    perks: Connection[Perk] | None = connection(
        "The perks, by title.", filter=PerkFilter, order=PerkOrder
    )
    faq: Faq | None = by_id("One frequent question.")
    faqs: Connection[Faq] | None = connection(
        "The frequent questions, in the operator's order.", filter=FaqFilter, order=FaqOrder
    )

    discussion_board: DiscussionBoard | None = by_id("One discussion board.")
    discussion_boards: Connection[DiscussionBoard] | None = connection(
        "The discussion boards, in the operator's order.",
        filter=DiscussionBoardFilter,
        order=DiscussionBoardOrder,
    )
    board_post: BoardPost | None = by_id("One post on a board.")
    help_ticket: HelpTicket | None = by_id("One ticket of the help desk.")
    help_tickets: Connection[HelpTicket] | None = connection(
        "The tickets that the viewer may see, the latest first.",
        filter=HelpTicketFilter,
        order=HelpTicketOrder,
    )

    resource: Resource | None = by_id("One resource.")
    resources: Connection[Resource] | None = connection(
        "The resources, in the operator's order.", filter=ResourceFilter, order=ResourceOrder
    )
    resource_category: ResourceCategory | None = by_id("One category of resources.")
    resource_categories: Connection[ResourceCategory] | None = connection(
        "The categories of resources, by name.",
        filter=ResourceCategoryFilter,
        order=ResourceCategoryOrder,
    )
    booking: Booking | None = by_id("One booking.")
    bookings: Connection[Booking] | None = connection(
        "The bookings of all resources, the earliest first.",
        filter=BookingFilter,
        order=BookingOrder,
    )

    plan: Plan | None = by_id("One plan.")
    plans: Connection[Plan] | None = connection(
        "The plans, in the operator's order.", filter=PlanFilter, order=PlanOrder
    )
    product: Product | None = by_id("One product.")
    products: Connection[Product] | None = connection(
        "The products, by name.", filter=ProductFilter, order=ProductOrder
    )
    invoice: Invoice | None = by_id("One invoice.")
    invoices: Connection[Invoice] | None = connection(
        "The invoices that the viewer may see, the latest first.",
        filter=InvoiceFilter,
        order=InvoiceOrder,
    )

    charge: Charge | None = by_id("One charge.")
    charges: Connection[Charge] | None = connection(
        "The charges that the viewer may see, the latest first.",
        filter=ChargeFilter,
        order=ChargeOrder,
    )
    payment: Payment | None = by_id("One payment.")
    payments: Connection[Payment] | None = connection(
        "The payments that the viewer may see, the latest first.",
        filter=PaymentFilter,
        order=PaymentOrder,
    )

    profile: Profile | None = by_id("One profile.")
    profiles: Connection[Profile] | None = connection(
        "The directory, by name.", filter=ProfileFilter, order=ProfileOrder
    )
    team: Team | None = by_id("One team.")
    teams: Connection[Team] | None = connection(
        "The teams, by name.", filter=TeamFilter, order=TeamOrder
    )
    customer: Customer | None = by_id("One customer.")
    customers: Connection[Customer] | None = connection(
        "The customers that the viewer may see, by name.",
        filter=CustomerFilter,
        order=CustomerOrder,
    )
    crm_boards: Connection[CrmBoard] | None = connection(
        "The boards on which staff follow customers, by name.",
        filter=CrmBoardFilter,
        order=CrmBoardOrder,
    )
    customer_group: CustomerGroup | None = by_id("One group of customers.")
    customer_groups: Connection[CustomerGroup] | None = connection(
        "The groups of customers, by name.",
        filter=CustomerGroupFilter,
        order=CustomerGroupOrder,
    )
    contract: Contract | None = by_id("One contract.")
    contracts: Connection[Contract] | None = connection(
        "The contracts that the viewer may see, the latest first.",
        filter=ContractFilter,
        order=ContractOrder,
    )

    explain: Explanation | None = field(
        "Why somebody sees something at this portal, or does not. For staff; asking is recorded.",
        SUBJECT, VIEWER, RECORD, BOOKING, WHEN,
    )
    who_can_see: Visibility | None = field(
        "Who sees something at this portal, and how many. For staff; asking is recorded.",
        SUBJECT, WHEN,
    )
