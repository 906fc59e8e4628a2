"""The page at /graphql in a real browser, where Chromium and Node are there."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from store.demo import fill
from tests.databases import fresh_database
from tests.served import HOUSE, served

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(name="seen", scope="module")
def _seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a browser saw in which somebody became Ben of the demo, and asked for the portal."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    node = shutil.which("node")
    if browser is None or node is None:
        pytest.skip("Chromium and Node are needed to look at the page as a person would")
    built = subprocess.run(
        [HOUSE / "scripts/graphiql"], capture_output=True, text=True, check=False, timeout=300
    )
    if built.returncode:
        pytest.skip(built.stderr)
    folder = tmp_path_factory.mktemp("page")
    with fresh_database("sqlite", folder) as url:
        fill(url, 1)
        with served(folder, url, graphiql=True) as gateway:
            look = subprocess.run(
                [
                    node, "--experimental-websocket", Path(__file__).with_name("look.mjs"),
                    browser, gateway.graphql, "ben@harbour.test",
                ],
                capture_output=True, text=True, check=False, timeout=300,
            )
            assert look.returncode == 0, look.stderr
            return {"address": gateway.address, **json.loads(look.stdout)}


def test_somebody_becomes_a_person_of_the_demo_and_asks(seen: Any) -> None:
    """Choosing Ben and pressing the button is enough; the portal is the one he is at home at."""
    assert seen["role"] == "You are Ben Okafor."
    assert '"name": "Berlin Mitte"' in seen["answer"].replace("\u00a0", " ")


def test_the_console_is_silent(seen: Any) -> None:
    """No error, no warning, nothing that the content security policy had to stop."""
    assert seen["console"] == []


def test_nothing_is_asked_of_another_host(seen: Any) -> None:
    """Every script, style and font comes from the gateway itself."""
    others = [
        url[:100] for url in seen["requests"]
        if not url.startswith((f"{seen['address']}/", "data:", f"blob:{seen['address']}/"))
    ]
    assert others == []
    assert len(seen["requests"]) > 5


def test_everything_that_can_be_used_has_a_name(seen: Any) -> None:
    """For whoever has the page read out."""
    assert seen["unnamed"] == []
