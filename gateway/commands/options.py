"""The options that several commands share, and what they come to."""

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

BecauseOption = Annotated[
    str | None, typer.Option("--because", help="Why, for the history.", metavar="WORDS")
]
NoPeopleOption = Annotated[
    bool, typer.Option("--no-people", help="Do without the database: count nobody.")
]

PrintedOption = Annotated[
    bool, typer.Option("--dry-run", help="Print the statements, and run none.")
]

ROOT = Path()


def root_folder(root: Path) -> Path:
    """Return the folder that `--root` names, from the top.

    Raises:
        typer.BadParameter: there is none.
    """
    if not root.is_dir():
        raise typer.BadParameter(f"there is no folder {root}", param_hint="--root")
    return root.resolve()


def settings_for(root: Path, database: str | None) -> Settings:
    """Load the settings that the two options point at.

    Raises:
        typer.BadParameter: where there is no such folder, or the database's address is none.
        SettingsRefused: where `config/gateway.yaml` does not hold.
    """
    root_folder(root)
    try:
        return load_settings(root, database)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--database") from None
