"""`portal who`: to whom a field is shown, in words and in numbers."""

from __future__ import annotations

from typing import Annotated

import typer

from access.counting import reached
from access.granted import Moment
from access.questions import kind_of
from gateway.commands.asking import (
    AtOption,
    WhenOption,
    checked,
    moment_of,
    policies_at,
    policies_of,
    portal_of,
    with_rows,
)
from gateway.commands.options import ROOT, DatabaseOption, Format, FormatOption, RootOption
from gateway.commands.screen import print_json, print_result
from gateway.commands.who_screen import Audience, who_report, who_screen
from resolvers.persons import find_groups


def who(
    subject: Annotated[
        str,
        typer.Argument(
            help="A field (`Event.attendees`), a section (`bookings`) or an action "
            "(`bookings.create`).",
            metavar="SUBJECT",
        ),
    ],
    at: AtOption = None,
    when: WhenOption = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Say who sees a field, enters a section or may do something at a portal, and how many.

    People are counted as they are in the database, everybody of the network whose credentials work.
    """
    policies, default = policies_of(root)
    portal = portal_of(policies, at, default)
    now = moment_of(policies, portal, when)
    policies = policies_at(policies, portal, now, root, database).policies
    kind = kind_of(subject)
    question = checked(policies, kind, subject)
    network = policies.tree.root(portal)
    asks = question.right is not None
    groups = with_rows(
        root,
        database,
        lambda connection: find_groups(connection, network, now, with_rights=asks),
    )
    counts = reached(question, Moment(policies, now), portal, groups)
    found = Audience(question, portal, now, counts)
    if output is Format.JSON:
        print_json(who_report(found, policies))
    else:
        print_result(who_screen(found, policies))
