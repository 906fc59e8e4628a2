"""`portal explain`: why somebody sees, enters or does something, or does not."""

from __future__ import annotations

from typing import Annotated

import typer

from access.described import NotDescribed, described
from access.policy_set import PolicySet
from access.questions import Kind, Question
from gateway.commands.asking import (
    AtOption,
    WhenOption,
    checked,
    moment_of,
    policies_at,
    policies_of,
    portal_of,
    stop,
    with_rows,
)
from gateway.commands.contrast_screen import contrast_report, contrast_screen
from gateway.commands.explanation_screen import told_report, told_screen
from gateway.commands.options import ROOT, DatabaseOption, Format, FormatOption, RootOption
from gateway.commands.screen import print_json, print_result
from planning.record_layers import RecordExplanation
from resolvers.catalogue import CATALOGUE
from resolvers.persons import NobodyFound, Person, find_person, is_in_database
from resolvers.telling import find_record, tell
from store.databases import Connection


def explain(
    viewer: Annotated[
        str,
        typer.Option(
            help="An e-mail address, `customer:ID`, or words such as `anonymous`, "
            "`suspended member at berlin-mitte` or `house-manager at ghent`.",
            metavar="WHO",
        ),
    ],
    at: AtOption = None,
    field: Annotated[
        str | None, typer.Option(help="A field, such as `Event.attendees`.", metavar="TYPE.FIELD")
    ] = None,
    section: Annotated[
        str | None, typer.Option(help="A section, such as `bookings`.", metavar="SECTION")
    ] = None,
    action: Annotated[
        str | None, typer.Option(help="An action, such as `bookings.create`.", metavar="ACTION")
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(help="With --field: on this very record, such as `Event:812`.", metavar="ID"),
    ] = None,
    differs_from: Annotated[
        str | None,
        typer.Option(
            "--differs-from",
            help="In place of a question: all that this other portal answers differently.",
            metavar="PORTAL",
        ),
    ] = None,
    when: WhenOption = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Say why somebody sees a field, enters a section or may do something, or why not.

    Every layer in order, the line that decides, and the least that would change the answer.
    """
    policies, default = policies_of(root)
    portal = portal_of(policies, at, default)
    now = moment_of(policies, portal, when)
    then = policies_at(policies, portal, now, root, database)
    policies = then.policies
    question = _question(policies, field, section, action, differs_from)
    if record is not None and (question is None or question.kind is not Kind.FIELD):
        raise typer.BadParameter("a record is asked about with --field", param_hint="--record")
    found: RecordExplanation | None = None

    async def look(connection: Connection) -> Person:
        nonlocal found
        person = await find_person(connection, policies, portal, viewer, now)
        if record is not None and question is not None:
            found = await find_record(
                connection, CATALOGUE.entities, policies, person, portal, question, record, now
            )
        return person

    try:
        if is_in_database(viewer) or record is not None:
            person = with_rows(root, database, look)
        else:
            person = Person(viewer, described(viewer, policies, portal))
    except (NobodyFound, NotDescribed) as reason:
        stop(str(reason))
    if question is None:
        assert differs_from is not None
        other = portal_of(policies, differs_from, None)
        report = contrast_report(policies, person, portal, other, now)
        if output is Format.JSON:
            print_json(report)
        else:
            print_result(contrast_screen(policies, person, portal, other, now))
        return
    told = tell(question, policies, person, portal, now, found, is_told=then.holds_at)
    if output is Format.JSON:
        print_json(told_report(told))
    else:
        print_result(told_screen(told, policies))


def _question(
    policies: PolicySet,
    field: str | None,
    section: str | None,
    action: str | None,
    differs_from: str | None,
) -> Question | None:
    given = [each for each in (field, section, action, differs_from) if each is not None]
    if len(given) != 1:
        raise typer.BadParameter(
            "ask one thing: --field, --section, --action or --differs-from",
            param_hint="--field",
        )
    if field is not None:
        return checked(policies, Kind.FIELD, field)
    if section is not None:
        return checked(policies, Kind.SECTION, section)
    if action is not None:
        return checked(policies, Kind.ACTION, action)
    return None
