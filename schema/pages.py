"""The pages that a portal has by itself: home, about, contact and benefits."""

import strawberry

from schema.fields import field
from schema.locations import Address, OpeningHours
from schema.node import Node
from schema.references import ALocation


@strawberry.type(description="A page that the operator wrote, or embeds from elsewhere.")
class CustomPage:
    slug: str = field("The page's name in addresses.")
    title: str = field("The page's title.")
    body: str | None = field("The text, in Markdown; null for an embedded page.")
    embed_url: str | None = field("The address of what is embedded; null for a written page.")


@strawberry.type(description="The portal's first page (section home).")
class Home(Node):
    location: ALocation | None = field("The location that the page belongs to.")
    headline: str | None = field("The line that greets visitors.")
    text: str | None = field("The text below it.")
    banner: str | None = field("The address of the banner picture.")
    pages: list[CustomPage] | None = field("The operator's own pages, in their order.")


@strawberry.type(description="The page about the location (section about).")
class About(Node):
    location: ALocation | None = field("The location that the page belongs to.")
    text: str | None = field("The text about the location.")
    legal_notice: str | None = field("Who is responsible: the imprint.")
    privacy_notice: str | None = field("How personal data are handled.")
    gallery: list[str] | None = field("The addresses of pictures.")
    opening_hours: list[OpeningHours] | None = field("When the location is open, Monday first.")


@strawberry.type(description="The page that says how to get in touch (section contact).")
class ContactPage(Node):
    location: ALocation | None = field("The location that the page belongs to.")
    text: str | None = field("The text above the details.")
    has_form: bool | None = field("Whether the page offers a form to write to the location.")
    address: Address | None = field("The postal address.")
    phone: str | None = field("The telephone number.")
    email: str | None = field("The e-mail address.")


@strawberry.type(description="The page about what plans include (section benefits).")
class Benefits(Node):
    location: ALocation | None = field("The location that the page belongs to.")
    text: str | None = field("What members get, and how to use it.")
