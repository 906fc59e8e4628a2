"""Tables of settings, switches, variables and limits: complete, and true to the code."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from access.switches import SWITCHES
from documents.schemas import schema_of
from gateway.command import portal
from gateway.commands.exits import MEANING
from gateway.settings import Settings
from planning.limits import Limits
from tests.docs.pages import HOUSE, chapter, table
from tests.test_house import VARIABLE, files, settings

RUNNING = "docs/running.md"


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """The rows of the table under *heading*, by the word in their first cell."""
    found = table(chapter(page, heading))
    names = [row[0].strip("`") for row in found]
    assert sorted(names) == sorted(set(names)), "a row stands twice"
    return {name: row[1:] for name, row in zip(names, found, strict=True)}


def plain(value: object) -> str:
    """A value as YAML has it; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(str, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_setting_is_listed_with_its_default() -> None:
    """As the schema knows it, and as the gateway takes it where nothing is written."""
    listed = rows(RUNNING, "Settings")
    assert list(listed) == [".".join(path) for path in settings(schema_of("gateway"))]
    defaults = Settings(Path(), "sqlite:///portal.db")
    for name, (default, meaning) in listed.items():
        assert meaning
        if name == "default-portal":
            assert default == "–"
            continue
        if name == "database.url":
            value: object = defaults.database_url
        else:
            value = defaults
            for part in name.replace("-", "_").split("."):
                value = getattr(value, part)
        assert default == f"`{plain(value)}`", name


def test_every_variable_is_listed() -> None:
    """Those that options are read from, and those that the gateway reads by itself."""
    commands = typer.main.get_command(portal()).commands  # type: ignore[attr-defined]
    options = {parameter.envvar for command in commands.values() for parameter in command.params}
    read = {
        name
        for path in files("gateway", "*.py")
        for name in VARIABLE.findall((HOUSE / path).read_text())
    }
    assert set(rows(RUNNING, "Environment")) == {name for name in options | read if name}


def test_every_command_and_exit_code_is_listed() -> None:
    """In the words of `portal --help`."""
    listed = rows(RUNNING, "The command")
    commands = typer.main.get_command(portal()).commands  # type: ignore[attr-defined]
    codes = {name: row for name, row in listed.items() if name.isdigit()}
    assert [name for name in listed if not name.isdigit()] == [
        f"portal {name}" for name in commands
    ]
    assert codes == {str(code.value): [text] for code, text in MEANING.items()}


def test_every_switch_is_explained() -> None:
    """With its default first, and whether a location may set it."""
    listed = rows("docs/operators.md", "Switches")
    assert list(listed) == list(SWITCHES)
    for name, switch in SWITCHES.items():
        values, at_location, meaning = listed[name]
        assert at_location == ("yes" if switch.at_locations else "no"), name
        assert len(meaning) > 40
        if switch.default:
            assert values.startswith(f"`{plain(switch.default)}`"), name
        choices = schema_of("portal")["properties"]["switches"]["properties"][name].get("enum", ())
        assert [f"`{choice}`" for choice in choices] == (values.split(", ") if choices else [])


def test_the_limits_of_the_portal_guide_are_those_as_shipped() -> None:
    """In the order of the settings, with those that are fixed among them."""
    shown = [row[1] for row in table(chapter("docs/portals.md", "Limits"))]
    numbers = [int(re.match(r"\d+", cell)[0]) for cell in shown]  # type: ignore[index]
    limits = Settings(Path(), "").limits
    assert numbers == [
        limits.body_kilobytes,
        limits.tokens,
        limits.depth,
        Limits().fields,
        limits.aliases,
        limits.root_fields,
        limits.directives,
        limits.page_size,
        100,
        limits.count_bound,
    ]
