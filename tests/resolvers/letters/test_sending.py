"""The outbox, on both databases: each letter at least once, later again, or not any more."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from resolvers.letters.letter_rows import (
    LEASE,
    count_letters,
    list_waiting,
    put_letter,
    take_letter,
)
from resolvers.letters.sending import (
    IN_A_ROW,
    MOST_ATTEMPTS,
    STUMBLES,
    Post,
    Report,
    send_waiting,
    wait_after,
)
from resolvers.letters.sweeping import KEPT
from resolvers.letters.token_rows import keep_token
from resolvers.letters.tokens import OneTimeTokens, digest_of
from store.databases import Database
from tests.resolvers.booking.house import policies
from tests.resolvers.letters.postman import Postman
from tests.store.rows import NETWORK, NOW

TOKENS = OneTimeTokens(b"letters")
SECOND = dt.timedelta(seconds=1)


class Office:
    """An outbox, a postman, and a clock that can be set."""

    def __init__(self, database: Database) -> None:
        self.database, self.postman, self.now = database, Postman(), NOW

    async def put(self, to: str, kind: str = "welcome", **given: object) -> int:
        """Put a letter of Berlin Mitte into the outbox."""
        async with self.database.transaction() as connection:
            return await put_letter(
                connection, NETWORK, "berlin-mitte", kind, to, self.now, **given  # type: ignore[arg-type]
            )

    async def put_with_token(self, to: str, tokens: OneTimeTokens = TOKENS) -> str:
        """Put one for a new password into the outbox; return its token."""
        sealed = tokens.make()
        async with self.database.transaction() as connection:
            key = await keep_token(connection, NETWORK, sealed, "password", to, self.now)
        await self.put(to, "new-password", token=key, language="en")
        token = tokens.open(sealed)
        assert token is not None
        return token

    async def send(self, tokens: OneTimeTokens = TOKENS) -> Report:
        """Send what is due."""
        post = Post(self.database, self.postman, tokens, lambda: self.now)
        return await send_waiting(post, policies().tree)

    async def counts(self) -> dict[str, int]:
        """How many letters there are in each state."""
        async with self.database.connection() as connection:
            return await count_letters(connection, NETWORK)


@pytest.fixture(name="office")
def _office(database: Database) -> Office:
    """An office at the tests' now."""
    return Office(database)


async def test_a_letter_is_sent_once(office: Office) -> None:
    """In the house's name and language; whoever sends again finds nothing."""
    key = await office.put("ada@post.test")
    assert (await office.send()).sent == [key]
    (letter,) = office.postman.taken
    assert (letter.id, letter.to, letter.house) == (str(key), "ada@post.test", "Berlin Mitte")
    assert letter.reply_to == "mitte@harbour.test"
    assert letter.subject == "Willkommen bei Berlin Mitte"
    assert (await office.send(), await office.counts()) == (Report(), {"sent": 1})


async def test_of_several_senders_each_letter_has_one(office: Office) -> None:
    """However slowly they are."""
    keys = [await office.put(f"slow{number}@post.test") for number in range(8)]
    reports = await asyncio.gather(*(office.send() for _ in range(4)))
    assert sorted(key for report in reports for key in report.sent) == sorted(keys)
    assert len(office.postman.taken) == len(keys)


async def test_what_is_not_taken_waits_longer_each_time(office: Office) -> None:
    """And is given up in the end, with the reason that there was."""
    await office.put("later@post.test")
    for attempt in range(1, MOST_ATTEMPTS):
        assert [reason for _, reason in (await office.send()).later] == [
            "the mail server is busy (451)"
        ]
        office.now += wait_after(attempt) - SECOND
        assert await office.send() == Report()  # not yet
        office.now += SECOND
    given_up = (await office.send()).given_up
    assert [reason for _, reason in given_up] == [
        "after 10 attempts: the mail server is busy (451)"
    ]
    assert office.now - NOW > dt.timedelta(hours=4)
    assert await office.counts() == {"given-up": 1}


async def test_what_is_refused_for_good_is_given_up_at_once(office: Office) -> None:
    """One bad address keeps nobody else waiting."""
    await office.put("refused@post.test")
    await office.put("ada@post.test")
    report = await office.send()
    assert (len(report.sent), [reason for _, reason in report.given_up]) == (
        1, ["the mail server does not take this address (550)"],
    )


async def test_a_letter_that_stumbles_holds_up_no_other(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """However many there are: each waits longer and is given up, and the log says why."""
    for number in range(IN_A_ROW + 1):
        await office.put(f"odd{number}@post.test")
    key = await office.put("ada@post.test")
    report = await office.send()
    assert (report.sent, {reason for _, reason in report.later}) == ([key], {STUMBLES})
    assert len(caplog.records) == IN_A_ROW + 1
    for attempt in range(1, MOST_ATTEMPTS):
        office.now += wait_after(attempt)
        await office.send()
    assert await office.counts() == {"given-up": IN_A_ROW + 1, "sent": 1}


async def test_a_mail_server_that_is_away_is_not_asked_for_each_letter(office: Office) -> None:
    """After three the rest waits, its attempts uncounted; once it is back all are sent."""
    for number in range(6):
        await office.put(f"{number}@post.test")
    office.postman.away = True
    assert (len((await office.send()).later), office.postman.tried) == (3, 3)
    office.postman.away = False
    office.now += wait_after(1)
    assert len((await office.send()).sent) == 6


async def test_a_letter_whose_sender_vanished_is_sent_again(office: Office) -> None:
    """Once it counts as gone, and not before."""
    key = await office.put("ada@post.test")
    taken = await take_letter(office.database, NETWORK, office.now)
    assert (taken is not None, await office.send()) == (True, Report())
    office.now += LEASE
    assert (await office.send()).sent == [key]


async def test_a_token_stands_in_the_letter_alone(office: Office) -> None:
    """As a code where the location names no page; made anew by the secret, also by one before."""
    token = await office.put_with_token("ada@post.test")
    async with office.database.connection() as connection:
        (waiting,) = await list_waiting(connection, NETWORK)
    assert waiting.sealed is not None
    assert (waiting.sealed.digest, token in str(waiting)) == (digest_of(token), False)
    assert len((await office.send(OneTimeTokens(b"newer", [b"letters"]))).sent) == 1
    assert f"Your code: {token}" in office.postman.taken[0].text


async def test_a_letter_that_would_open_nothing_is_not_sent(office: Office) -> None:
    """Its secret is gone, or its token has ended."""
    await office.put_with_token("ada@post.test")
    given_up = (await office.send(OneTimeTokens(b"another"))).given_up
    assert [reason for _, reason in given_up] == ["the secret that made its token is gone"]
    await office.put_with_token("bo@post.test")
    office.now += dt.timedelta(hours=2)
    assert [reason for _, reason in (await office.send()).given_up] == ["its token has ended"]
    assert office.postman.tried == 0


async def test_what_is_done_with_is_removed_in_time(office: Office) -> None:
    """Letters, and tokens that none of them names any more; what waits stays."""
    await office.put_with_token("ada@post.test")
    await office.put("nobody@post.test", unneeded="nobody signs in with this address")
    await office.send()
    assert await office.counts() == {"sent": 1, "unneeded": 1}
    office.now += KEPT + dt.timedelta(hours=3)
    await office.put("later@post.test")
    await office.send()
    async with office.database.connection() as connection:
        left = await connection.fetch("select count(*) from one_time_tokens", ())
    assert (await office.counts(), left[0][0]) == ({"waiting": 1}, 0)
