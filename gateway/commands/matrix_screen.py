"""Tables of sections by kinds of viewer, and cards, for terminals and for Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access.cards import Card
from access.described import OUTSIDERS
from access.mask import Code
from access.matrices import Matrix
from access.policy_set import PolicySet
from access.regions import region

CELLS = {
    None: "open",
    Code.FEATURE_OFF: "off",
    Code.LOGIN_REQUIRED: "sign in",
    Code.CONTRACT_FROZEN: "frozen",
    Code.MEMBERS_ONLY: "members",
    Code.CONTACTS_ONLY: "contacts",
    Code.CUSTOMER_SUSPENDED: "suspended",
    Code.NOT_ALLOWED: "closed",
}
SOME_MEMBERS = "some members"
LEGEND = (
    "open: may enter; sign in, members, contacts: only for those; some members: only for those of "
    "certain places or plans; frozen, suspended: kept out while they are; off: switched off; "
    "closed: to this kind of viewer"
)


def cell_of(kind: str, code: Code | None) -> str:
    """Say in a word or two what a section answers a *kind* of viewer, a column of the table."""
    is_member = kind not in OUTSIDERS
    return SOME_MEMBERS if is_member and code is Code.MEMBERS_ONLY else CELLS[code]


def heading_of(matrix: Matrix, policies: PolicySet) -> str:
    """Name the portals that a table holds for."""
    return region(policies.tree, matrix.portals)


def table_text(matrix: Matrix) -> Iterator[str]:
    """Write a table for a terminal."""
    rows = list(_rows(matrix))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = zip(row, widths, strict=True)
        yield "  " + "  ".join(f"{cell:{width}}" for cell, width in cells).rstrip()


def table_markdown(matrix: Matrix) -> Iterator[str]:
    """Write a table for Markdown."""
    first, *rest = _rows(matrix)
    yield f"| {' | '.join(first)} |"
    yield f"|{'---|' * len(first)}"
    for row in rest:
        yield f"| {' | '.join(row)} |"


def _rows(matrix: Matrix) -> Iterator[Sequence[str]]:
    yield ("section", *matrix.kinds)
    for section, codes in matrix.rows:
        yield (section, *map(cell_of, matrix.kinds, codes))


def card_text(card: Card) -> str:
    """Write a card for a terminal."""
    lines = [card.title, "", *table_text(card.matrix), "", f"  {LEGEND}"]
    for chapter in card.chapters:
        lines += ["", chapter.title, *(f"  {sentence}" for sentence in chapter.sentences)]
    return "\n".join(lines)


def card_markdown(card: Card) -> str:
    """Write a card for Markdown."""
    lines = [f"# {card.title}", "", *table_markdown(card.matrix), "", f"{LEGEND}."]
    for chapter in card.chapters:
        lines += ["", f"## {chapter.title}", ""]
        lines += [f"- {sentence}" for sentence in chapter.sentences]
    return "\n".join(lines)
