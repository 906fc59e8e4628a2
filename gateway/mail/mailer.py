"""Who takes letters away, as the settings name them, and what makes the tokens in letters."""

from __future__ import annotations

from gateway.clock import Clock, utc_now
from gateway.credentials.secret import Secret
from gateway.mail.password import mail_password
from gateway.mail.smtp import SmtpMailer
from gateway.settings import Settings
from resolvers.letters.mailer import Mailer
from resolvers.letters.tokens import OneTimeTokens


def mailer_of(settings: Settings, clock: Clock = utc_now) -> Mailer | None:
    """Return who takes letters away, if the settings name anybody.

    Raises:
        SecretUnusable: where its password cannot be read.
    """
    mail = settings.mail
    if mail.transport == "none" or mail.host is None or mail.sender is None:
        return None
    return SmtpMailer(mail, mail.host, mail.sender, mail_password(), clock)


def one_time_tokens_of(secret: Secret) -> OneTimeTokens:
    """Return what makes the tokens that letters carry."""
    return OneTimeTokens(secret.key("letters"), secret.earlier_keys("letters"))
