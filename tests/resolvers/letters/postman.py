"""A mailer that fails and delays as real ones do, and remembers what it took."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from resolvers.letters.mailer import Letter, LetterRefused, MailerUnavailable


@dataclass
class Postman:
    """Takes letters, unless an address says otherwise.

    One that begins with `refused` is refused for good, one that begins with `later` is not taken
    now, one that begins with `slow` takes a while, one that begins with `odd` breaks the postman;
    while `away`, nothing is taken.
    """

    away: bool = False
    taken: list[Letter] = field(default_factory=list)
    tried: int = 0

    async def send(self, letter: Letter) -> None:
        """Take the letter, or do not."""
        self.tried += 1
        if self.away or letter.to.startswith("later"):
            raise MailerUnavailable("the mail server is busy (451)")
        if letter.to.startswith("refused"):
            raise LetterRefused("the mail server does not take this address (550)")
        if letter.to.startswith("odd"):
            raise ValueError(letter.to)
        await asyncio.sleep(0.02 if letter.to.startswith("slow") else 0)
        self.taken.append(letter)
