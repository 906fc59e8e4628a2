"""GraphQL over HTTP, as other people measure it: the audits of the npm package `graphql-http`.

The package is installed into this folder by the first run that needs it. Where Node is not there,
or the package cannot be had, the test says so and is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.databases import fresh_database
from tests.served import served

HERE = Path(__file__).parent
PACKAGE = HERE / "node_modules" / "graphql-http"
AUDITS = 61


@pytest.fixture(name="node")
def _node() -> str:
    """The program `node`, with the package beside the script that it is to run."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        pytest.skip("Node is not installed, so the audits of graphql-http cannot run")
    if not PACKAGE.is_dir():
        if npm is None:
            pytest.skip("npm is not installed, so the audits of graphql-http cannot be fetched")
        installed = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=HERE, capture_output=True, text=True, check=False, timeout=120,
        )
        if installed.returncode:
            pytest.skip(f"npm could not fetch the audits of graphql-http:\n{installed.stderr}")
    return node


def test_every_audit_of_graphql_http_passes(node: str, tmp_path: Path) -> None:
    """What the specification demands, what it recommends and what it allows: all of it."""
    with fresh_database("sqlite", tmp_path) as url, served(tmp_path, url) as gateway:
        ran = subprocess.run(
            [node, "audit.mjs", gateway.graphql],
            cwd=HERE, env={**os.environ, "NO_PROXY": "127.0.0.1"},
            capture_output=True, text=True, check=False, timeout=120,
        )
    assert ran.returncode == 0, ran.stderr
    results = json.loads(ran.stdout)
    assert [each for each in results if each["status"] != "ok"] == []
    assert len(results) == AUDITS
