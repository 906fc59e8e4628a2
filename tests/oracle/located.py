"""What stands in each field of a location and of its pages, read from the YAML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle.places import inherited, network_of, upwards
from tests.oracle.policy import SECTIONS
from tests.oracle.static import least_change
from tests.oracle.values import wire
from tests.oracle.visit import Visit

Read = Callable[[Visit, str], Any]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LABELS = {
    "home": "Home", "about": "About us", "help-desk": "Help desk", "events": "Events",
    "bookings": "Bookings", "directory": "Directory", "discussion": "Discussion",
    "articles": "Articles", "contact": "Contact", "payments": "Payments", "plans": "Plans",
    "benefits": "Benefits", "store": "Store", "perks": "Perks", "faq": "Questions and answers",
}


def _own(key: str, default: Any = None) -> Read:
    return lambda visit, place: visit.policy.places[place].get(key, default)


def _near(key: str) -> Read:
    return lambda visit, place: inherited(visit.policy.places, place, key)


def _part(page: str, key: str, default: Any = None) -> Read:
    """Return what reads one key of a page: each key is inherited by itself."""

    def read(visit: Visit, place: str) -> Any:
        for each in upwards(visit.policy.places, place):
            written = visit.policy.places[each].get(page, {})
            if key in written:
                return written[key]
        return default

    return read


def _branding(visit: Visit, place: str) -> dict[str, Any]:
    return {
        name: _part("branding", key)(visit, place)
        for name, key in (
            ("primaryColor", "primary-color"), ("secondaryColor", "secondary-color"),
            ("logo", "logo"), ("font", "font"),
        )
    }


def _address(visit: Visit, place: str) -> Any:
    written = visit.policy.places[place].get("address")
    if written is None:
        return None
    return {key: written.get(key) for key in ("street", "postcode", "city", "country")}


def _opening_hours(visit: Visit, place: str) -> Any:
    written = inherited(visit.policy.places, place, "opening-hours")
    if written is None:
        return None
    hours = []
    for day in DAYS:
        if day not in written:
            continue
        opens, closes = (None, None) if written[day] == "closed" else written[day].split("-")
        hours.append({
            "weekday": wire(day), "closed": opens is None, "opensAt": opens, "closesAt": closes
        })
    return hours


def _custom_pages(visit: Visit, place: str) -> list[dict[str, Any]]:
    return [
        {
            "slug": page["slug"], "title": page["title"], "body": page.get("body"),
            "embedUrl": page.get("embed"),
        }
        for page in inherited(visit.policy.places, place, "pages") or ()
    ]


def _children(visit: Visit, place: str) -> list[str]:
    places = visit.policy.places
    below = [each for each in places if places[each].get("parent") == place]
    return sorted(sorted(below), key=lambda each: places[each]["name"].casefold())


OTHER_PLACES: dict[tuple[str, str], Callable[[Visit, str], Any]] = {
    ("Location", "parent"): _own("parent"),
    ("Location", "children"): _children,
    ("Location", "network"): lambda visit, place: network_of(visit.policy.places, place),
    ("Home", "location"): lambda visit, place: place,
    ("About", "location"): lambda visit, place: place,
    ("ContactPage", "location"): lambda visit, place: place,
    ("Benefits", "location"): lambda visit, place: place,
}
"""Fields that lead to other locations: an id, a list of them, or None."""

WRITTEN: dict[tuple[str, str], Read] = {
    ("Location", "name"): _own("name"),
    ("Location", "isNetwork"): lambda visit, place: "parent" not in visit.policy.places[place],
    ("Location", "hosts"): _own("hosts", []),
    ("Location", "timezone"): _near("timezone"),
    ("Location", "currency"): _near("currency"),
    ("Location", "languages"): _near("languages"),
    ("Location", "branding"): _branding,
    ("Location", "address"): _address,
    ("Location", "phone"): _near("phone"),
    ("Location", "email"): _near("email"),
    ("Location", "openingHours"): _opening_hours,
    ("Home", "headline"): _part("home", "headline"),
    ("Home", "text"): _part("home", "text"),
    ("Home", "banner"): _part("home", "banner"),
    ("Home", "pages"): _custom_pages,
    ("About", "text"): _part("about", "text"),
    ("About", "legalNotice"): _part("about", "legal-notice"),
    ("About", "privacyNotice"): _part("about", "privacy-notice"),
    ("About", "gallery"): _part("about", "gallery", []),
    ("About", "openingHours"): _opening_hours,
    ("ContactPage", "text"): _part("contact", "text"),
    ("ContactPage", "hasForm"): _part("contact", "form", False),
    ("ContactPage", "address"): _address,
    ("ContactPage", "phone"): _near("phone"),
    ("ContactPage", "email"): _near("email"),
    ("Benefits", "text"): _part("benefits", "text"),
}


def portal(visit: Visit) -> dict[str, Any]:
    """Return the portal being visited, which is always there."""
    places, place = visit.policy.places, visit.portal
    return {
        "id": f"Portal:{place}",
        "name": places[place]["name"],
        "signUp": {"open": False, "verifiesEmail": True, "planRequired": False},
        "networkName": places[network_of(places, place)]["name"],
        "timezone": inherited(places, place, "timezone"),
        "currency": inherited(places, place, "currency"),
        "languages": inherited(places, place, "languages"),
        "branding": _branding(visit, place),
        "sections": [_section(visit, section) for section in SECTIONS],
        "navigation": _navigation(visit),
        "viewer": _viewer(visit),
    }


def _section(visit: Visit, section: str) -> dict[str, Any]:
    """Say whether a section is open: behind a closed portal nothing is."""
    code = None
    if not (visit.enters("portal") and visit.enters(section)):
        code = "FEATURE_OFF" if not visit.feature_on(section) else least_change(
            visit, lambda other: other.enters("portal") and other.enters(section)
        )
    return {"key": wire(section), "open": code is None, "code": code}


def _navigation(visit: Visit) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for section, label in LABELS.items() if visit.enters("portal") else ():
        if visit.enters(section):
            entries.append({"label": label, "section": wire(section), "page": None})
            if section == "home":
                entries += [
                    {"label": page["title"], "section": "HOME", "page": page["slug"]}
                    for page in _custom_pages(visit, visit.portal)
                ]
    return entries


def _viewer(visit: Visit) -> dict[str, Any]:
    person = visit.person
    if person.customer is None:
        kind = "STAFF" if person.staff_at_sign_in and person.staff_now else "ANONYMOUS"
    else:
        kind = "MEMBER" if visit.counted() else "CONTACT"
    frozen = bool(person.contracts) and all(contract.frozen for contract in person.contracts)
    return {"kind": kind, "suspended": person.suspended, "frozen": frozen}
