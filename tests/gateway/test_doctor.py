"""`portal settings` and `portal doctor`: what holds, and what is wrong with an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.schemas import schema_of
from gateway.commands import doctor as module
from store.migrations.upgrading import upgrade
from tests.databases import fresh_database
from tests.gateway.ended import Portal
from tests.gateway.house import edit
from tests.test_house import settings


def test_every_setting_is_printed_and_where_it_comes_from(
    portal: Portal, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option and the environment go before the file, the file before the default."""
    monkeypatch.setenv("PORTAL_PORT", "9123")
    edit(root, "config/gateway.yaml", "depth: 15", "depth: 9")
    edit(root, "config/gateway.yaml", "log:\n  level: info ", "log:\n  level: debug ")
    ended = portal("settings", "--root", str(root), "--format", "json")
    found = {line["name"]: (line["value"], line["source"]) for line in ended.json}
    assert {".".join(path) for path in settings(schema_of("gateway"))} == found.keys() - {"secret"}
    assert found["limits.depth"] == (9, "config/gateway.yaml")
    assert found["server.port"] == ("9123", "PORTAL_PORT")
    assert found["default-portal"] == ("harbour", "config/gateway.yaml")
    assert found["log.level"] == ("debug", "config/gateway.yaml")


def test_secrets_are_not_printed(portal: Portal, root: Path) -> None:
    """Neither the password of a database nor what tokens are signed with."""
    url = "postgresql://somebody:geheim@db/portal"
    ended = portal("settings", "--root", str(root), "--database", url)
    assert "postgresql://somebody:***@db/portal" in ended.out
    assert "geheim" not in ended.out + ended.err
    assert "s" * 40 not in ended.out + ended.err
    assert "secret" in ended.out


def verdicts(portal: Portal, root: Path, url: str, exit_code: int) -> dict[str, str]:
    """What the doctor finds, by what it is about."""
    arguments = ("doctor", "--root", str(root), "--database", url, "--format", "json")
    ended = portal(*arguments)
    assert ended.exit == exit_code
    return {finding["about"]: finding["verdict"] for finding in ended.json}


def test_a_sound_installation(portal: Portal, root: Path, tmp_path: Path) -> None:
    """Nothing bad, and nothing is changed by looking."""
    with fresh_database("sqlite", tmp_path) as url:
        found = verdicts(portal, root, url, 0)
    assert {found[about] for about in ("files", "secret", "database", "rows")} == {"good"}


def test_trusted_documents_that_are_not_there(portal: Portal, root: Path, tmp_path: Path) -> None:
    """A gateway that answers none but them would answer nobody."""
    edit(root, "config/gateway.yaml", "mode: open", "mode: trusted-only")
    with fresh_database("sqlite", tmp_path) as url:
        assert verdicts(portal, root, url, 1)["documents"] == "bad"
        (root / "trusted-documents").mkdir()
        (root / "trusted-documents/portal.json").write_text('{"a1": "{ portal { name } }"}')
        assert verdicts(portal, root, url, 0)["documents"] == "good"


def test_a_database_that_is_not_there(portal: Portal, root: Path, tmp_path: Path) -> None:
    """It is not made either."""
    assert verdicts(portal, root, f"sqlite:///{tmp_path}/none.db", 1)["database"] == "bad"
    assert not (tmp_path / "none.db").exists()
    elsewhere = f"sqlite:///{tmp_path}/no/folder.db"
    assert verdicts(portal, root, elsewhere, 1)["database"] == "bad"


def test_a_database_without_tables(portal: Portal, root: Path, tmp_path: Path) -> None:
    """`portal migrate` is what helps."""
    with fresh_database("sqlite", tmp_path, tables=False) as url:
        found = verdicts(portal, root, url, 1)
    assert "bad" in (found.get("tables"), found["database"])


def test_files_that_do_not_hold(portal: Portal, root: Path, tmp_path: Path) -> None:
    """Counted, and left to `portal check` to name."""
    edit(root, "policies/content.yaml", "section: events", "section: event")
    with fresh_database("sqlite", tmp_path) as url:
        assert verdicts(portal, root, url, 1)["files"] == "bad"


def test_a_secret_that_others_can_read(
    portal: Portal, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or one that is too short."""
    monkeypatch.setenv("PORTAL_SECRET", "short")
    folder = tmp_path / "kept"
    folder.mkdir()
    with fresh_database("sqlite", folder) as url:
        assert verdicts(portal, root, url, 1)["secret"] == "bad"
        monkeypatch.delenv("PORTAL_SECRET")
        file = folder / ".portal-secret"
        file.write_text("s" * 40)
        file.chmod(0o644)
        assert verdicts(portal, root, url, 1)["secret"] == "bad"
        file.chmod(0o600)
        assert verdicts(portal, root, url, 0)["secret"] == "good"


def test_traces_without_what_traces(
    portal: Portal, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gateway that is to trace, and cannot, does not start; the doctor says why."""
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with fresh_database("sqlite", tmp_path) as url:
        assert "telemetry" not in verdicts(portal, root, url, 0)
        edit(root, "config/gateway.yaml", "traces: none", "traces: otlp")
        assert verdicts(portal, root, url, 1)["telemetry"] == "bad"


def test_what_strangers_could_open(
    portal: Portal, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gateway for every address that shows its tools is doubtful, and still sound."""
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    edit(root, "config/gateway.yaml", "host: 127.0.0.1", "host: 0.0.0.0")
    edit(root, "config/gateway.yaml", "metrics: false", "metrics: true")
    with fresh_database("sqlite", tmp_path) as url:
        found = verdicts(portal, root, url, 0)
    assert found["graphiql"] == found["metrics"] == "doubtful"


def test_metrics_of_several_workers(portal: Portal, root: Path, tmp_path: Path) -> None:
    """Each scrape would meet another of them, and every counter would jump."""
    edit(root, "config/gateway.yaml", "metrics: false", "metrics: true")
    with fresh_database("sqlite", tmp_path) as url:
        assert "metrics" not in verdicts(portal, root, url, 0)
        edit(root, "config/gateway.yaml", "workers: 1 ", "workers: 4 ")
        assert verdicts(portal, root, url, 0)["metrics"] == "doubtful"


def test_tables_of_an_earlier_version(portal: Portal, root: Path, tmp_path: Path) -> None:
    """The database is there, and the tables are named as what is to be mended."""
    with fresh_database("sqlite", tmp_path, tables=False) as url:
        upgrade(url, "0015")
        found = verdicts(portal, root, url, 1)
    assert (found["database"], found["tables"]) == ("good", "bad")
