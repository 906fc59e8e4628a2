"""The portal's own pages: what operators write into a location's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planning.entities import PlaceOf, TreeEntity
from planning.fields import Context
from resolvers.locations import address, data, opening_hours

Read = Callable[[Context, str], Any]

ITSELF = PlaceOf("Location", lambda tree, location: location)


def text_of(page: str, key: str) -> Read:
    """Return the function that reads *key* of the part *page* of a location's file."""

    def read(context: Context, location: str) -> Any:
        return (data(page, context, location) or {}).get(key)

    return read


def custom_pages(context: Context, location: str) -> list[dict[str, Any]]:
    """The operator's own pages, in their order."""
    return [
        {
            "slug": page["slug"],
            "title": page["title"],
            "body": page.get("body"),
            "embedUrl": page.get("embed"),
        }
        for page in data("pages", context, location) or ()
    ]


def gallery(context: Context, location: str) -> list[str]:
    """The addresses of the pictures; none where there are none."""
    return list((data("about", context, location) or {}).get("gallery", ()))


def has_form(context: Context, location: str) -> bool:
    """Whether visitors can write to the location."""
    return bool((data("contact", context, location) or {}).get("form", False))


HOME = TreeEntity(
    name="Home",
    fields={
        "location": ITSELF,
        "headline": text_of("home", "headline"),
        "text": text_of("home", "text"),
        "banner": text_of("home", "banner"),
        "pages": custom_pages,
    },
)

ABOUT = TreeEntity(
    name="About",
    fields={
        "location": ITSELF,
        "text": text_of("about", "text"),
        "legalNotice": text_of("about", "legal-notice"),
        "privacyNotice": text_of("about", "privacy-notice"),
        "gallery": gallery,
        "openingHours": opening_hours,
    },
)

CONTACT_PAGE = TreeEntity(
    name="ContactPage",
    fields={
        "location": ITSELF,
        "text": text_of("contact", "text"),
        "hasForm": has_form,
        "address": address,
        "phone": lambda context, location: data("phone", context, location),
        "email": lambda context, location: data("email", context, location),
    },
)

BENEFITS = TreeEntity(
    name="Benefits",
    fields={"location": ITSELF, "text": text_of("benefits", "text")},
)
