"""Sections: the doors of the portal (`policies/portal.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from access.audiences import LOGGED_IN, NOBODY, is_within
from access.levels import OWN_DATA_SECTIONS, SECTIONS
from access.naming import Holds, Names
from access.rules import Access, SectionRule
from access.standing import FreezeRules
from documents.document import Document
from documents.places import Place, Problem
from documents.standing import Keys

CLOSED = "`nobody`"


def read_sections(
    document: Document | None, names: Names, problems: list[Problem]
) -> dict[str, SectionRule]:
    """Read all sixteen sections; one that is not listed is closed to everybody."""
    if document is None:
        return {}
    rules: dict[str, SectionRule] = {}
    written = document.data["sections"]
    closed = document.place(("sections",), at_key=True)
    for section in SECTIONS:
        rules[section] = (
            _read_section(document, section, names, problems)
            if section in written
            else _closed(closed)
        )
    return rules


def read_door(
    document: Document, keys: Keys, section: str, names: Names, problems: list[Problem]
) -> Access:
    """Read who may enter *section*, at *keys* of any file."""
    access = names.read(document, keys, Holds.SECTION, problems)
    below = list(own_data_stays_behind_login(section, access))
    problems += below
    return replace(access, sound=False) if below else access


def own_data_stays_behind_login(section: str, access: Access) -> Iterable[Problem]:
    """What is a person's own is never opened below `logged-in`."""
    if section in OWN_DATA_SECTIONS and not is_within(access.audience, LOGGED_IN, [FreezeRules()]):
        yield Problem(
            access.place,
            f"section `{section}` is opened to {access.words}, and is never open below `logged-in`",
            "write `logged-in`, `contact`, `member`, or an audience made of them",
        )


def _read_section(
    document: Document, section: str, names: Names, problems: list[Problem]
) -> SectionRule:
    written = document.data["sections"][section]
    keys = ("sections", section)
    access = read_door(document, (*keys, "access"), section, names, problems)
    leash = written.get("locations-may", {})
    may_open = None
    if "open-to" in leash:
        at = (*keys, "locations-may", "open-to")
        may_open = read_door(document, at, section, names, problems)
    return SectionRule(
        access=access,
        feature=written.get("feature", "on") == "on",
        feature_place=document.place((*keys, "feature"), at_key=True),
        may_open=may_open,
        keep=document.place((*keys, "locations-may", "keep")) if leash.get("keep") else None,
    )


def _closed(place: Place) -> SectionRule:
    return SectionRule(Access(NOBODY, CLOSED, place), feature=True, feature_place=place)
