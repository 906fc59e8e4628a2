"""The house itself: what lies where, who may import whom, and that everything is spoken for."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from documents.schemas import schema_of
from gateway.command import portal
from tests.conftest import WAITING

HOUSE = Path(__file__).parent.parent
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text())
ROOMS = tuple(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
FOR_OPERATORS = ("policies", "locations", "config")
GUIDED = (
    "access", "access/proving", "access/testing", "documents", "gateway", "gateway/credentials",
    "gateway/http", "gateway/live", "gateway/operations", "gateway/policies", "planning",
    "resolvers", "resolvers/booking", "resolvers/commerce", "resolvers/joining",
    "resolvers/letters", "schema", "store", "store/demo", "store/importing",
)  # fmt: skip
"""Packages of so many files that one has to be told where to begin."""

DESCRIBED = ("access", "documents", "planning", "schema", "store")


def files(folder: str, pattern: str = "*") -> list[Path]:
    """The files below *folder*, caches left out, as paths from the house's door."""
    return sorted(
        path.relative_to(HOUSE)
        for path in (HOUSE / folder).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    )


@pytest.mark.parametrize("folder", FOR_OPERATORS)
def test_operators_find_yaml_and_nothing_else(folder: str) -> None:
    """No code, no data of other kinds: whoever opens these folders can read all of it."""
    found = files(folder)
    assert found
    assert [path for path in found if path.suffix != ".yaml"] == []


@pytest.mark.parametrize("folder", FOR_OPERATORS)
def test_editors_can_help_with_every_file(folder: str) -> None:
    """The first line names the schema, by a path that leads there."""
    for path in files(folder):
        first = (HOUSE / path).read_text().partition("\n")[0]
        mark, _, schema = first.partition("$schema=")
        assert mark == "# yaml-language-server: ", path
        assert (HOUSE / path.parent / schema).is_file(), path


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_code_hold_no_yaml(room: str) -> None:
    """What an operator may change never stands among code."""
    assert files(room, "*.y*ml") == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_says_what_it_is_for(room: str) -> None:
    """In its first sentence; only an empty one says nothing."""
    modules = files(room, "*.py")
    assert modules
    for path in modules:
        module = ast.parse((HOUSE / path).read_text())
        assert not module.body or ast.get_docstring(module), path


@pytest.mark.parametrize("room", DESCRIBED)
def test_what_a_module_offers_is_described(room: str) -> None:
    """Functions and classes of everybody's; those of the graph are described for clients."""
    silent = [
        f"{path}: {node.name}"
        for path in files(room, "*.py")
        if "versions" not in path.parts
        for node in ast.parse((HOUSE / path).read_text()).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not any("strawberry" in ast.dump(each) for each in node.decorator_list)
    ]
    assert silent == []


@pytest.mark.parametrize("package", GUIDED)
def test_packages_tell_newcomers_which_files_to_read(package: str) -> None:
    """The way in and the order: what stands in backticks is a file of the package, or a room."""
    folder = HOUSE / package
    there = {each.stem for each in folder.iterdir() if each.suffix == ".py" or each.is_dir()}
    guide = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
    named = set(re.findall(r"`(\w+)`", guide))
    assert named
    assert named <= there | set(ROOMS)


def test_every_room_is_a_room_of_the_floor_plan() -> None:
    """What is packaged is what import-linter watches, and mypy reads what tries it besides."""
    linter = PROJECT["tool"]["importlinter"]
    layers = " | ".join(linter["contracts"][0]["layers"])
    floors = [name.strip() for name in layers.split("|")]
    assert sorted(floors) == sorted(ROOMS)
    assert sorted(linter["root_packages"]) == sorted(ROOMS)
    tried = ["benchmarks", "examples", "tests"]
    assert sorted(PROJECT["tool"]["mypy"]["files"]) == sorted([*ROOMS, *tried])


def test_imports_run_one_way() -> None:
    """Down the floors, and never between the two rooms of the second one."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_tests_are_packages_and_data_is_not() -> None:
    """Else `tests/schema` would shadow `schema`."""
    for folder in {path.parent for path in files("tests", "test_*.py")}:
        assert (HOUSE / folder / "__init__.py").is_file(), folder
    for name in (*FOR_OPERATORS, "docs", "scripts"):
        assert files(name, "__init__.py") == []


def test_tests_that_wait_are_where_the_order_of_tests_says() -> None:
    """They begin first; one that was renamed would be waited for at the end again."""
    assert [name for name in WAITING if not (HOUSE / name).is_file()] == []


def settings(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Each setting that the schema knows, as the keys that lead to it."""
    for key, part in schema["properties"].items():
        if "properties" in part:
            yield from settings(part, (*path, key))
        else:
            yield (*path, key)


def test_every_setting_stands_in_the_file_that_explains_it() -> None:
    """`config/gateway.yaml` shows all there is to set, and nothing that there is not."""
    written = yaml.safe_load((HOUSE / "config/gateway.yaml").read_text())

    def leaves(part: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        if isinstance(part, dict):
            for key, value in part.items():
                yield from leaves(value, (*path, key))
        else:
            yield path

    commented = {("replicas", "urls")}  # SQLite, with which the demo begins, has none
    assert set(leaves(written)) == set(settings(schema_of("gateway"))) - commented
    for path in commented:
        assert f"  # {path[-1]}: " in (HOUSE / "config/gateway.yaml").read_text()


def test_versions_are_pinned_by_name_alone() -> None:
    """No address of a registry, no path of somebody's machine."""
    pinned = [
        line for line in (HOUSE / "constraints.txt").read_text().splitlines() if line[:1] != "#"
    ]
    assert pinned
    for line in pinned:
        name, equals, version = line.partition("==")
        assert equals
        assert name.replace("-", "").replace("_", "").replace(".", "").isalnum(), line
        assert version.replace(".", "").isalnum(), line


PACKAGES = ("benchmarks/peers/node", "examples", "graphiql", "tests/http_audits")


@pytest.mark.parametrize("folder", PACKAGES)
def test_packages_for_node_are_pinned_without_an_address(folder: str) -> None:
    """Exact versions, a digest for each file, and no address of a registry."""
    wanted = json.loads((HOUSE / folder / "package.json").read_text())
    for group in ("dependencies", "devDependencies", "optionalDependencies", "overrides"):
        for name, version in wanted.get(group, {}).items():
            assert version.replace(".", "").isdigit(), name
    locked = json.loads((HOUSE / folder / "package-lock.json").read_text())["packages"]
    for name, package in locked.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


@pytest.mark.parametrize("script", ["scripts/serve", "scripts/test", "scripts/check", ".ci/run"])
def test_scripts_can_be_run_and_are_sound(script: str) -> None:
    """Marked as programs, and without a mistake that a shell can see."""
    path = HOUSE / script
    assert path.stat().st_mode & 0o111 == 0o111
    subprocess.run(["bash", "-n", path], check=True)


COMMAND = re.compile(r"(?:^|[\s(`])(portal [a-z]+|scripts/[a-z]+)\b([^\n)`]*)", re.MULTILINE)
VARIABLE = re.compile(r"environ(?:\.get\(|\[)\"(\w+)\"")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def commands(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command that a page shows, with the options that it is given there."""
    for code in CODE.findall(page.read_text()):
        for command, rest in COMMAND.findall(code):
            yield command, re.findall(r"--[a-z-]+", rest)


def test_the_readme_begins_with_two_commands() -> None:
    """One that serves, one that tests."""
    shown = [command for command, _ in commands(HOUSE / "README.md")]
    assert "scripts/serve" in shown
    assert "scripts/test" in shown


@pytest.mark.parametrize("page", ["README.md", *map(str, files("docs", "*.md"))])
def test_commands_in_print_are_commands_in_fact(page: str) -> None:
    """With the options that they are shown with; scripts/serve takes those of `portal serve`."""
    known = typer.main.get_command(portal()).commands  # type: ignore[attr-defined]
    for command, options in commands(HOUSE / page):
        program, _, name = command.partition(" ")
        if program != "portal":
            assert (HOUSE / program).is_file(), command
            if program != "scripts/serve":
                continue
            name = "serve"
        assert name in known, command
        of_all = [known[name], *getattr(known[name], "commands", {}).values()]
        parameters = [parameter for each in of_all for parameter in each.params]
        taken = {option for parameter in parameters for option in parameter.opts}
        assert set(options) <= {*taken, "--help"}, command


def test_every_variable_of_the_environment_is_explained() -> None:
    """Each one that the gateway reads stands in the command's help or where operators read."""
    read = {
        name
        for path in files("gateway", "*.py")
        for name in VARIABLE.findall((HOUSE / path).read_text())
    }
    shown = {
        parameter.envvar
        for command in typer.main.get_command(portal()).commands.values()  # type: ignore[attr-defined]
        for parameter in command.params
    }
    explained = "".join(
        (HOUSE / page).read_text() for page in ("README.md", "config/gateway.yaml")
    )
    assert "PORTAL_SECRET" in read
    assert {name for name in read - shown if name not in explained} == set()
