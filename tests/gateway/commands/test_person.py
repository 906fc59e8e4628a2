"""`portal person`: what is known of somebody is printed, or erased once all is settled."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from gateway.commands import person
from gateway.commands.exits import Exit
from tests.gateway.ended import Portal

OTTO = "otto@harbour.test"
ARCHIVED = """
INSERT INTO customer_archivings (network_id, id, customer_id, from_at, by_whom, why)
SELECT network_id, 7, id, '2026-11-22 12:00:00', 'the desk', 'moved away'
  FROM customers WHERE email = ?
"""


@pytest.fixture(name="file")
def _file(url: str, tmp_path: Path) -> Path:
    """A copy of the demo's database."""
    return Path(shutil.copyfile(url.removeprefix("sqlite:///"), tmp_path / "own.db"))


@pytest.fixture(name="own")
def _own(portal: Portal, file: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """The command with that copy, and a secret."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    return portal


def archive(file: Path) -> None:
    """Have staff archive Otto, and let what he owes be settled."""
    with sqlite3.connect(file) as connection:
        connection.execute(ARCHIVED, (OTTO,))
        connection.execute("UPDATE invoices SET paid_minor = total_minor")
        connection.execute("UPDATE charges SET voided_at = charged_at WHERE invoice_id IS NULL")
    connection.close()


def test_what_is_known_of_somebody_is_printed(own: Portal) -> None:
    """By their address or by their id alike, and no secret is among it."""
    ended = own("person", "export", OTTO)
    assert ended.exit == Exit.DONE
    (customer,) = ended.json["customers"]
    assert customer["email"] == ended.json["logins"][0]["email"] == OTTO
    assert "password" not in ended.out
    assert own("person", "export", f"customer:{customer['id']}").json == ended.json


def test_erasing_waits_until_all_is_settled(own: Portal) -> None:
    """Everything that stands against it is said at once."""
    ended = own("person", "erase", "ben@harbour.test", "--because", "he asked for it")
    assert ended.exit == Exit.PROBLEMS
    assert "cannot be erased:\n  they are no archived customer: archive them first" in ended.err
    assert "contracts run: end them first" in ended.err
    assert own("person", "export", "ben@harbour.test").json["customers"][0]["full_name"]


def test_somebody_is_erased(own: Portal, file: Path) -> None:
    """A dry run keeps everything; afterwards nobody signs in as them, and no row names them."""
    archive(file)
    number = own("person", "export", OTTO).json["customers"][0]["id"]
    because = ("--because", "he asked for it")
    tried = own("person", "erase", OTTO, *because, "--dry-run")
    assert tried.exit == Exit.DONE
    assert f"customer:{number} of " in tried.err
    assert "would be erased. Rows: " in tried.err
    assert own("person", "export", OTTO).exit == Exit.DONE
    done = own("person", "erase", OTTO, *because)
    assert done.exit == Exit.DONE
    assert "is erased. Rows: " in done.err
    assert "Backups hold them still" in done.err
    assert f"no customer of `harbour` is {OTTO}" in own("person", "export", OTTO).err
    assert "nobody signs in" in own("token", OTTO).err
    left = own("person", "export", f"customer:{number}").json
    assert left["customers"][0]["full_name"] == "erased"
    assert OTTO not in str(left)


def test_what_comes_meanwhile_stands_against_it_too(
    own: Portal, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the provider of payments is asked to forget them, somebody restores them."""
    archive(file)

    async def restore(*_: object) -> None:
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE customer_archivings SET until_at = from_at WHERE id = 7")
        connection.close()

    monkeypatch.setattr(person, "_forget", restore)
    ended = own("person", "erase", OTTO, "--because", "he asked for it")
    assert ended.exit == Exit.PROBLEMS
    assert "archive them first" in ended.err
    assert own("person", "export", OTTO).exit == Exit.DONE


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["export", "nobody@harbour.test"], Exit.PROBLEMS, "no customer of `harbour` is nobody@"),
        (["export", "Ben"], Exit.PROBLEMS, "write an e-mail address, or customer:101"),
        (["export", "customer:99999999999999999999"], Exit.PROBLEMS, "names nobody"),
        (["erase", OTTO, "--because", " "], Exit.USAGE, "say why"),
        (["export", OTTO, "--at", "berlln"], Exit.PROBLEMS, "there is no location `berlln`"),
    ],
)
def test_what_cannot_be_done_is_said(
    own: Portal, arguments: list[str], exit_code: Exit, words: str
) -> None:
    """In a sentence, with what to write."""
    ended = own("person", *arguments)
    assert ended.exit == exit_code
    assert words in ended.err
    assert "Traceback" not in ended.err
