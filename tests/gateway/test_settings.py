"""Settings: what the file says, what goes before it, and what holds without it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from documents.schemas import schema_of
from gateway.addresses import folder_of, resolved_database
from gateway.bounds import Limits
from gateway.settings import Settings
from gateway.settings_file import FILE_NAME, SettingsRefused, load_settings

WRITTEN = """\
default-portal: berlin
database: { url: "sqlite:///data/rows.db" }
server: { host: 0.0.0.0, port: 9000, workers: 3 }
tokens: { lifetime-minutes: 30 }
limits: { body-kilobytes: 64, depth: 9, root-fields: 4, plans-cached: 5 }
log: { level: debug, format: json }
graphiql: true
"""


def write(root: Path, text: str) -> None:
    """Write the file of settings."""
    (root / "config").mkdir(exist_ok=True)
    (root / FILE_NAME).write_text(text)


def test_everything_has_a_default(tmp_path: Path) -> None:
    """A gateway without a file listens on this machine and keeps its rows in the root."""
    settings = load_settings(tmp_path)
    assert settings == Settings(tmp_path, f"sqlite:///{tmp_path}/portal.db")
    assert settings.server.host == "127.0.0.1"


def test_what_is_written_holds(tmp_path: Path) -> None:
    """Each key lands where it belongs; what a group leaves out keeps its default."""
    write(tmp_path, WRITTEN)
    settings = load_settings(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/data/rows.db"
    assert dataclasses.astuple(settings.server)[:3] == ("0.0.0.0", 9000, 3)
    assert settings.tokens.lifetime.total_seconds() == 1800
    assert settings.limits == dataclasses.replace(
        Limits(), body_kilobytes=64, depth=9, root_fields=4, plans_cached=5
    )
    assert (settings.log.level, settings.log.format) == ("debug", "json")
    assert settings.graphiql


def test_limits_reach_the_planner(tmp_path: Path) -> None:
    """Under its own names."""
    write(tmp_path, WRITTEN)
    limits = load_settings(tmp_path).limits.of_operations()
    assert (limits.depth, limits.root_fields, limits.plans) == (9, 4, 5)
    assert limits.tokens == Limits().tokens


def test_the_operators_word_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path on the command line is seen from where the operator stands, not from the root."""
    write(tmp_path, WRITTEN)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    settings = load_settings(tmp_path, "sqlite:///mine.db")
    assert settings.database_url == f"sqlite:///{elsewhere}/mine.db"
    settings = load_settings(tmp_path, "postgres://someone:geheim@db/portal")
    assert settings.database_url == "postgresql://someone:geheim@db/portal"


def test_a_file_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    """With all its problems, in an operator's words."""
    write(tmp_path, "server: { port: many }\nlimit: { depth: 9 }\n")
    with pytest.raises(SettingsRefused) as refused:
        load_settings(tmp_path)
    assert len(refused.value.problems) == 2
    assert str(refused.value).startswith("config/gateway.yaml:1:")


@pytest.mark.parametrize("url", ["mysql://x/y", "portal.db", "", "://", "sqlite"])
def test_an_address_that_is_none_is_a_sentence(tmp_path: Path, url: str) -> None:
    """It says what to write."""
    with pytest.raises(ValueError, match="postgresql://"):
        load_settings(tmp_path, url)


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("sqlite:////var/data/rows.db", "/var/data"),
        ("sqlite:///:memory:", "/else"),
        ("sqlite://", "/else"),
        ("postgresql://db/portal", "/else"),
    ],
)
def test_the_folder_of_a_database(url: str, folder: str) -> None:
    """Where the secret is kept, next to a file; other databases have none."""
    assert folder_of(resolved_database(url, Path("/srv")), Path("/else")) == Path(folder)


def leaves(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each setting of the schema, `group.key`, with its default."""
    for key, part in schema["properties"].items():
        if "properties" in part:
            yield from leaves(part, (*path, key))
        else:
            yield ".".join((*path, key)), part.get("default")


def test_the_schema_names_every_default() -> None:
    """What an editor shows is what holds, and no setting is without effect."""
    settings = Settings(Path("/srv"), "sqlite:////srv/portal.db")
    for name, default in leaves(schema_of("gateway")):
        if name in ("default-portal", "database.url"):
            continue  # the one is read at each reload, the other has no default of its own
        value: Any = settings
        for key in name.split("."):
            value = getattr(value, key.replace("-", "_"))
        assert (list(value) if isinstance(value, tuple) else value) == default, name
