"""The options that all commands share, and what they come to."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gateway.settings import Settings
from gateway.settings_file import load_settings


class Format(StrEnum):
    """How a command writes its result."""

    TEXT = "text"
    JSON = "json"


RootOption = Annotated[
    Path,
    typer.Option(
        "--root",
        envvar="PORTAL_ROOT",
        help="The folder that holds policies/, locations/ and config/.",
        metavar="DIR",
        show_default="the working directory",
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="PORTAL_DATABASE_URL",
        help="sqlite:///file.db or postgresql://user@host/name.",
        metavar="URL",
        show_default="that of config/gateway.yaml, else portal.db in the root",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="For people, or for machines.")]

ROOT = Path()


def settings_for(root: Path, database: str | None) -> Settings:
    """Load the settings that the two options point at.

    Raises:
        typer.BadParameter: where the address of the database is none.
        SettingsRefused: where `config/gateway.yaml` does not hold.
    """
    if not root.is_dir():
        raise typer.BadParameter(f"there is no folder {root}", param_hint="--root")
    try:
        return load_settings(root, database)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--database") from None
