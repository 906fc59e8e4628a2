"""The portal being visited: worked out without a row, and there whatever the viewer may see."""

from __future__ import annotations

from typing import Any

from access.levels import SECTIONS
from planning.fields import Context
from planning.ids import global_id
from resolvers.joining.offer import offer_of
from resolvers.locations import branding, data

LABELS = {
    "home": "Home",
    "about": "About us",
    "help-desk": "Help desk",
    "events": "Events",
    "bookings": "Bookings",
    "directory": "Directory",
    "discussion": "Discussion",
    "articles": "Articles",
    "contact": "Contact",
    "payments": "Payments",
    "plans": "Plans",
    "benefits": "Benefits",
    "store": "Store",
    "perks": "Perks",
    "faq": "Questions and answers",
}
"""What the menu calls each section; the portal as a whole is no entry of its own menu."""


def portal(context: Context) -> dict[str, Any]:
    """Return everything about the portal being visited."""
    visited = context.tree[context.portal]
    return {
        "id": global_id("Portal", visited.id),
        "name": visited.name,
        "networkName": context.tree[visited.root].name,
        "timezone": visited.timezone.key,
        "currency": visited.currency,
        "languages": list(visited.languages),
        "branding": branding(context, visited.id),
        "signUp": sign_up(context),
        "sections": sections(context),
        "navigation": navigation(context),
        "viewer": viewer_state(context),
    }


def sign_up(context: Context) -> dict[str, Any]:
    """Whether one becomes a customer here by oneself, and what that takes."""
    offer = offer_of(context.tree[context.portal])
    return {
        "open": offer.open,
        "verifiesEmail": offer.verify_email,
        "planRequired": offer.plan_required,
    }


def sections(context: Context) -> list[dict[str, Any]]:
    """All sections, each open or closed to the viewer, and if closed, why."""
    return [
        {"key": wire_key(section), "open": code is None, "code": code and code.value}
        for section, code in ((each, context.mask.sections[each]) for each in SECTIONS)
    ]


def navigation(context: Context) -> list[dict[str, Any]]:
    """The menu: the sections open to the viewer, the operator's pages below home."""
    closed = context.mask.sections
    if closed["portal"] is not None:
        return []
    entries = []
    for section, label in LABELS.items():
        if closed[section] is None:
            entries.append({"label": label, "section": wire_key(section), "page": None})
            if section == "home":
                entries += _pages(context)
    return entries


def _pages(context: Context) -> list[dict[str, Any]]:
    return [
        {"label": page["title"], "section": "HOME", "page": page["slug"]}
        for page in data("pages", context, context.portal) or ()
    ]


def wire_key(section: str) -> str:
    """The section's name as a client reads it: `HELP_DESK`."""
    return section.upper().replace("-", "_")


def viewer_state(context: Context) -> dict[str, Any]:
    """Who is visiting, and in which state; never who they are."""
    viewer = context.viewer
    if viewer.customer is None:
        kind = "STAFF" if viewer.is_staff else "ANONYMOUS"
    else:
        # a frozen member may pass neither level, and is a member all the same
        kind = "CONTACT" if "contact" in context.mask.levels else "MEMBER"
    frozen = bool(viewer.contracts) and all(contract.frozen for contract in viewer.contracts)
    return {"kind": kind, "suspended": viewer.suspended, "frozen": frozen}
