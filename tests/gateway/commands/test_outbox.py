"""`portal outbox` and what the doctor says of it, at the demo's rows."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from gateway.commands.exits import Exit
from resolvers.letters.letter_rows import put_letter
from store.databases import open_database
from tests.gateway.commands.conftest import NOON
from tests.gateway.ended import Portal
from tests.gateway.mail.server import mail_server

SMTP = """  transport: smtp
  host: 127.0.0.1
  port: {port}
  encryption: none
"""


@pytest.fixture(name="own")
def _own(
    portal: Portal, url: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Portal:
    """The command with rows and folders of its own, and two letters that wait."""
    path = tmp_path / "own.db"
    shutil.copyfile(url.removeprefix("sqlite:///"), path)
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("PORTAL_ROOT", str(root))
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    asyncio.run(_put(f"sqlite:///{path}", "ada@post.example", "refused@post.example"))
    return portal


async def _put(url: str, *addresses: str) -> None:
    database = open_database(url)
    async with database.transaction() as connection:
        for address in addresses:
            await put_letter(connection, "harbour", "ghent-docks", "welcome", address, NOON)
    await database.close()


def set_up(root: Path, port: int) -> None:
    """Let the settings name a mail server on this machine, for nobody in particular."""
    file = root / "config/gateway.yaml"
    lines = file.read_text().splitlines(keepends=True)
    gone = ("  transport:", "  host: mail", "  port: 587", "  encryption:", "  username:")
    text = "".join(line for line in lines if not line.startswith(gone))
    file.write_text(text.replace("mail:\n", "mail:\n" + SMTP.format(port=port), 1))


def test_letters_that_wait_are_listed_and_shown(own: Portal) -> None:
    """By their numbers; one of them as it would be sent."""
    listed = own("outbox")
    assert listed.exit == Exit.DONE
    assert "ghent-docks  welcome  to ada@post.example, due 2026-11-22 12:00" in listed.out
    assert "2 letters waiting" in listed.err
    first, _ = own("outbox", "--format", "json").json
    shown = own("outbox", "--show", str(first["id"]))
    assert shown.out.startswith("To: ada@post.example\nSubject: Welkom bij Ghent Docks\n\n")
    missing = own("outbox", "--show", "7")
    assert (missing.exit, "there is no letter 7" in missing.err) == (Exit.PROBLEMS, True)


def test_whoever_has_the_address_is_called_by_their_name(own: Portal, tmp_path: Path) -> None:
    """However it is spelt; the words are those of the place that wrote."""
    asyncio.run(_put(f"sqlite:///{tmp_path / 'own.db'}", "Wout@Harbour.test"))
    last = own("outbox", "--format", "json").json[-1]
    shown = own("outbox", "--show", str(last["id"])).out
    assert "Dag Wout Vermeersch,\n\nJe account bij Ghent Docks staat klaar." in shown


def test_nothing_is_sent_without_a_mail_server(own: Portal) -> None:
    """The command says what to set, and the doctor that letters wait."""
    ended = own("outbox", "--send")
    assert (ended.exit, "`mail.transport`" in ended.err) == (Exit.PROBLEMS, True)
    found = {each["about"]: each for each in own("doctor", "--format", "json").json}
    assert found["mail"]["verdict"] == "doubtful"
    assert found["mail"]["text"] == "2 letters waiting, and nothing sends them"


def test_what_is_due_is_sent_and_can_be_sent_again(own: Portal, root: Path) -> None:
    """Letter by letter: the refused one is named, the other one is gone, once."""
    with mail_server() as server:
        set_up(root, server.port)
        assert own("outbox", "--send").err.strip() == "2 letters sent"
        assert own("outbox", "--send").err.strip() == "0 letters sent"
        assert len(server.letters) == 2
    assert own("outbox").err.strip() == "No letter waits."
    found = {each["about"]: each for each in own("doctor", "--format", "json").json}
    assert found["mail"]["text"] == f"127.0.0.1:{server.port} takes letters, 0 letters waiting"


def test_what_is_refused_is_named(own: Portal, root: Path) -> None:
    """With the reason, and an exit code that a job notices; the doctor remembers."""
    with mail_server(rcpt="550 no") as server:
        set_up(root, server.port)
        ended = own("outbox", "--send")
    assert ended.exit == Exit.PROBLEMS
    assert ended.err.count("the mail server does not take this address (550)") == 2
    texts = [each["text"] for each in own("doctor", "--format", "json").json]
    assert "2 letters of the last 30 days given up" in texts
