"""What a payment provider is: asked to take money, and heard when it says what came of it.

An adapter to a real provider implements :class:`PaymentProvider`; nothing else knows which one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class ProviderUnavailable(Exception):
    """The provider could not be asked, or did not answer: nobody knows whether it will take money.

    Asking again with the same reference is safe.
    """


class MethodRefused(Exception):
    """The provider does not know the token that a means of payment is to be saved by."""


class CallbackRefused(Exception):
    """A callback is not the provider's, too old, or cannot be read; the text says which."""


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """What the provider is to take.

    `reference` is the gateway's own name for the payment. The provider takes money for it once,
    however often it is asked, and names it in its callbacks.
    """

    reference: str
    amount_minor: int
    currency: str
    method: str
    description: str


@dataclass(frozen=True, slots=True)
class PaymentAnswer:
    """What the provider says: `pending`, `succeeded` or `failed`, and its own name for it."""

    status: str
    reference: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class SavedMethod:
    """A means of payment that the provider keeps: `reference` is its name there.

    `label` shows no more of a number than its last digits, as `Visa ···· 4242`.
    """

    reference: str
    kind: str
    label: str
    holder: str
    expires: dt.date | None = None
    mandate_reference: str | None = None
    mandate_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """What a callback says, once it is known to be the provider's; `event` is its own id."""

    event: str
    reference: str
    amount_minor: int
    currency: str
    answer: PaymentAnswer


class PaymentProvider(Protocol):
    """A provider of payments, see the module."""

    @property
    def name(self) -> str:
        """The name that payments and saved means are kept under."""

    async def take(self, request: PaymentRequest) -> PaymentAnswer:
        """Take money, or begin to.

        Raises:
            ProviderUnavailable: it may be asked again.
        """

    async def save(self, token: str, now: dt.datetime) -> SavedMethod:
        """Keep the means of payment behind a token, the same for the same token.

        The customer's browser got the token from the provider; the gateway never sees a number.

        Raises:
            MethodRefused: the token is none of the provider's, or has lapsed.
            ProviderUnavailable: it may be asked again.
        """

    async def forget(self, reference: str) -> None:
        """Keep a means of payment no longer; one that is forgotten already stays so.

        Raises:
            ProviderUnavailable: it may be asked again.
        """

    def read_event(
        self, headers: Mapping[str, str], body: bytes, now: dt.datetime
    ) -> PaymentEvent:
        """Read a callback.

        Raises:
            CallbackRefused: it is not to be believed.
        """


def reference_of(network: str, payment: int) -> str:
    """Return the gateway's name for a payment, as the provider hears it."""
    return f"{network}/{payment}"


def read_reference(reference: str) -> tuple[str, int] | None:
    """Return the network and the payment that a reference names; None where it names none."""
    network, _, number = reference.rpartition("/")
    is_number = number.isascii() and number.isdigit() and len(number) <= 19
    return (network, int(number)) if network and is_number else None
