"""Sending what waits in the outbox: each letter at least once, later again, or not any more."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from access.tree import Tree
from resolvers.letters.letter_rows import Waiting, settle_letter, take_letter
from resolvers.letters.mailer import LetterRefused, Mailer, MailerUnavailable
from resolvers.letters.sweeping import sweep
from resolvers.letters.tokens import OneTimeTokens
from resolvers.letters.writing import write
from store.databases import Database

log = logging.getLogger("portal.mail")

MOST_ATTEMPTS = 10
"""After so many, which takes about five hours, a letter is given up."""

IN_A_ROW = 3
"""After so many letters in a row that were not taken, the rest waits for the next round."""

STUMBLES = "it cannot be put together, or handed over; the log says why"

LONGEST_WAIT = dt.timedelta(hours=1)


@dataclass(slots=True)
class Report:
    """What became of letters: their ids; of those that were not sent, the reasons as well."""

    sent: list[int] = field(default_factory=list)
    later: list[tuple[int, str]] = field(default_factory=list)
    given_up: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Post:
    """Where letters come from, and who takes them away."""

    database: Database
    mailer: Mailer
    tokens: OneTimeTokens
    clock: Callable[[], dt.datetime]


async def send_waiting(post: Post, tree: Tree) -> Report:
    """Send whatever is due in the outboxes of all networks.

    It can be run again at any time, by several at once, and after it was interrupted: a letter is
    taken by one at a time. One whose sender vanished is sent again, under the same id.

    Raises:
        DatabaseUnavailable: the outbox cannot be read, or what became of a letter not be kept.
    """
    report = Report()
    for network in tree.roots:
        missed = 0
        while missed < IN_A_ROW:
            letter = await take_letter(post.database, network, post.clock())
            if letter is None:
                break
            taken = await _send(post, tree, network, letter, report)
            missed = 0 if taken else missed + 1
        async with post.database.transaction() as connection:
            await sweep(connection, network, post.clock())
    return report


def wait_after(attempts: int) -> dt.timedelta:
    """Return how long a letter waits after so many attempts: a minute, two, four, … an hour."""
    return min(dt.timedelta(minutes=2 ** (attempts - 1)), LONGEST_WAIT)


async def _send(post: Post, tree: Tree, network: str, letter: Waiting, report: Report) -> bool:
    """Send one letter and keep what became of it; tell whether others are worth a try."""
    again_at, is_there = None, True
    try:
        await _hand_over(post, tree, letter)
    except LetterRefused as error:
        state, reason = "given-up", str(error)
    except Exception as error:
        is_there = not isinstance(error, MailerUnavailable)
        if is_there:  # a mistake of ours, about this letter; no other has to wait for it
            log.exception("letter %d stumbles", letter.id)
        state, reason = "waiting", STUMBLES if is_there else str(error)
        again_at = post.clock() + wait_after(letter.attempts)
        if letter.attempts >= MOST_ATTEMPTS:
            state, reason = "given-up", f"after {letter.attempts} attempts: {reason}"
    else:
        state, reason = "sent", ""
    async with post.database.transaction() as connection:
        await settle_letter(
            connection, network, letter.id, state, post.clock(),
            reason=reason or None, again_at=again_at,
        )
    if state == "sent":
        report.sent.append(letter.id)
    else:
        (report.later if state == "waiting" else report.given_up).append((letter.id, reason))
    return is_there


async def _hand_over(post: Post, tree: Tree, letter: Waiting) -> None:
    if letter.location not in tree:
        raise LetterRefused(f"there is no location `{letter.location}` any more")
    if letter.expires_at is not None and letter.expires_at <= post.clock():
        raise LetterRefused("its token has ended")
    await post.mailer.send(write(letter, tree[letter.location], post.tokens))
