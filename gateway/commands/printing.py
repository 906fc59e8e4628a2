"""`portal schema` and `portal sdl`: what editors and client tools read."""

from __future__ import annotations

from typing import Annotated

import typer

from documents.schemas import KINDS, schema_of
from documents.suggestions import did_you_mean
from gateway.commands.options import Format, FormatOption
from gateway.commands.screen import print_json, print_result
from schema.graph import build_schema


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


def print_sdl() -> None:
    """Print the graph in GraphQL's schema definition language."""
    print_result(build_schema().as_str())
