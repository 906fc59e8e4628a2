"""Records that somebody is not shown, and what an argument by that name may be the id of."""

from __future__ import annotations

import re
from functools import cache

from resolvers.catalogue import CATALOGUE
from tests.hostile.town import Town

NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"
MOST = 3
"""So many records of a type are asked for."""


@cache
def hidden(here: Town, type_name: str, person: str) -> list[str]:
    """Return some records that *person* is not shown."""
    return [
        record for record in here.some(type_name, MOST)
        if b'"node":null' in here.ask(person, NODE, {"id": record})
    ]


def types_meant(path: str) -> list[str]:
    """Return the type that an id of this name is of, or all those of which it has the last word."""
    words = [each.capitalize() for each in re.findall("[A-Z]?[a-z]+", path.removesuffix("Id"))]
    named = {"".join(words[first:]) for first in range(len(words))} & CATALOGUE.entities.keys()
    return sorted(named) or [name for name in CATALOGUE.entities if words[-1] in name]
