"""The files for running it elsewhere: they name what there is, and say what they should."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from gateway.command import portal
from gateway.serving import STOP_SECONDS

HOUSE = Path(__file__).parent.parent
DEPLOY = HOUSE / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
UNIT = (DEPLOY / "portal.service").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))


def understood(arguments: list[str]) -> None:
    """See to it that the command takes these arguments, without running it."""
    command: Any = typer.main.get_command(portal())
    name, *options = arguments
    command.commands[name].make_context(name, options).close()


def test_the_image_gets_every_room() -> None:
    """What the wheel is made of is copied, and nothing that does not exist."""
    copied = set(re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE))
    names = {name for line in copied for name in line.split()}
    assert all((HOUSE / name).exists() for name in names), names
    assert set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= names


def test_the_image_starts_as_nobody_in_particular() -> None:
    """Its entry point is the command, run by a user without rights."""
    assert 'ENTRYPOINT ["portal"]' in DOCKERFILE
    final = DOCKERFILE.rpartition("FROM ")[2]
    assert final.index("USER portal") < final.index("ENTRYPOINT")
    least = PROJECT["project"]["requires-python"].removeprefix(">=")
    version = re.search(r"^python:([0-9.]+)-", final)
    assert version is not None
    assert tuple(map(int, version[1].split("."))) >= tuple(map(int, least.split(".")))


def test_nothing_private_is_sent_to_the_builder() -> None:
    """Databases and secrets that lie in the root stay there."""
    ignored = (HOUSE / ".dockerignore").read_text("utf-8").split()
    assert {".portal-secret", "*.db", "*.db-*", ".git", ".venv"} <= set(ignored)


def test_compose_runs_commands_that_there_are() -> None:
    """The tables before the gateway; the stop takes longer than the gateway asks for."""
    services = COMPOSE["services"]
    for name in ("migrate", "gateway"):
        understood(services[name]["command"])
        assert (DEPLOY / services[name]["build"]["context"]).resolve() == HOUSE
        for volume in services[name]["volumes"]:
            folder, mode = volume.partition(":/srv/portal/")[0], volume.rpartition(":")[2]
            assert (DEPLOY / folder).is_dir()
            assert mode == "ro"
    waited = services["gateway"]["depends_on"]["migrate"]["condition"]
    assert waited == "service_completed_successfully"
    assert int(services["gateway"]["stop_grace_period"].removesuffix("s")) > STOP_SECONDS


def test_no_file_holds_a_secret() -> None:
    """They come from the environment, and their absence is said."""
    environment = COMPOSE["services"]["gateway"]["environment"]
    assert environment["PORTAL_SECRET"].startswith("${PORTAL_SECRET:?")
    assert "${POSTGRES_PASSWORD:?" in environment["PORTAL_DATABASE_URL"]
    assert "PORTAL_SECRET=" not in UNIT


def test_the_unit_runs_commands_that_there_are() -> None:
    """And gives them more time to stop than they take."""
    for line in re.findall(r"^ExecStart(?:Pre)?=(.+)$", UNIT, re.MULTILINE):
        program, *arguments = shlex.split(line)
        assert Path(program).name == "portal"
        understood(arguments)
    stop = re.search(r"^TimeoutStopSec=(\d+)$", UNIT, re.MULTILINE)
    assert stop is not None
    assert int(stop[1]) > STOP_SECONDS


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """With the program in place of the one that is not installed here."""
    unit = tmp_path / "portal.service"
    unit.write_text(UNIT.replace("/opt/portal/venv/bin/portal", "/bin/true"), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)],
        capture_output=True, text=True, check=False,
    )
    assert "portal.service" not in done.stderr, done.stderr


def test_the_daily_work_runs_commands_that_there_are() -> None:
    """Both of them, whatever becomes of the first, by the user of the gateway."""
    unit = (DEPLOY / "portal-daily.service").read_text("utf-8")
    line = re.search(r"^ExecStart=/bin/sh -c '(.+)'$", unit, re.MULTILINE)
    assert line is not None
    commands = re.findall(r"/opt/portal/venv/bin/portal ([a-z ]+[a-z])", line[1])
    assert commands == ["invoice", "database tidy"]
    for command in commands:
        understood(command.split())
    for setting in ("User=portal", "EnvironmentFile=/etc/portal.env"):
        assert setting in unit
        assert setting in UNIT
    for codes, ended in (((0, 0), 0), ((1, 0), 1), ((0, 3), 3), ((1, 3), 3)):
        script = line[1]
        for command, code in zip(commands, codes, strict=True):
            script = script.replace(f"/opt/portal/venv/bin/portal {command}", f"(exit {code})")
        assert subprocess.run(["/bin/sh", "-c", script], check=False).returncode == ended
