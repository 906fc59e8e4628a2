"""The command: what it prints, and how it ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from graphql import build_schema
from starlette.testclient import TestClient
from typer.core import TyperGroup

from documents.schemas import KINDS, schema_of
from gateway import command as module
from gateway.application import create_app
from gateway.command import COMMANDS, GROUPS, with_database_named
from gateway.command import portal as put_together
from gateway.commands.exits import MEANING, Exit
from gateway.settings_file import load_settings
from store.demo import fill
from store.migrations import migrate
from tests.gateway.ended import Portal
from tests.gateway.house import edit


@pytest.fixture(name="filled", scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database that holds the demo."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo')}/portal.db"
    migrate(url)
    fill(url)
    return url


@pytest.fixture(name="root")
def _root(root: Path) -> Iterator[Path]:
    """The house's own YAML; where the environment has a secret, no command leaves one there."""
    yield root
    assert not (root / ".portal-secret").exists()


def test_help_lists_the_exit_codes(portal: Portal) -> None:
    """A script may rely on them."""
    ended = portal("--help")
    assert ended.exit == 0
    words = " ".join(ended.out.split())
    for code in Exit:
        assert f"{code.value} {MEANING[code]}" in words


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS])
def test_a_command_alone_is_what_it_is_among_all(name: str) -> None:
    """What is named is put together without the others, and still has to be named."""
    alone = typer.main.get_command(put_together(name))
    assert isinstance(alone, TyperGroup)
    assert list(alone.commands) == [name]


@pytest.mark.parametrize("arguments", [["nonsense"], ["check", "--nonsense"], ["token"]])
def test_what_is_not_understood_ends_with_2(portal: Portal, arguments: list[str]) -> None:
    """And says how to get help, on standard error."""
    ended = portal(*arguments)
    assert ended.exit == Exit.USAGE
    assert "--help" in ended.err
    assert not ended.out


def test_a_root_that_holds(portal: Portal, root: Path) -> None:
    """A line for people, the hash for machines."""
    ended = portal("check", "--root", str(root))
    assert ended.exit == Exit.DONE
    assert "Everything holds" in ended.err
    report = portal("check", "--root", str(root), "--format", "json").json
    assert report["problems"] == []
    assert report["policies"] in ended.err


def test_problems_are_printed_all_at_once(portal: Portal, root: Path) -> None:
    """By place, with help; for machines as entries."""
    edit(root, "config/gateway.yaml", "default-portal: harbour", "default-portal: harbor")
    ended = portal("check", "--root", str(root))
    assert ended.exit == Exit.PROBLEMS
    assert ended.out == (
        "config/gateway.yaml:9:17: `harbor` is not a location\n  help: did you mean `harbour`?\n"
    )
    (problem,) = portal("check", "--root", str(root), "--format", "json").json["problems"]
    assert problem == {
        "path": "config/gateway.yaml",
        "line": 9,
        "column": 17,
        "message": "`harbor` is not a location",
        "help": "did you mean `harbour`?",
    }


@pytest.mark.parametrize("command", ["serve", "token", "migrate", "demo"])
def test_nothing_runs_on_settings_that_do_not_hold(
    portal: Portal, root: Path, command: str
) -> None:
    """The problems are printed instead."""
    edit(root, "config/gateway.yaml", "port: 8000", "port: eight")
    more = ["anna@harbour.test"] if command == "token" else []
    ended = portal(command, *more, "--root", str(root))
    assert ended.exit == Exit.PROBLEMS
    assert "config/gateway.yaml:" in ended.err


@pytest.mark.parametrize("more", [[], ["--workers", "2"]])
def test_a_gateway_does_not_start_on_policies_that_do_not_hold(
    portal: Portal, root: Path, more: list[str]
) -> None:
    """However many processes it would have had."""
    (root / "policies/staff.yaml").unlink()
    ended = portal("serve", "--root", str(root), *more)
    assert ended.exit == Exit.PROBLEMS
    assert "policies/staff.yaml" in ended.err


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["check", "--database"], ["check", "--database="]),
        (["check", "--database", "--format", "json"], ["check", "--database=", "--format", "json"]),
        (["check", "--database", "sqlite:///x"], ["check", "--database", "sqlite:///x"]),
        (["check", "--database=sqlite:///x"], ["check", "--database=sqlite:///x"]),
        (["migrate", "--database"], ["migrate", "--database"]),
        ([], []),
    ],
)
def test_check_needs_no_address(given: list[str], meant: list[str]) -> None:
    """`--database` alone means the one that would be served."""
    assert with_database_named(given) == meant


def test_rows_are_checked_where_that_is_asked_for(
    portal: Portal, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the settings' database, in the environment's or in another one."""
    portal("migrate", "--root", str(root))
    with sqlite3.connect(root / "portal.db") as rows:
        rows.execute(
            "INSERT INTO teams (network_id, id, location_id, name, name_folded, published)"
            " VALUES ('harbour', 1, 'berlin-mite', 'A', 'a', 1)"
        )
    rows.close()
    assert portal("check", "--root", str(root)).exit == Exit.DONE
    ended = portal("check", "--root", str(root), "--database")
    assert ended.exit == Exit.PROBLEMS
    assert "teams: 1 row of network `harbour` names `berlin-mite`" in ended.out
    assert "did you mean `berlin-mitte`?" in ended.out
    report = portal("check", "--root", str(root), "--database", "--format", "json").json
    assert report["rows"][0]["location"] == "berlin-mite"

    other = f"sqlite:///{root}/other.db"
    portal("migrate", "--root", str(root), "--database", other)
    assert portal("check", "--root", str(root), "--database", other).exit == Exit.DONE
    monkeypatch.setenv("PORTAL_DATABASE_URL", other)
    assert portal("check", "--root", str(root), "--database").exit == Exit.DONE


def test_a_database_that_is_not_there_ends_with_3(portal: Portal, root: Path) -> None:
    """In a sentence, for every command that needs one."""
    nowhere = ["--root", str(root), "--database", "postgresql://nobody@127.0.0.1:1/none"]
    for command in (["check"], ["migrate"], ["demo"], ["token", "anna@harbour.test"]):
        ended = portal(*command, *nowhere)
        assert ended.exit == Exit.DATABASE, command
        assert "cannot be used" in ended.err
        assert "Traceback" not in ended.err


@pytest.mark.parametrize("url", ["mysql://x", "portal.db"])
def test_an_address_that_is_none_is_a_mistake_of_usage(
    portal: Portal, root: Path, url: str
) -> None:
    """With what to write instead."""
    ended = portal("migrate", "--root", str(root), "--database", url)
    assert ended.exit == Exit.USAGE
    assert "sqlite:///" in ended.err


def test_the_demo_fills_an_empty_database_only(portal: Portal, root: Path) -> None:
    """A second time it refuses, or is content, as it is told."""
    first = portal("demo", "--root", str(root))
    assert first.exit == Exit.DONE
    assert "demo-password" in first.err
    assert portal("check", "--root", str(root), "--database").exit == Exit.DONE
    second = portal("demo", "--root", str(root))
    assert second.exit == Exit.PROBLEMS
    assert "already" in second.err
    assert portal("demo", "--root", str(root), "--if-empty").exit == Exit.DONE


def test_the_demo_stays_out_of_other_peoples_roots(portal: Portal, root: Path) -> None:
    """Its rows would name locations that are not there."""
    (root / "locations/berlin-mitte.yaml").unlink()
    ended = portal("demo", "--root", str(root))
    assert ended.exit == Exit.PROBLEMS
    assert "locations/berlin-mitte.yaml" in ended.err
    assert not (root / "portal.db").exists()


def test_a_token_opens_the_door(portal: Portal, root: Path, filled: str) -> None:
    """On standard output alone, so that a shell can take it; who it is for goes beside it."""
    where = ["--root", str(root), "--database", filled]
    ended = portal("token", "ben@harbour.test", *where)
    assert ended.exit == Exit.DONE
    token = ended.out.strip()
    assert token.count(".") == 2
    assert "Ben" in ended.err
    report = portal("token", "BEN@harbour.test", "--format", "json", "--at", "ghent", *where).json
    assert (report["network"], report["portal"]) == ("harbour", "ghent")

    with TestClient(create_app(load_settings(root, filled))) as client:
        for each in (token, report["token"]):
            answer = client.post(
                "/graphql",
                json={"query": "{ me { id name } }"},
                headers={"authorization": f"Bearer {each}"},
            )
            assert answer.json()["data"]["me"]["name"].startswith("Ben")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody@harbour.test"], "nobody signs in to `harbour`"),
        (["ben@harbour.test", "--at", "plenum"], "nobody signs in to `plenum`"),
        (["ben@harbour.test", "--at", "atlantis"], "there is no location `atlantis`"),
        (["ben@harbour.test", "--profile", "1"], "they have no profile 1"),
    ],
)
def test_nobody_is_signed_in_by_mistake(
    portal: Portal, root: Path, filled: str, arguments: list[str], words: str
) -> None:
    """The reason in a sentence, nothing on standard output."""
    ended = portal("token", *arguments, "--root", str(root), "--database", filled)
    assert ended.exit == Exit.PROBLEMS
    assert words in ended.err
    assert not ended.out


def test_who_has_several_profiles_chooses_one(portal: Portal, root: Path, filled: str) -> None:
    """They are listed; an id as the graph has it will do, too."""
    where = ["--root", str(root), "--database", filled]
    with sqlite3.connect(filled.removeprefix("sqlite:///")) as rows:
        ((email,),) = rows.execute(
            "SELECT l.email FROM logins l JOIN customers c ON c.login_id = l.id"
            " AND c.network_id = l.network_id WHERE l.network_id = 'harbour'"
            " GROUP BY l.id HAVING count(*) = 2 LIMIT 1"
        )
    rows.close()
    ended = portal("token", email, *where)
    assert ended.exit == Exit.PROBLEMS
    ids = [line.split()[0] for line in ended.err.splitlines()[1:]]
    assert len(ids) == 2
    for wanted in (ids[0], f"Customer:{ids[0]}"):
        report = portal("token", email, "--profile", wanted, "--format", "json", *where).json
        assert report["profile"]["id"] == ids[0]


def test_a_short_secret_ends_with_4(
    portal: Portal, root: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is signed with it."""
    monkeypatch.setenv("PORTAL_SECRET", "short")
    where = ["--root", str(root), "--database", filled]
    for command in (["token", "ben@harbour.test"], ["serve"]):
        ended = portal(*command, *where)
        assert ended.exit == Exit.ENVIRONMENT
        assert "at least 32" in ended.err


def test_schemas_are_printed(portal: Portal) -> None:
    """One for an editor, all of them, or what there is."""
    assert portal("schema", "portal").json == schema_of("portal")
    assert set(portal("schema", "--format", "json").json) == set(KINDS)
    listed = portal("schema").out.splitlines()
    assert [line.split()[0] for line in listed] == list(KINDS)
    ended = portal("schema", "locations")
    assert ended.exit == Exit.USAGE
    assert "did you mean `location`?" in " ".join(ended.err.replace("│", " ").split())


def test_the_graph_is_printed(portal: Portal) -> None:
    """As client tools read it."""
    schema = build_schema(portal("sdl").out)
    assert schema.query_type is not None
    assert "portal" in schema.query_type.fields


def test_ctrl_c_is_no_failure(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is it told as one, whatever the command was at."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "check_environment", interrupted)
    ended = portal("schema")
    assert (ended.exit, ended.err) == (Exit.STOPPED, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_result_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that goes on would take half of it for the whole."""
    with Path("/dev/full").open("w", buffering=1) as full:
        monkeypatch.setattr("sys.stdout", full)
        with pytest.raises(SystemExit) as ended:
            module.main(["schema", "gateway"])
    assert ended.value.code == Exit.PROBLEMS
    assert capsys.readouterr().err == "the result cannot be written: no space left on device\n"
