"""The entry `locations-may` of a location's file: a leash for the locations below it."""

from __future__ import annotations

from typing import Any

from access.wishes import Part, Wish
from documents.standing import Keys

MAY = "locations-may"


def keys_of_leash(wish: Wish) -> Keys:
    """Return the way from `locations-may` to what the leash of *wish* says.

    It is the same in the network's own rule and in a location's entry.
    """
    match wish.part:
        case Part.SECTION_LEASH:
            return ("open-to",)
        case Part.FIELD_LEASH:
            return ("open", wish.field)
        case _:
            return ("scope",)


def leash_in(wish: Wish) -> dict[str, Any]:
    """Return the entry that says what *wish* says, its reason and dates left out."""
    said = wish.written
    for key in reversed(keys_of_leash(wish)):
        said = {key: said}
    return {MAY: _subject(wish) | said}


def is_leash_of(entry: dict[str, Any], wish: Wish) -> bool:
    """Tell whether an entry of `changes` is about the leash that *wish* is about."""
    leash = entry.get(MAY, {})
    if not _subject(wish).items() <= leash.items():
        return False
    for key in keys_of_leash(wish):
        if key not in leash:
            return False
        leash = leash[key]
    return True


def says_more(entry: dict[str, Any]) -> bool:
    """Tell whether an entry about one leash is about others, too."""
    leash = entry[MAY]
    return len(leash.get("open", ())) + ("scope" in leash) > 1


def _subject(wish: Wish) -> dict[str, str]:
    if wish.part is Part.SECTION_LEASH:
        return {"section": wish.name}
    return {"type": wish.type_name}
