"""The people of the demo, whom GraphiQL offers where the places are the demo's own."""

from __future__ import annotations

from functools import cache

from access.tree import Tree
from store.demo.building import PEOPLE, STAFF
from store.demo.passwords import PASSWORD
from store.demo.places import PLACES

__all__ = ["PASSWORD", "demo_people", "is_demo"]


def is_demo(tree: Tree) -> bool:
    """Tell whether all places of the demo are there."""
    return all(name in tree for name in PLACES)


@cache
def demo_people() -> list[dict[str, str]]:
    """Everybody of the demo who has a login, and where they are at home; each address once."""
    found = {
        person.email: {"email": person.email, "portal": person.home, "shows": person.shows}
        for person in reversed(PEOPLE)
        if person.has_login
    }
    for staff in STAFF:
        entry = {"email": staff.email, "portal": staff.at, "shows": staff.shows}
        found.setdefault(staff.email, entry)
    return sorted(found.values(), key=lambda entry: entry["email"])
