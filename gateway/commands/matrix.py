"""`portal matrix` and `portal card`: the policy on paper."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from access.cards import card_of
from access.matrices import matrices, matrix_of
from gateway.commands.asking import (
    AtOption,
    WhenOption,
    moment_of,
    policies_at,
    policies_of,
    portal_of,
)
from gateway.commands.matrix_html import card_html, matrices_html
from gateway.commands.matrix_screen import (
    LEGEND,
    card_markdown,
    card_text,
    heading_of,
    table_markdown,
    table_text,
)
from gateway.commands.options import ROOT, DatabaseOption, RootOption
from gateway.commands.screen import print_result


class PaperFormat(StrEnum):
    """How a page is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


PaperOption = Annotated[
    PaperFormat, typer.Option("--format", help="For the terminal, a document, or a page to print.")
]


def matrix(
    at: AtOption = None,
    when: WhenOption = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: PaperOption = PaperFormat.TEXT,
) -> None:
    """Show which kinds of viewer may enter which sections; of all locations, or of one."""
    policies, _ = policies_of(root)
    portal = None if at is None else portal_of(policies, at, None)
    place = portal or policies.tree.roots[0]
    now = moment_of(policies, place, when)
    policies = policies_at(policies, place, now, root, database).policies
    found = matrices(policies, now) if portal is None else [matrix_of(policies, portal, now)]
    tables = [(portal or heading_of(each, policies), each) for each in found]
    if output is PaperFormat.HTML:
        print_result(matrices_html(tables, policies.hash))
        return
    markdown = output is PaperFormat.MARKDOWN
    lines: list[str] = []
    for heading, each in tables:
        lines += [f"## {heading}", ""] if markdown else [heading]
        lines += [*(table_markdown(each) if markdown else table_text(each)), ""]
    print_result("\n".join([*lines, LEGEND]))


def card(
    location: Annotated[str, typer.Argument(help="The location.", metavar="LOCATION")],
    when: WhenOption = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: PaperOption = PaperFormat.TEXT,
) -> None:
    """Write what holds at a location on one page, in plain words."""
    policies, _ = policies_of(root)
    portal = portal_of(policies, location, None)
    now = moment_of(policies, portal, when)
    then = policies_at(policies, portal, now, root, database).policies
    found = card_of(then, portal, now)
    match output:
        case PaperFormat.HTML:
            print_result(card_html(found, then.hash))
        case PaperFormat.MARKDOWN:
            print_result(card_markdown(found))
        case PaperFormat.TEXT:
            print_result(card_text(found))
