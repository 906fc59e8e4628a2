"""`portal options`: what a rule could say, and what would come of it."""

from __future__ import annotations

from typing import Annotated

import typer

from access.choices import choices, wishes_for
from access.questions import UnknownSubject
from access.wishes import EditRefused
from documents.manuscript import CannotBeChanged
from gateway.commands.asking import moment_now, portal_of, stop
from gateway.commands.choices_screen import Offer, offer_report, offer_screen
from gateway.commands.options import ROOT, Format, FormatOption, RootOption, root_folder
from gateway.commands.screen import print_json, print_result
from gateway.commands.wishing import (
    FeatureOption,
    LeashOption,
    LocationOption,
    RuleArgument,
    part_of,
)
from gateway.policies.editing import read_folders
from schema.shape import graph_shape


def list_options(
    rule: RuleArgument,
    at: LocationOption = None,
    feature: FeatureOption = False,
    leash: LeashOption = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Whether locations have to keep it.")
    ] = False,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """List what a rule could say, each with what it would change today, or what forbids it.

    Without --at it is the network's own rule, seen from the network's own portal.
    """
    part = part_of(rule, feature=feature, leash=leash, keep=keep)
    folders = read_folders(root_folder(root), graph_shape())
    portal = portal_of(folders.policies, at, folders.policies.tree.roots[0])
    now = moment_now()
    day = folders.policies.tree[portal].day(now)
    try:
        wishes = wishes_for(part, rule, at, folders.documents, folders.policies, day)
        found = tuple(choices(wishes, folders.try_edit, folders.policies, portal, now))
    except (EditRefused, CannotBeChanged, UnknownSubject) as refused:
        stop(str(refused))
    offer = Offer(part, rule, portal, now, found)
    if output is Format.JSON:
        print_json(offer_report(offer))
    else:
        print_result(offer_screen(offer, folders.policies))
