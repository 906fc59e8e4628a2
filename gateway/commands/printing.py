"""`portal schema` and `portal sdl`: what editors and client tools read."""

from __future__ import annotations

from typing import Annotated

import graphql
import typer

from documents.schemas import KINDS, schema_of
from documents.suggestions import did_you_mean
from gateway.commands.asking import (
    AtOption,
    WhenOption,
    moment_of,
    person_of,
    policies_of,
    portal_of,
    stop,
)
from gateway.commands.options import ROOT, DatabaseOption, Format, FormatOption, RootOption
from gateway.commands.screen import print_json, print_result
from planning.masked_schema import masked_schema
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph, build_schema


def print_schema(
    kind: Annotated[
        str | None,
        typer.Argument(help="The kind of file; left out, the kinds are listed.", metavar="KIND"),
    ] = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """Print the JSON Schema of one kind of YAML file, or list the kinds."""
    if kind is not None:
        if kind not in KINDS:
            hint = did_you_mean(kind, KINDS) or f"the kinds are {', '.join(KINDS)}"
            raise typer.BadParameter(f"`{kind}` is not a kind of file; {hint}", param_hint="KIND")
        print_json(schema_of(kind))
    elif output is Format.JSON:
        print_json({name: schema_of(name) for name in KINDS})
    else:
        width = max(map(len, KINDS))
        for name in KINDS:
            print_result(f"{name:{width}}  {schema_of(name).get('title', '')}")


def print_sdl(
    viewer: Annotated[
        str | None,
        typer.Option(
            "--as",
            "--viewer",
            help="Only what this viewer may see: an e-mail address, `customer:ID`, or words "
            "such as `anonymous`, `member elsewhere`, `house-manager at ghent`.",
            metavar="WHO",
            show_default="the whole graph",
        ),
    ] = None,
    at: AtOption = None,
    when: WhenOption = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
) -> None:
    """Print the graph in GraphQL's schema definition language: whole, or as one viewer sees it.

    The second is what introspection shows that viewer under `introspection: masked`.
    """
    if viewer is None:
        if at is not None or when is not None:
            raise typer.BadParameter("say for whom: the whole graph is the same everywhere",
                                     param_hint="--as")
        print_result(build_schema().as_str())
        return
    policies, default = policies_of(root)
    portal = portal_of(policies, at, default)
    now = moment_of(policies, portal, when)
    person = person_of(policies, portal, viewer, now, root, database)
    if person.refused is not None:
        stop(f"no credential of {person.name} works: {person.refused}")
    mask = policies.mask(person.viewer, portal, now).shape
    graph = build_graph()
    print_result(graphql.print_schema(masked_schema(graph, CATALOGUE, mask)))
