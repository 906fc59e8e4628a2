"""Letters to a mail server: what it is sent, and what its answers come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email import message_from_string
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from gateway.credentials.secret import SecretUnusable
from gateway.mail.password import mail_password
from gateway.mail.smtp import SmtpMailer
from gateway.settings import Mail
from resolvers.letters.mailer import Letter, LetterRefused, MailerUnavailable
from tests.gateway.mail.server import MailServer, mail_server

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LETTER = Letter(
    "42", "ada@post.test", "Grüße", "Für Ada.\n\nhttps://x.test/#token=abc", "Café Mitte",
    "mitte@harbour.test",
)


def mailer(server: MailServer, **given: object) -> SmtpMailer:
    """A mailer for the server on this machine."""
    mail = Mail(port=server.port, encryption="none", timeout_seconds=5, **given)  # type: ignore[arg-type]
    return SmtpMailer(mail, "127.0.0.1", "portal@harbour.test", "geheim", lambda: NOW)


async def test_a_letter_arrives_as_it_was_written() -> None:
    """In the house's name, from our address; the same letter has the same Message-ID."""
    with mail_server() as server:
        for _ in range(2):
            await mailer(server).send(LETTER)
    first, second = map(message_from_string, server.letters)
    assert str(make_header(decode_header(first["Subject"]))) == "Grüße"
    assert "portal@harbour.test" in first["From"]
    assert (first["To"], first["Reply-To"]) == ("ada@post.test", "mitte@harbour.test")
    assert first["Date"] == "Sun, 22 Nov 2026 12:00:00 +0000"
    assert first["Message-ID"] == second["Message-ID"] == "<letter-42@harbour.test>"
    body = first.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().strip() == LETTER.text
    assert not any(line.startswith("AUTH") for line in server.heard)


async def test_we_sign_in_where_the_settings_name_somebody() -> None:
    """And where they are not let in, the letter waits."""
    with mail_server() as server:
        await mailer(server, username="portal").send(LETTER)
    assert any(line.startswith("AUTH") for line in server.heard)
    with mail_server(auth="535 no") as server, pytest.raises(MailerUnavailable) as error:
        await mailer(server, username="portal").send(LETTER)
    assert str(error.value) == "the mail server does not take our name and password (535)"
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("answers", "kind", "words"),
    [
        ({"rcpt": "550 whom"}, LetterRefused, "does not take this address (550)"),
        ({"rcpt": "451 later"}, MailerUnavailable, "does not take this address (451)"),
        ({"mail": "550 who"}, MailerUnavailable, "letters from portal@harbour.test (550)"),
        ({"letter": "554 spam"}, LetterRefused, "did not take the letter (554)"),
        ({"letter": "452 full"}, MailerUnavailable, "did not take the letter (452)"),
    ],
)
async def test_answers_are_final_or_not(
    answers: dict[str, str], kind: type[Exception], words: str
) -> None:
    """From 500 on the letter is given up, unless it is about us; below it waits."""
    with mail_server(**answers) as server, pytest.raises(kind) as error:
        await mailer(server).send(LETTER)
    assert str(error.value) == f"the mail server {words}".replace(
        "server letters", "server does not take letters"
    )


@pytest.mark.parametrize(
    "to",
    [
        "<ada@post.test>", "(1)ada@post.test", "bo,ada@post.test", "ada@post.test>SIZE=1",
        "=?utf-8?q?ada=0d=0aBcc:bo?=@post.test", "ada@post.test\nBcc: bo@post.test",
    ],
)
async def test_a_letter_goes_to_one_address_as_it_is_written(to: str) -> None:
    """What a mail server would unpack is refused for good: it would go to somebody else."""
    with mail_server() as server, pytest.raises(LetterRefused, match="no address that letters"):
        await mailer(server).send(replace(LETTER, to=to))
    assert server.heard == []


async def test_an_address_in_letters_that_the_server_does_not_know() -> None:
    """It is given up, and the server is not taken for one that is away."""
    with mail_server() as server, pytest.raises(LetterRefused, match="not in ASCII"):
        await mailer(server).send(replace(LETTER, to="jürgen@post.test"))
    assert server.letters == []


async def test_a_name_puts_nothing_into_the_head() -> None:
    """No encoded word, wherever a house lets names stand in a subject."""
    odd = "For Ada =?utf-8?q?x=0d=0aBcc:bo=40post.test?= Byron"
    with mail_server() as server:
        await mailer(server).send(replace(LETTER, subject=odd))
    (letter,) = map(message_from_string, server.letters)
    assert letter["Bcc"] is None
    assert [line for line in server.heard if line.lower().startswith("rcpt")] == [
        "rcpt TO:<ada@post.test>"
    ]


async def test_a_server_that_is_not_there_is_named() -> None:
    """So that the operator knows where it was looked for."""
    with mail_server() as server:
        pass
    with pytest.raises(MailerUnavailable) as error:
        await mailer(server).send(LETTER)
    assert str(error.value) == f"the mail server at 127.0.0.1:{server.port} cannot be reached"


async def test_nothing_is_said_in_the_clear_that_was_to_be_encrypted() -> None:
    """A server without STARTTLS gets no letter, and no password."""
    with mail_server() as server:
        mail = Mail(port=server.port, username="portal", timeout_seconds=5)
        secure = SmtpMailer(mail, "127.0.0.1", "portal@harbour.test", "geheim", lambda: NOW)
        with pytest.raises(MailerUnavailable, match=r"`mail\.encryption`"):
            await secure.send(LETTER)
    assert (server.letters, [line for line in server.heard if "AUTH" in line]) == ([], [])


def test_the_password_comes_from_the_environment_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable goes before the file; a file that cannot be read stops the start."""
    for name in ("PORTAL_MAIL_PASSWORD", "PORTAL_MAIL_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert mail_password() is None
    (tmp_path / "password").write_text("from a file\n")
    monkeypatch.setenv("PORTAL_MAIL_PASSWORD_FILE", str(tmp_path / "password"))
    assert mail_password() == "from a file"
    monkeypatch.setenv("PORTAL_MAIL_PASSWORD", "given")
    assert mail_password() == "given"
    monkeypatch.delenv("PORTAL_MAIL_PASSWORD")
    monkeypatch.setenv("PORTAL_MAIL_PASSWORD_FILE", str(tmp_path / "none"))
    with pytest.raises(SecretUnusable, match="PORTAL_MAIL_PASSWORD_FILE names"):
        mail_password()
