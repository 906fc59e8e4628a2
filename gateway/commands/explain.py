"""`portal explain`: why somebody sees, enters or does something, or does not."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from access.described import NotDescribed
from access.policy_set import PolicySet
from access.questions import Kind, Question
from access.viewer import ANONYMOUS
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
from gateway.commands.booking_screen import booking_answer, booking_lines, booking_report
from gateway.commands.contrast_screen import contrast_report, contrast_screen
from gateway.commands.explanation_screen import told_report, told_screen
from gateway.commands.options import ROOT, DatabaseOption, Format, FormatOption, RootOption
from gateway.commands.screen import print_json, print_result
from planning.record_layers import RecordExplanation
from resolvers.actions import CREATE_BOOKING
from resolvers.booking.asked import AskedBooking, NotAWish, ask_booking, wish_of
from resolvers.booking.naming import find_resource
from resolvers.booking.wish import INT, Wish
from resolvers.catalogue import CATALOGUE
from resolvers.persons import (
    NobodyFound,
    Person,
    described_person,
    find_person,
    is_in_database,
)
from resolvers.telling import find_record, tell
from store.databases import Connection

OPTIONS = {"startsAt": "--start", "endsAt": "--end", "attendees": "--attendees"}
"""The option behind each field of a booking."""


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
    resource: Annotated[
        str | None,
        typer.Option(
            help="With --action bookings.create: go up the nine steps for this resource, such as "
            "`Resource:3`, or its name.",
            metavar="ID|NAME",
        ),
    ] = None,
    start: Annotated[
        str | None, typer.Option(help="When such a booking begins.", metavar="MOMENT")
    ] = None,
    end: Annotated[
        str | None,
        typer.Option(help="When it ends.", metavar="MOMENT", show_default="an hour later"),
    ] = None,
    attendees: Annotated[
        int | None, typer.Option(help="How many people come.", min=1, max=INT - 1)
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
    wish = _wish(question, resource, (start, end), attendees, viewer, when, policies, portal, now)
    found: RecordExplanation | None = None
    booking: AskedBooking | None = None

    async def look(connection: Connection) -> Person:
        nonlocal found, booking
        person = await find_person(connection, policies, portal, viewer, now)
        if wish is not None and resource is not None:
            meant = await find_resource(connection, policies.tree, portal, resource)
            booking = await ask_booking(
                connection, CATALOGUE.entities, policies, person, portal, meant, wish, now
            )
        if record is not None and question is not None:
            found = await find_record(
                connection, CATALOGUE.entities, policies, person, portal, question, record, now
            )
        return person

    try:
        if is_in_database(viewer) or record is not None:
            person = with_rows(root, database, look)
        else:
            person = described_person(viewer, policies, portal)
    except (NobodyFound, NotDescribed) as reason:
        stop(str(reason))
    if question is None:
        assert differs_from is not None
        other = _other_portal(policies, person, portal, portal_of(policies, differs_from, None))
        report = contrast_report(policies, person, portal, other, now)
        if output is Format.JSON:
            print_json(report)
        else:
            print_result(contrast_screen(policies, person, portal, other, now))
        return
    told = tell(question, policies, person, portal, now, found, is_told=then.holds_at)
    if output is Format.JSON:
        more = {} if booking is None else {"booking": booking_report(booking)}
        print_json({**told_report(told), **more})
    else:
        screen = (
            told_screen(told, policies)
            if booking is None
            else told_screen(
                told,
                policies,
                first=f"This booking: {booking_answer(booking)}, see below",
                more=booking_lines(booking, policies.tree[portal]),
            )
        )
        print_result(screen)


def _other_portal(policies: PolicySet, person: Person, here: str, there: str) -> str:
    """See to it that there is something to compare *here* with for this person."""
    if there == here:
        raise typer.BadParameter(f"`{there}` is the same portal", param_hint="--differs-from")
    networks = [policies.tree.root(portal) for portal in (here, there)]
    if networks[0] != networks[1] and person.viewer != ANONYMOUS(networks[0]):
        stop(
            f"`{there}` is in the network `{networks[1]}`, where nobody of `{networks[0]}` can "
            "sign in; ask about `anonymous`, or about two portals of one network"
        )
    return there


def _wish(
    question: Question | None,
    resource: str | None,
    times: tuple[str | None, str | None],
    attendees: int | None,
    viewer: str,
    when: str | None,
    policies: PolicySet,
    portal: str,
    now: dt.datetime,
) -> Wish | None:
    """Read the booking that is asked about, if one is; whose it is, is found out later."""
    if resource is None:
        if attendees is not None or any(times):
            raise typer.BadParameter(
                "say which, such as `Resource:3`, or by its name", param_hint="--resource"
            )
        return None
    if question is None or (question.kind, question.name) != (Kind.ACTION, CREATE_BOOKING):
        raise typer.BadParameter(
            f"a resource is asked about with --action {CREATE_BOOKING}", param_hint="--resource"
        )
    if when is not None:
        raise typer.BadParameter("a booking is asked about as of now", param_hint="--when")
    if not is_in_database(viewer):
        raise typer.BadParameter(
            "whoever books is a person: an e-mail address, or `customer:ID`", param_hint="--viewer"
        )
    if times[0] is None:
        raise typer.BadParameter("say when it begins: 2026-10-03T09:00", param_hint="--start")
    start = moment_of(policies, portal, times[0], "--start")
    end = None if times[1] is None else moment_of(policies, portal, times[1], "--end")
    try:
        return wish_of(start, end, attendees, now)
    except NotAWish as wrong:
        raise typer.BadParameter(str(wrong), param_hint=OPTIONS[wrong.field]) from None


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
