"""A mail server, reached by SMTP; one connection a letter, in a thread of its own."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from gateway.clock import Clock
from gateway.settings import Mail
from resolvers.letters.mailer import Letter, LetterRefused, MailerUnavailable
from store.email_addresses import is_email_address

PERMANENT = range(500, 600)


class SmtpMailer:
    """Hands letters to the mail server of the settings."""

    def __init__(
        self, mail: Mail, host: str, sender: str, password: str | None, clock: Clock
    ) -> None:
        """Send through *host* as *mail* says, from *sender*; *password* goes with its user name."""
        self._mail, self._host, self._sender = mail, host, sender
        self._password = password
        self._clock = clock

    async def send(self, letter: Letter) -> None:
        """Hand a letter over, see `resolvers.letters.mailer.Mailer`."""
        if not is_email_address(letter.to):
            raise LetterRefused("this is no address that letters can be sent to")
        await asyncio.to_thread(self._send, letter)

    def _send(self, letter: Letter) -> None:
        try:
            with self._connected() as server:
                server.ehlo_or_helo_if_needed()
                if not (letter.to.isascii() or server.has_extn("smtputf8")):
                    raise LetterRefused("the mail server takes no address that is not in ASCII")
                server.send_message(self.message(letter), self._sender, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _verdict(code, "the mail server does not take this address") from error
        except smtplib.SMTPAuthenticationError as error:
            words = "the mail server does not take our name and password"
            raise MailerUnavailable(f"{words} ({error.smtp_code})") from error
        except smtplib.SMTPSenderRefused as error:
            words = f"the mail server does not take letters from {self._sender}"
            raise MailerUnavailable(f"{words} ({error.smtp_code})") from error
        except smtplib.SMTPResponseException as error:
            raise _verdict(error.smtp_code, "the mail server did not take the letter") from error
        except smtplib.SMTPNotSupportedError as error:
            words = "the mail server does not offer what the settings ask for: `mail.encryption`"
            raise MailerUnavailable(words) from error
        except (smtplib.SMTPException, ssl.SSLError, OSError) as error:
            where = f"{self._host}:{self._mail.port}"
            raise MailerUnavailable(f"the mail server at {where} cannot be reached") from error

    def _connected(self) -> smtplib.SMTP:
        mail, patience = self._mail, self._mail.timeout_seconds
        if mail.encryption == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, mail.port, timeout=patience, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self._host, mail.port, timeout=patience)
        try:
            if mail.encryption == "starttls":
                server.starttls(context=ssl.create_default_context())
            if mail.username is not None:
                server.login(mail.username, self._password or "")
        except BaseException:
            server.close()
            raise
        return server

    def message(self, letter: Letter) -> EmailMessage:
        """Write a letter as mail servers take it; the same letter has the same Message-ID."""
        user, _, domain = self._sender.rpartition("@")
        message = EmailMessage()
        message["From"] = Address(_literal(letter.house), user, domain)
        message["To"] = letter.to
        message["Subject"] = _literal(letter.subject)
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = f"<letter-{letter.id}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        if letter.reply_to is not None:
            message["Reply-To"] = letter.reply_to
        message.set_content(letter.text, cte="quoted-printable")  # any server takes that
        return message


def _literal(text: str) -> str:
    """Break up what begins an encoded word: the library would unpack it, with ends of lines."""
    return text.replace("=?", "= ?")


def _verdict(code: int, words: str) -> MailerUnavailable | LetterRefused:
    """Whether it is worth another try: codes from 500 on say that it is not (RFC 5321, 4.2.1)."""
    kind = LetterRefused if code in PERMANENT else MailerUnavailable
    return kind(f"{words} ({code})")
