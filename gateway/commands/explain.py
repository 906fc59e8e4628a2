"""`portal explain`: why somebody sees, enters or does something, or does not."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from access.described import NotDescribed, described
from access.explanations import explain as explain_answer
from access.flips import BEGINNING, Known, person_flips, place_flips, time_flips
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
from gateway.commands.explanation_screen import Told, told_report, told_screen
from gateway.commands.options import ROOT, DatabaseOption, Format, FormatOption, RootOption
from gateway.commands.screen import print_json, print_result
from gateway.persons import NobodyFound, Person, find_person, is_in_database
from gateway.then import Then
from planning.ids import parse_id, row_key
from planning.record_layers import RecordExplanation, explain_record
from resolvers.catalogue import CATALOGUE
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
            found = await _record(connection, policies, person, portal, question, record, now)
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
    told = _told(question, then, person, portal, now, found)
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


def _told(
    question: Question,
    then: Then,
    person: Person,
    portal: str,
    now: dt.datetime,
    record: RecordExplanation | None,
) -> Told:
    policies, viewer = then.policies, person.viewer
    return Told(
        explain_answer(question, policies, viewer, portal, now),
        person,
        tuple(person_flips(question, policies, viewer, portal, now)),
        tuple(place_flips(question, policies, viewer, portal, now)),
        tuple(
            flip
            for flip in time_flips(question, policies, _history(person), portal)
            if then.holds_at(flip.moment)
        ),
        record,
    )


def _history(person: Person) -> list[Known]:
    return list(person.history) or [Known(BEGINNING, person.viewer)]


async def _record(
    connection: Connection,
    policies: PolicySet,
    person: Person,
    portal: str,
    question: Question,
    record: str,
    now: dt.datetime,
) -> RecordExplanation:
    name, field = question.field
    parsed = parse_id(record)
    key = row_key(parsed[1]) if parsed is not None and parsed[0] == name else None
    if key is None:
        raise NobodyFound(f"`{record}` is no id of a record of `{name}`; write `{name}:812`")
    mask = policies.mask(person.viewer, portal, now)
    values = policies.bindings(mask, person.viewer)
    try:
        found = await explain_record(
            connection, CATALOGUE.entities, (name, field, key), mask, values, now
        )
    except KeyError:
        raise NobodyFound(f"`{name}` has no records: it is read from `locations/`") from None
    if found is None:
        raise NobodyFound(f"there is no record `{record}` in `{policies.tree.root(portal)}`")
    return found
