"""A made-up network: 500 locations, 60 field rules, 40 changes with dates, 50 plans."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from access.shape import GraphShape, TypeShape
from documents.document import Document
from documents.reader import read_document

LOCATIONS, TYPES, FIELDS, CHANGES = 500, 12, 5, 40
DAY = dt.date(2026, 1, 1)
PLANS = [f"plan-{number}" for number in range(50)]
SECTIONS = ("events", "articles", "bookings", "store", "perks", "faq")
NAMES = [f"field{number}" for number in range(FIELDS)]
SEEN_BY = ("public", "logged-in", "own, staff", "member, own, staff", "residents, staff")

AUDIENCES: dict[str, Any] = {
    "customers": {"any-of": ["contact", "member"]},
    "our-members": {"level": "member", "at": ["current"]},
    "residents": {"level": "member", "at": ["current", "child"], "plans": PLANS[:25]},
    **{f"{plan}-holders": {"level": "member", "plans": [plan]} for plan in PLANS},
    "plan-holders": {"any-of": [f"{plan}-holders" for plan in PLANS]},
    "staff": {"staff": "records.read"},
}
PROMISES: list[dict[str, Any]] = [
    {"never": {"outside": ["own", "staff"], "sees": ["Type0.field2", "Type1.field2"]}},
    {"never": {"outside": ["member", "own", "staff"], "sees": ["Type2.field3", "Type3.field3"]}},
    {"never": {"outside": ["plan-holders", "staff"], "sees": ["Type4.field4", "Type5.field4"]}},
    {"never": {"outside": ["logged-in", "staff"], "sees": ["Type6.field1", "Type7.field3"]}},
    {"never": {"when": "anonymous", "sees": ["Type8.field3", "Type9.field4"]}},
    {"always": {"inside": "own", "sees": ["Type0.field2", "Type1.field3", "Type2.field2"]}},
    {"always": {"inside": "public", "sees": ["Type11.field0"]}},
    {"always": {"inside": "public", "opens": ["faq"]}},
    {"never": {"when": "suspended", "does": ["orders.place"]}},
    {"always": {"inside": "logged-in", "does": ["orders.pay"]}},
    {"monotone": {"sees": ["Type3.field0", "Type4.field1", "Type5.field3"]}},
    {"never": {"shows": ["Type0", "Type6"], "beyond": ["current", "child", "parent"]}},
]


def files() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, kind and content of every file of the network."""
    leash = {"open-to": "public"}
    doors = {name: {"access": "public", "locations-may": leash} for name in SECTIONS}
    yield "policies/portal.yaml", "portal", {"sections": {"portal": {"access": "public"}, **doors}}
    yield "policies/audiences.yaml", "audiences", {"plans": PLANS, "audiences": AUDIENCES}
    yield "policies/staff.yaml", "staff", {
        "permissions": {"records.read": "See records"}, "roles": {"clerk": ["records.read"]},
    }  # fmt: skip
    allowed = {"allow": "logged-in", "suspended": "allow"}
    yield "policies/actions.yaml", "actions", {
        "actions": {"orders.place": {"allow": "member"}, "orders.pay": allowed}
    }
    types = {f"Type{number}": type_rule(number) for number in range(TYPES)}
    yield "policies/types.yaml", "types", {"types": types}
    promised = [{**promise, "because": "The benchmark says so"} for promise in PROMISES]
    yield "policies/promises.yaml", "promises", {"promises": promised}
    for number in range(LOCATIONS):
        yield f"locations/place-{number}.yaml", "location", location(number)


def type_rule(number: int) -> dict[str, Any]:
    """Return a type: every field for another audience."""
    scope = (["current", "child"], ["current", "parent"], ["current"])[number % 3]
    return {
        "section": SECTIONS[number % len(SECTIONS)],
        "rows": {"scope": scope},
        "see": {audience: [name] for audience, name in zip(SEEN_BY, NAMES, strict=True)},
    }


def location(number: int) -> dict[str, Any]:
    """Return a location: the network, 9 countries, 90 cities, 400 houses."""
    head: dict[str, Any] = {"name": f"Place {number}"}
    if number == 0:
        return {**head, "timezone": "Europe/Berlin"}
    head["parent"] = f"place-{0 if number < 10 else (number - 10) % 9 + 1}"
    if number >= 100:
        head["parent"] = f"place-{number % 90 + 10}"
    changed = number % 12 == 5
    if not changed or number // 12 >= CHANGES:
        return head
    start = DAY + dt.timedelta(days=number)
    return {**head, "changes": [{
        **change(number // 12),
        "because": "The house asked for it",
        "from": start.isoformat(),
        "until": (start + dt.timedelta(days=60)).isoformat(),
    }]}  # fmt: skip


def change(number: int) -> dict[str, Any]:
    """Return one of the kinds of change."""
    kinds: tuple[dict[str, Any], ...] = (
        {"section": "events", "access": "member"},
        {"hide": f"Type{number % 6 + 2}.field4", "everywhere": True},
        {"feature": "store", "set": "off"},
        {"switch": "freeze.member-sections", "value": "allow"},
        {"scope": f"Type{number % TYPES}", "use": ["current"]},
    )
    return kinds[number % len(kinds)]


def shape() -> GraphShape:
    """Return the graph that the network's rules are about."""
    fields = frozenset(["id", *NAMES])
    names = [f"Type{number}" for number in range(TYPES)]
    return GraphShape({name: TypeShape(name, fields, owner=True) for name in names})


def read(old: str = "", new: str = "") -> list[Document]:
    """Read all files, with *new* in the place of *old*; JSON is YAML, too."""
    found: list[Document] = []
    for path, kind, content in files():
        text = json.dumps(content)
        document, problems = read_document(path, text.replace(old, new, 1).encode(), kind)
        if document is None or problems:
            raise SystemExit("\n".join(map(str, problems)))
        found.append(document)
    return found
