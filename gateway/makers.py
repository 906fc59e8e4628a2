"""What settings and secrets make: each part of the application, and of the commands, by itself."""

from __future__ import annotations

import datetime as dt
import os
import time
from functools import lru_cache
from typing import TYPE_CHECKING

from gateway.addresses import folder_of
from gateway.credentials import Clock, Tokens
from gateway.environment import EnvironmentUnfit
from gateway.identity_provider import IdentityProvider
from gateway.key_sets import KeySet
from gateway.mail.password import mail_password
from gateway.mail.smtp import SmtpMailer
from gateway.payments.test_provider import TestProvider
from gateway.secret import Secret, load_secret
from gateway.settings import Settings
from resolvers.letters.mailer import Mailer
from resolvers.letters.tokens import OneTimeTokens

if TYPE_CHECKING:
    from gateway.telemetry.tracing import Tracing


def utc_now() -> dt.datetime:
    """The clock on the wall, to the second, as moments are stored.

    All who ask within a second are given the same moment, which is then written out once.
    """
    return _moment(int(time.time()))


@lru_cache(maxsize=2)
def _moment(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def secret_of(settings: Settings) -> Secret:
    """The secret from `PORTAL_SECRET`, else from its file next to the database."""
    folder = folder_of(settings.database_url, otherwise=settings.root)
    return load_secret(
        folder, os.environ.get("PORTAL_SECRET"), os.environ.get("PORTAL_SECRET_BEFORE")
    )


def tracing_of(settings: Settings) -> Tracing | None:
    """What traces requests, if the settings ask for it.

    Raises:
        EnvironmentUnfit: where OpenTelemetry is not installed.
    """
    if settings.telemetry.traces == "none":
        return None
    try:
        from gateway.telemetry.tracing import Tracing
    except ImportError:
        raise EnvironmentUnfit(
            "`telemetry.traces: otlp` needs OpenTelemetry: install `portal-gateway[telemetry]`, "
            "or set it to `none`"
        ) from None
    return Tracing(settings.telemetry)


def provider_of(
    settings: Settings, secret: Secret, clock: Clock = utc_now
) -> TestProvider | None:
    """The payment provider that the settings name, if any; it signs with a key of its own."""
    if settings.payments.provider == "none":
        return None
    return TestProvider(secret.key("payments"), clock)


def one_time_tokens_of(secret: Secret) -> OneTimeTokens:
    """What makes the tokens that letters carry."""
    return OneTimeTokens(secret.key("letters"), secret.earlier_keys("letters"))


def mailer_of(settings: Settings, clock: Clock = utc_now) -> Mailer | None:
    """Who takes letters away, if the settings name anybody.

    Raises:
        SecretUnusable: where its password cannot be read.
    """
    mail = settings.mail
    if mail.transport == "none" or mail.host is None or mail.sender is None:
        return None
    return SmtpMailer(mail, mail.host, mail.sender, mail_password(), clock)


def tokens_of(settings: Settings, secret: Secret, clock: Clock = utc_now) -> Tokens:
    """What issues and verifies tokens."""
    return Tokens(
        secret.key("tokens"),
        settings.tokens.lifetime,
        clock,
        earlier=secret.earlier_keys("tokens"),
    )


def identities_of(settings: Settings, clock: Clock = utc_now) -> IdentityProvider | None:
    """The identity provider that the settings name; it is not asked before somebody signs in."""
    written = settings.identity_provider
    if written.issuer is None or written.audience is None:
        return None
    return IdentityProvider(
        written.issuer,
        written.audience,
        written.algorithms,
        written.networks,
        KeySet(written.issuer, written.keys_url),
        clock,
    )
