"""Locations: read from the tree, which operators write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access.tree import Tree
from planning.entities import PlaceOf, TreeEntity
from planning.fields import Context

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

ALWAYS_OPEN = frozenset(
    {
        *("name", "isNetwork", "parent", "children", "network", "hosts"),
        *("timezone", "currency", "languages", "branding"),
    }
)
"""The fields that are there even where section `portal` is closed: a visitor finds a way in."""


def branding(context: Context, location: str) -> dict[str, Any]:
    """How a portal looks."""
    written: Mapping[str, str] = context.tree[location].branding
    return {
        "primaryColor": written.get("primary-color"),
        "secondaryColor": written.get("secondary-color"),
        "logo": written.get("logo"),
        "font": written.get("font"),
    }


def address(context: Context, location: str) -> dict[str, Any] | None:
    """The postal address; None where the location names none of its own."""
    written = context.tree[location].data.get("address")
    if written is None:
        return None
    return {part: written.get(part) for part in ("street", "postcode", "city", "country")}


def opening_hours(context: Context, location: str) -> list[dict[str, Any]] | None:
    """When the location is open, Monday first; days that are not told are left out."""
    written = context.tree[location].data.get("opening-hours")
    if written is None:
        return None
    return [_hours(day, written[day]) for day in WEEKDAYS if day in written]


def _hours(day: str, written: str) -> dict[str, Any]:
    opens, _, closes = written.partition("-")
    closed = not closes
    return {
        "weekday": day.upper(),
        "closed": closed,
        "opensAt": None if closed else opens,
        "closesAt": None if closed else closes,
    }


def data(key: str, context: Context, location: str) -> Any:
    """What the location's file, or the nearest above it, says under *key*."""
    return context.tree[location].data.get(key)


def _parent(tree: Tree, location: str) -> str | None:
    return tree[location].parent


def _children(tree: Tree, location: str) -> list[str]:
    return sorted(tree.children(location), key=lambda child: tree[child].name.casefold())


def _network(tree: Tree, location: str) -> str:
    return tree.root(location)


LOCATION = TreeEntity(
    name="Location",
    fields={
        "name": lambda context, location: context.tree[location].name,
        "isNetwork": lambda context, location: context.tree[location].parent is None,
        "parent": PlaceOf("Location", _parent),
        "children": PlaceOf("Location", _children),
        "network": PlaceOf("Location", _network),
        "hosts": lambda context, location: list(context.tree[location].hosts),
        "timezone": lambda context, location: context.tree[location].timezone.key,
        "currency": lambda context, location: context.tree[location].currency,
        "languages": lambda context, location: list(context.tree[location].languages),
        "branding": branding,
        "address": address,
        "phone": lambda context, location: data("phone", context, location),
        "email": lambda context, location: data("email", context, location),
        "openingHours": opening_hours,
    },
)
