"""The tree of locations, grown from one file each (`locations/<id>.yaml`)."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from access.frozen import FrozenDict, freeze
from access.tree import Location, Tree
from documents.document import Document
from documents.places import Problem
from documents.quoting import quoted
from documents.steps import in_steps
from documents.suggestions import did_you_mean

INHERITED_BY_KEY = (
    "about", "home", "benefits", "contact", "invoicing", "new-customers", "sign-up", "letters",
)  # fmt: skip
INHERITED_WHOLE = ("phone", "email", "opening-hours", "pages")
NOT_INHERITED = ("address", "invoice-prefix")


def location_of(document: Document) -> str:
    """Return the id of the location that *document* describes: the name of its file."""
    return PurePosixPath(document.path).stem


def read_tree(documents: Iterable[Document], problems: list[Problem]) -> Tree:
    """Read all locations; those that hang in no tree are reported and left out."""
    files = {location_of(document): document for document in documents}
    chains = _chains(files)
    problems += parents_exist(files)
    problems += parents_lead_to_a_network(files, chains)
    problems += hosts_are_unique(files)
    problems += timezones_exist(files)
    return Tree(
        {
            name: _location(name, [files[up] for up in chain])
            for name, chain in in_steps(chains.items())
        }
    )


def parents_exist(files: Mapping[str, Document]) -> Iterator[Problem]:
    """Every parent is a location."""
    for document in files.values():
        parent = document.data.get("parent")
        if parent is not None and parent not in files:
            yield document.problem(
                ("parent",),
                f"{quoted(parent)} is not a location",
                did_you_mean(parent, files) or f"there is no file locations/{parent}.yaml",
            )


def parents_lead_to_a_network(
    files: Mapping[str, Document], chains: Mapping[str, list[str]]
) -> Iterator[Problem]:
    """No location is its own ancestor."""
    seen: set[str] = set(chains)
    for name in sorted(files):
        way: list[str] = []
        up: str | None = name
        while up is not None and up in files and up not in seen and up not in way:
            way.append(up)
            up = files[up].data.get("parent")
        seen.update(way)
        if up is not None and up in way:
            circle = way[way.index(up) :]
            first = circle.index(min(circle))
            circle = [*circle[first:], *circle[:first]]
            yield files[circle[0]].problem(
                ("parent",),
                f"the parents of `{circle[0]}` go in a circle: {' → '.join([*circle, circle[0]])}",
                "let one of them have another parent, or none",
            )


def hosts_are_unique(files: Mapping[str, Document]) -> Iterator[Problem]:
    """A host name leads to one location."""
    taken: dict[str, Document] = {}
    for name in sorted(files):
        document = files[name]
        for index, host in enumerate(document.data.get("hosts", ())):
            other = taken.setdefault(host.lower(), document)
            if other is not document:
                yield document.problem(
                    ("hosts", index),
                    f"host {quoted(host)} is the portal of `{location_of(other)}` already",
                    f"take it out here, or in {other.place(('hosts',))}",
                )


def timezones_exist(files: Mapping[str, Document]) -> Iterator[Problem]:
    """Every time zone is known."""
    for document in files.values():
        zone = document.data.get("timezone")
        if zone is not None and zone not in _zones():
            yield document.problem(
                ("timezone",),
                f"{quoted(zone)} is not a time zone",
                did_you_mean(zone, _zones()) or "write area and city, as `Europe/Berlin`",
            )


def offered_plans_are_declared(
    documents: Iterable[Document], audiences: Document | None
) -> Iterator[Problem]:
    """A plan that people may choose is one that `audiences.yaml` knows."""
    declared = None if audiences is None else audiences.data.get("plans", ())
    if declared is None:
        return
    for document in documents:
        for index, plan in enumerate(document.data.get("sign-up", {}).get("plans", ())):
            if plan not in declared:
                yield document.problem(
                    ("sign-up", "plans", index),
                    f"{quoted(plan)} is not a plan",
                    did_you_mean(plan, declared)
                    or "declare it under `plans` at the top of policies/audiences.yaml",
                )


def _chains(files: Mapping[str, Document]) -> dict[str, list[str]]:
    """Return, for each location that stands below a network, the way up to it."""
    chains: dict[str, list[str]] = {}
    for name in sorted(files):
        way: list[str] = []
        up: str | None = name
        while up is not None and up in files and up not in chains and up not in way:
            way.append(up)
            up = files[up].data.get("parent")
        if up is not None and up not in chains:
            continue  # a parent that does not exist, or a circle
        above = chains[up] if up is not None else []
        for below in reversed(way):
            above = chains[below] = [below, *above]
    return chains


def _location(name: str, chain: list[Document]) -> Location:
    """Make the location of chain[0]; what it leaves out is the nearest ancestor's."""
    document = chain[0]
    nearest: dict[str, Any] = {}
    for ancestor in reversed(chain):
        nearest.update(ancestor.data)
    zone = nearest.get("timezone")
    data = {
        **{key: nearest[key] for key in INHERITED_WHOLE if key in nearest},
        **{key: document.data[key] for key in NOT_INHERITED if key in document.data},
        **{key: merged for key in INHERITED_BY_KEY if (merged := _by_key(chain, key))},
    }
    if words := _letter_words(chain):
        data["letters"] = {**data["letters"], "words": words}
    return Location(
        id=name,
        name=document.data["name"],
        parent=document.data.get("parent"),
        root=location_of(chain[-1]),
        timezone=zoneinfo.ZoneInfo(zone if zone in _zones() else "UTC"),
        currency=nearest.get("currency"),
        hosts=tuple(host.lower() for host in document.data.get("hosts", ())),
        languages=tuple(nearest.get("languages", ())),
        branding=FrozenDict(_by_key(chain, "branding")),
        data=freeze(data),
        place=document.place(()),
    )


def _by_key(chain: list[Document], key: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for document in reversed(chain):
        merged.update(document.data.get(key, {}))
    return merged


def _letter_words(chain: list[Document]) -> dict[str, dict[str, Any]]:
    """Merge letters in the places' own words: each letter in each language is inherited alone."""
    merged: dict[str, dict[str, Any]] = {}
    for document in reversed(chain):
        for kind, languages in document.data.get("letters", {}).get("words", {}).items():
            merged[kind] = {**merged.get(kind, {}), **languages}
    return merged


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
