"""Who takes letters away: what the gateway asks of a mail server, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, put together.

    `id` is the same however often it is tried; `house` is the name of the location that writes,
    `reply_to` its address, if it has one.
    """

    id: str
    to: str
    subject: str
    text: str
    house: str
    reply_to: str | None = None


class MailerUnavailable(Exception):
    """The letter was not taken now, and may be later; the text says why, for operators."""


class LetterRefused(Exception):
    """The letter will never be taken; the text says why, for operators."""


class Mailer(Protocol):
    """Takes letters, one at a time.

    The same letter may be handed over again, where nobody learned what became of it the first
    time: it has the same `id`, by which whoever receives it can tell.
    """

    async def send(self, letter: Letter) -> None:
        """Hand a letter over; return once it was taken.

        Raises:
            MailerUnavailable: it was not, and may be later.
            LetterRefused: it never will be.
        """
