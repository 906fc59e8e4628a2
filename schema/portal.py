"""The portal being visited: what a front end draws its frame and its menu from."""

import enum

import strawberry

from schema.fields import field
from schema.locations import Branding


@strawberry.enum(description="A section of the portal; every record belongs to one, or to none.")
class SectionKey(enum.Enum):
    PORTAL = strawberry.enum_value("portal", description="The portal as a whole.")
    HOME = strawberry.enum_value("home", description="The first page.")
    ABOUT = strawberry.enum_value("about", description="The page about the location.")
    HELP_DESK = strawberry.enum_value("help-desk", description="Requests to the staff.")
    EVENTS = strawberry.enum_value("events", description="The events and their calendar.")
    BOOKINGS = strawberry.enum_value("bookings", description="Rooms, desks and their bookings.")
    DIRECTORY = strawberry.enum_value("directory", description="The directory of people.")
    DISCUSSION = strawberry.enum_value("discussion", description="The discussion boards.")
    ARTICLES = strawberry.enum_value("articles", description="Articles and news.")
    CONTACT = strawberry.enum_value("contact", description="How to get in touch.")
    PAYMENTS = strawberry.enum_value("payments", description="The viewer's invoices.")
    PLANS = strawberry.enum_value("plans", description="The plans on sale.")
    BENEFITS = strawberry.enum_value("benefits", description="What the viewer's plans include.")
    STORE = strawberry.enum_value("store", description="The products on sale.")
    PERKS = strawberry.enum_value("perks", description="What partners offer.")
    FAQ = strawberry.enum_value("faq", description="Frequent questions.")


@strawberry.enum(description="Why something is closed: the least change that would open it.")
class AccessCode(enum.Enum):
    FEATURE_OFF = strawberry.enum_value(
        "FEATURE_OFF", description="The location has switched this feature off."
    )
    LOGIN_REQUIRED = strawberry.enum_value("LOGIN_REQUIRED", description="Signing in would do.")
    CONTRACT_FROZEN = strawberry.enum_value(
        "CONTRACT_FROZEN", description="It is for members, and all contracts that count are frozen."
    )
    MEMBERS_ONLY = strawberry.enum_value(
        "MEMBERS_ONLY", description="It is for members: a contract would do."
    )
    CONTACTS_ONLY = strawberry.enum_value(
        "CONTACTS_ONLY", description="It is for customers without a contract."
    )
    CUSTOMER_SUSPENDED = strawberry.enum_value(
        "CUSTOMER_SUSPENDED", description="The viewer is suspended."
    )
    NOT_ALLOWED = strawberry.enum_value(
        "NOT_ALLOWED", description="It is not for this viewer, for another reason."
    )


@strawberry.enum(description="Who is visiting.")
class ViewerKind(enum.Enum):
    ANONYMOUS = strawberry.enum_value("ANONYMOUS", description="Somebody who is not signed in.")
    CONTACT = strawberry.enum_value("CONTACT", description="A customer without a live contract.")
    MEMBER = strawberry.enum_value("MEMBER", description="A customer with a live contract.")
    STAFF = strawberry.enum_value("STAFF", description="Staff without a customer profile.")


@strawberry.type(description="The state of whoever visits the portal.")
class PortalViewer:
    kind: ViewerKind = field("Who is visiting.")
    suspended: bool = field("Whether the viewer is suspended: may read, but hardly act.")
    frozen: bool = field("Whether all of the viewer's live contracts are frozen.")


@strawberry.type(description="One section of the portal, and whether it is open to the viewer.")
class PortalSection:
    key: SectionKey = field("Which section.")
    open: bool = field("Whether the viewer may enter it.")
    code: AccessCode | None = field("Why it is closed; null where it is open.")


@strawberry.type(description="One entry of the portal's menu.")
class NavigationItem:
    label: str = field("The words to show.")
    section: SectionKey = field("The section that the entry leads to, or that holds its page.")
    page: str | None = field("The slug of one of the operator's pages; null for a whole section.")


@strawberry.type(description="Whether people become customers here by themselves.")
class SignUpOffer:
    open: bool = field("Whether strangers may sign up.")
    verifies_email: bool = field("Whether their address is verified before they may sign in.")
    plan_required: bool = field("Whether they have to choose a plan: one that `beginsOnline`.")


@strawberry.type(
    description="The portal being visited. It is always there, whatever the viewer may see in it."
)
class Portal:
    id: strawberry.ID = field("The portal's id, stable for as long as its location has its name.")
    name: str = field("The name of the location visited.")
    network_name: str = field("The name of the network that it belongs to.")
    timezone: str = field("The time zone of its calendar, e.g. `Europe/Berlin`.")
    currency: str | None = field("The code of its currency in ISO 4217.")
    languages: list[str] = field("The languages on offer, the usual one first.")
    branding: Branding = field("How the portal looks.")
    sign_up: SignUpOffer = field("How people sign up here.")
    sections: list[PortalSection] = field("All sections, open and closed.")
    navigation: list[NavigationItem] = field("The menu: what is open to this viewer.")
    viewer: PortalViewer = field("The state of whoever is visiting.")
