"""What the door lends to mutations: passwords, tokens, and the payment provider."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gateway.credentials.attempts import Attempts
from gateway.credentials.cookies import Jar
from gateway.credentials.identity_provider import IdentityProvider
from gateway.credentials.passwords import Passwords
from gateway.credentials.tokens import Tokens
from resolvers.commerce.provider import PaymentProvider
from resolvers.letters.tokens import OneTimeTokens
from store.folding import fold


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to the work of a mutation, see `planning.mutations.Work`.

    `session` is the one that the asker's token names; None where there is no token. `client` is
    the address that the request comes from. `requests` counts letters that are asked for, and
    `one_time_tokens` makes what they carry. Without a `provider` nothing can be paid here, and
    without `identities` nobody signs in with an identity provider. With a `jar` the token travels
    in a cookie.
    """

    passwords: Passwords
    tokens: Tokens
    attempts: Attempts
    requests: Attempts
    one_time_tokens: OneTimeTokens
    provider: PaymentProvider | None = None
    identities: IdentityProvider | None = None
    session: int | None = None
    client: str | None = None
    jar: Jar | None = None

    async def verify_password(
        self, kept: str | None, password: str, *, network: str, email: str
    ) -> bool:
        """Tell whether *password* belongs to the hash *kept*; None where nobody was found.

        Raises:
            Refused: 429, where there were too many attempts, whether or not somebody was found.
        """
        email = fold(email.strip())
        await self.attempts.begin(network, email, self.client)
        right = await self.passwords.verify(kept, password)
        if right:
            await self.attempts.succeeded(network, email, self.client)
        return right

    async def hash_password(self, password: str) -> str:
        """Hash a password that somebody has chosen."""
        return await self.passwords.hash(password)

    async def count_letter(self, network: str, email: str) -> None:
        """Count that somebody wants a letter written to an address.

        Raises:
            Refused: 429, where there were too many, whether or not anybody has the address.
        """
        await self.requests.begin(network, fold(email.strip()), self.client)

    async def new_password(self) -> tuple[str, str]:
        """Make a password that nobody knows yet; return it, and its hash for keeping."""
        return await self.passwords.make()

    def issue_token(
        self, *, session: int, login: int, network: str
    ) -> tuple[str | None, dt.datetime]:
        """Write the token of a session; None in its place where it goes into a cookie.

        Return with it the moment at which it expires.
        """
        token, expires = self.tokens.issue(session=session, login=login, network=network)
        if self.jar is None:
            return token, expires
        self.jar.put(token, int(self.tokens.lifetime.total_seconds()))
        return None, expires

    @property
    def replaced_session(self) -> int | None:
        """The session that a sign-in takes the place of: the cookie holds one, and no more."""
        return None if self.jar is None else self.session

    def forget_token(self) -> None:
        """Have the browser forget the token of a session that has ended, if it keeps it."""
        if self.jar is not None:
            self.jar.clear()

    @property
    def token_lifetime(self) -> dt.timedelta:
        """How long a new session holds."""
        return self.tokens.lifetime
