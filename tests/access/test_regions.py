"""Regions: locations named in as few words as the tree allows, and never others."""

from __future__ import annotations

import re
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from access.regions import region
from access.tree import Location, Tree
from documents.places import Place

PARENTS = {
    "net": None, "north": "net", "pier": "north", "quay": "north", "south": "net", "mole": "south",
    "other": None,
}


def _location(name: str, parent: str | None) -> Location:
    root = "other" if name == "other" else "net"
    zone, place = ZoneInfo("Europe/Berlin"), Place("locations/any.yaml", 1, 1)
    return Location(name, name, parent, root, zone, None, (), (), {}, {}, place)


TREE = Tree({name: _location(name, parent) for name, parent in PARENTS.items()})


@pytest.mark.parametrize(("locations", "words"), [
    ("", ""),
    ("pier", "pier"),
    ("other", "other"),
    ("pier north", "north and pier"),
    ("north pier quay", "all of north"),
    ("net north pier quay south mole", "all of net"),
    ("net north pier quay south mole other", "other and all of net"),
    ("net north pier quay mole", "all of net except south"),
    ("net south mole quay", "net, quay and all of south"),
    ("net south mole other", "net, other and all of south"),
    ("net north pier quay mole other", "other; all of net except south"),
])
def test_the_words(locations: str, words: str) -> None:
    """Alone, as a whole, or as a whole with exceptions, whichever is shortest."""
    assert region(TREE, locations.split()) == words


def _read(words: str) -> set[str]:
    """Read a region back."""
    found: set[str] = set()
    for part in filter(None, words.split("; ")):
        whole, _, missing = part.partition(" except ")
        found |= _named(whole) - _named(missing)
    return found


def _named(words: str) -> set[str]:
    found: set[str] = set()
    for word in filter(None, re.split(", | and ", words)):
        top = word.removeprefix("all of ")
        found |= TREE.subtree(top) if word != top else {top}
    return found


@pytest.mark.parametrize("without", ["", "quay", "south", "south mole"])
def test_it_names_these_and_no_others(without: str) -> None:
    """Whichever they are; those left out of the tree may be among what is said of the whole."""
    left_out = set(without.split())
    for size in range(len(TREE) + 1):
        for locations in combinations(TREE, size):
            words = region(TREE, locations, without=left_out)
            assert _read(words) - left_out == set(locations) - left_out, words
