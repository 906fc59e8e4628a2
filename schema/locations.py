"""Locations: the houses of a network, and the network itself, as one tree."""

import enum

import strawberry

from schema.fields import field
from schema.node import Node
from schema.references import ALocation


@strawberry.enum(description="A day of the week.")
class Weekday(enum.Enum):
    MONDAY = strawberry.enum_value("monday", description="Monday.")
    TUESDAY = strawberry.enum_value("tuesday", description="Tuesday.")
    WEDNESDAY = strawberry.enum_value("wednesday", description="Wednesday.")
    THURSDAY = strawberry.enum_value("thursday", description="Thursday.")
    FRIDAY = strawberry.enum_value("friday", description="Friday.")
    SATURDAY = strawberry.enum_value("saturday", description="Saturday.")
    SUNDAY = strawberry.enum_value("sunday", description="Sunday.")


@strawberry.type(description="When a location is open on one day of the week.")
class OpeningHours:
    weekday: Weekday = field("The day of the week.")
    closed: bool = field("Whether the location stays closed all day.")
    opens_at: str | None = field("When it opens, in local time: `08:00`; null when closed.")
    closes_at: str | None = field("When it closes, in local time: `20:00`; null when closed.")


@strawberry.type(description="A postal address.")
class Address:
    street: str | None = field("Street and number.")
    postcode: str | None = field("Postal code.")
    city: str | None = field("City.")
    country: str | None = field("Country.")


@strawberry.type(description="How a portal looks.")
class Branding:
    primary_color: str | None = field("The main colour, as in CSS: `#0b5`.")
    secondary_color: str | None = field("The second colour, as in CSS.")
    logo: str | None = field("The address of the logo.")
    font: str | None = field("The font of headings and text.")


@strawberry.type(description="A place with a portal of its own: a house, a city, or a network.")
class Location(Node):
    name: str | None = field("The location's name.")
    is_network: bool | None = field("Whether this is a whole network, the root of its tree.")
    parent: ALocation | None = field("The location above this one; null for a network.")
    children: list[ALocation] | None = field("The locations directly below this one.")
    network: ALocation | None = field("The network that the location belongs to.")
    hosts: list[str] | None = field("The host names at which its portal is visited.")
    timezone: str | None = field("Its time zone, e.g. `Europe/Berlin`.")
    currency: str | None = field("Its currency's code in ISO 4217.")
    languages: list[str] | None = field("The languages of its portal, the usual one first.")
    branding: Branding | None = field("How its portal looks.")
    address: Address | None = field("Its postal address.")
    phone: str | None = field("Its telephone number.")
    email: str | None = field("Its e-mail address.")
    opening_hours: list[OpeningHours] | None = field("When it is open, Monday first.")
