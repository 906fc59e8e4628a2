"""One demo network for all chapters; whoever changes something gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from store.demo import fill
from store.migrations import migrate
from tests.seeds.demo import TODAY, Demo, written_anew

Rules = Callable[..., Demo]


@pytest.fixture(scope="session", name="demo_file")
def _demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, as told on a Sunday in November 2026; copied by all, and opened by none."""
    path = tmp_path_factory.mktemp("seeds") / "portal.db"
    migrate(f"sqlite:///{path}")
    fill(f"sqlite:///{path}", today=TODAY)
    return path


@pytest.fixture(scope="session", name="demo")
def _demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo network, which all chapters read and none changes."""
    with Demo(copied(demo_file, tmp_path_factory.mktemp("demo"))) as demo:
        yield demo


@pytest.fixture(scope="module", name="house")
def _house(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A copy of it for one chapter, in which people do things; each test has people of its own."""
    with Demo(copied(demo_file, tmp_path_factory.mktemp("house"))) as house:
        yield house


@pytest.fixture(scope="session", name="with_rules")
def _with_rules(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rules]:
    """Open the demo under other rules: `with_rules((file, old words, new words), …)`."""
    opened: dict[tuple[tuple[str, str, str], ...], Demo] = {}
    with ExitStack() as stack:

        def with_rules(*changes: tuple[str, str, str]) -> Demo:
            if changes not in opened:
                root = written_anew(tmp_path_factory.mktemp("rules") / "root", *changes)
                opened[changes] = stack.enter_context(Demo(copied(demo_file, root), root))
            return opened[changes]

        yield with_rules


def copied(demo_file: Path, folder: Path) -> Path:
    """Copy the demo to a folder; return the copy."""
    return Path(shutil.copyfile(demo_file, folder / "portal.db"))
