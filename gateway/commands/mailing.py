"""What `portal doctor` says of letters, and of whoever takes them away."""

from __future__ import annotations

from collections import Counter

from access.phrases import counted
from access.tree import Tree
from gateway.commands.findings import Finding
from gateway.credentials.secret import SecretUnusable
from gateway.mail.password import mail_password
from gateway.settings import Settings
from resolvers.joining.offer import offer_of
from resolvers.letters.letter_rows import count_letters
from store.databases import Database

ABOUT = "mail"
NOBODY_SENDS = "set `mail.transport: smtp`, or read them with `portal outbox`"


async def mailing(settings: Settings, database: Database, tree: Tree) -> list[Finding]:
    """Look at the outboxes of all networks; *database* answers, and has its tables."""
    counts = Counter[str]()
    async with database.connection() as connection:
        for network in tree.roots:
            counts.update(await count_letters(connection, network))
    if settings.mail.transport == "none":
        return [_unsent(counts["waiting"], tree)]
    server = f"{settings.mail.host}:{settings.mail.port}"
    waiting = counted(counts["waiting"], "letter")
    found = [Finding("good", ABOUT, f"{server} takes letters, {waiting} waiting")]
    try:
        mail_password()
    except SecretUnusable as error:
        found.append(Finding("bad", ABOUT, str(error), "let the gateway read it"))
    if given_up := counts["given-up"]:
        words = f"{counted(given_up, 'letter')} of the last 30 days given up"
        help_ = "the log says why; mend that, and let people ask again"
        found.append(Finding("doubtful", ABOUT, words, help_))
    return found


def _unsent(waiting: int, tree: Tree) -> Finding:
    """Say what it means that nothing sends letters: trouble only where somebody gets some."""
    if waiting:
        words = f"{counted(waiting, 'letter')} waiting, and nothing sends them"
        return Finding("doubtful", ABOUT, words, NOBODY_SENDS)
    for place in tree.locations.values():
        if offer_of(place).open:
            words = f"people sign up at `{place.id}`, and nothing sends them letters"
            return Finding("doubtful", ABOUT, words, NOBODY_SENDS)
    return Finding("good", ABOUT, "nothing sends letters, and none wait")
