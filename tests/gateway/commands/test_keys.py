"""`portal keys`: made once, listed by their beginnings, revoked at once."""

from __future__ import annotations

import getpass
import shutil
from pathlib import Path

import pytest

from gateway.commands.exits import Exit
from gateway.credentials.api_keys import digest_of
from tests.gateway.ended import Portal


@pytest.fixture(name="own")
def _own(portal: Portal, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """The command with a database of its own, worked at by Ada."""
    path = tmp_path / "own.db"
    shutil.copyfile(url.removeprefix("sqlite:///"), path)
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setattr(getpass, "getuser", lambda: "ada")
    return portal


def test_a_key_is_made_listed_and_revoked(own: Portal) -> None:
    """It is shown once; from then on its beginning names it, and its end says who did it."""
    made = own("keys", "create", "the website", "--at", "berlin", "--until", "2027-01-01")
    key = made.out.strip()
    assert made.exit == Exit.DONE
    assert "the website · good at berlin and below · until 2026-12-31 23:00 UTC" in made.err
    listed = own("keys", "list")
    assert key[:12] in listed.out
    assert "from 2026-11-22 12:00, by ada, until 2026-12-31 23:00 UTC" in listed.out
    assert key not in listed.out
    assert digest_of(key) not in listed.out
    assert own("keys", "revoke", key[:12]).exit == Exit.DONE
    again = own("keys", "revoke", key)
    assert again.exit == Exit.PROBLEMS
    assert "ended 2026-11-22 12:00 by ada" in again.err
    assert "There are no keys in force" in own("keys", "list").err
    (entry,) = own("keys", "list", "--all", "--format", "json").json
    assert entry["ended-by"] == "ada"
    assert entry["at"] == "berlin"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["create", "x", "--at", "berlln"], Exit.PROBLEMS, "there is no location `berlln`"),
        (["create", "x", "--until", "2026-11-01"], Exit.USAGE, "is over"),
        (["create", "x", "--until", "soon"], Exit.USAGE, "is no moment"),
        (["create", " "], Exit.USAGE, "from 1 to 100 letters"),
        (["create", "a\x1b[2J"], Exit.USAGE, "from 1 to 100 letters"),
        (["revoke", "pgk_00000000"], Exit.PROBLEMS, "no key begins with"),
    ],
)
def test_what_cannot_be_done_is_said(
    own: Portal, arguments: list[str], exit_code: Exit, words: str
) -> None:
    """And nothing is made."""
    ended = own("keys", *arguments)
    assert ended.exit == exit_code
    assert words in " ".join(ended.err.replace("│", " ").split())
    assert own("keys", "list", "--all", "--format", "json").json == []
