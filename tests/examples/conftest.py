"""The flag that lets the programs of `examples/` run, and what they run with."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schema.graph import build_schema
from tests.docs.conftest import filled
from tests.served import Served, served

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Given with this folder: `pytest tests/examples --clients`."""
    parser.addoption(
        "--clients", action="store_true", help="build and run the programs of examples/ with Node"
    )


@pytest.fixture(name="run", scope="session")
def _run(request: pytest.FixtureRequest) -> Run:
    """Runs a program of the packages in `examples/`, where Node and the packages are there."""
    if not request.config.getoption("--clients", default=False):
        pytest.skip("the programs of examples/ run with --clients")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so the programs of examples/ cannot run")

    def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=EXAMPLES, env={**os.environ, "NO_PROXY": "127.0.0.1", **variables},
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    if not (EXAMPLES / "node_modules").is_dir():
        fetched = run(npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts")
        if fetched.returncode:
            pytest.skip(f"npm could not fetch the packages of examples/:\n{fetched.stderr}")
    return run


@pytest.fixture(name="kept", scope="session")
def _kept() -> dict[str, str]:
    """The manifests as they were before anything was built."""
    return {path.name: path.read_text() for path in EXAMPLES.glob("trusted-documents/*.json")}


@pytest.fixture(name="built", scope="session")
def _built(run: Run, kept: dict[str, str]) -> Run:
    """The same, once the tools have read the schema and written what the programs import."""
    (EXAMPLES / "schema.graphql").write_text(build_schema().as_str())
    assert kept
    built = run("npm", "run", "build")
    assert built.returncode == 0, built.stdout + built.stderr
    return run


@pytest.fixture(name="trusting", scope="session")
def _trusting(tmp_path_factory: pytest.TempPathFactory, built: Run) -> Iterator[Served]:
    """A gateway with the demo network that answers the manifests' documents, and no others."""
    folder = tmp_path_factory.mktemp("trusting")
    documents = {"mode": "trusted-only"}
    database = folder / "portal.db"
    filled(database)
    shutil.copytree(EXAMPLES / "trusted-documents", folder / "served/trusted-documents")
    with served(folder, f"sqlite:///{database}", documents=documents) as gateway:
        yield gateway
