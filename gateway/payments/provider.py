"""The payment provider that the settings name."""

from __future__ import annotations

from gateway.clock import Clock, utc_now
from gateway.credentials.secret import Secret
from gateway.payments.test_provider import TestProvider
from gateway.settings import Settings


def provider_of(
    settings: Settings, secret: Secret, clock: Clock = utc_now
) -> TestProvider | None:
    """Return the payment provider, if there is one; it signs with a key of its own."""
    if settings.payments.provider == "none":
        return None
    return TestProvider(secret.key("payments"), clock)
