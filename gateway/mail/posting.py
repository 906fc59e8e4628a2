"""Sending what is due while the gateway runs."""

from __future__ import annotations

import asyncio
import logging

from gateway.mail.figures import LetterFigures
from gateway.policies.holder import PolicyHolder
from resolvers.letters.sending import Post, send_waiting
from store.errors import DatabaseUnavailable

log = logging.getLogger("portal.mail")


async def keep_posting(
    post: Post, holder: PolicyHolder, seconds: int, figures: LetterFigures
) -> None:
    """Send what is due every so many *seconds* until cancelled; nothing that happens ends it."""
    told = ""
    while True:
        await asyncio.sleep(seconds)
        try:
            report = await send_waiting(post, holder.current.policies.tree)
            told = ""
        except DatabaseUnavailable as error:
            if str(error) != told:  # the same one at every look is worth one report
                told = str(error)
                log.warning("the outbox cannot be read: %s", error)
            continue
        except Exception:
            log.exception("sending letters stumbled; it goes on with the next look")
            continue
        figures.count(report)
        for letter, reason in report.later:
            log.warning("letter %s waits: %s", letter, reason)
        for letter, reason in report.given_up:
            log.error("letter %s is given up: %s", letter, reason)
