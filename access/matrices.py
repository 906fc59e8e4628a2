"""Sections by kinds of viewer: a table for each portal, and portals of equal tables together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.described import kinds_of_viewer
from access.levels import SECTIONS
from access.mask import Code
from access.policy_set import PolicySet


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who may enter what: for each section and each kind None where it is open, else why not."""

    portals: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Code | None, ...]], ...]


def matrix_of(policies: PolicySet, portal: str, now: dt.datetime) -> Matrix:
    """Return the table of one portal."""
    kinds = kinds_of_viewer(policies, portal)
    rows = tuple(
        (
            section,
            tuple(policies.section(section, kind.viewer, portal, now).code for kind in kinds),
        )
        for section in SECTIONS
    )
    return Matrix((portal,), tuple(kind.words for kind in kinds), rows)


def matrices(policies: PolicySet, now: dt.datetime) -> list[Matrix]:
    """Return all tables, each once, with the portals that it holds for; the commonest first."""
    found: dict[object, list[Matrix]] = {}
    for portal in sorted(policies.tree):
        matrix = matrix_of(policies, portal, now)
        found.setdefault((policies.tree.root(portal), matrix.rows), []).append(matrix)
    alike = [
        Matrix(tuple(each.portals[0] for each in some), some[0].kinds, some[0].rows)
        for some in found.values()
    ]
    return sorted(alike, key=lambda matrix: (-len(matrix.portals), matrix.portals))
