"""From the rows about a session to the viewer that policies decide about."""

from __future__ import annotations

import datetime as dt

from access.viewer import Viewer
from gateway.credentials.tokens import invalid_token
from planning.viewers import viewer_from
from store.databases import Connection
from store.facts import Facts, read_facts
from store.facts_loader import FactsLoader


async def viewer_of(
    connection: Connection, session: int, network: str, now: dt.datetime
) -> Viewer:
    """Read who is behind *session* at this moment, in one statement.

    Raises:
        Refused: 401, where the session does not hold any more: its bearer is nobody we know, and
            not an anonymous visitor.
    """
    facts = (await read_facts(connection, network, [session], now)).get(session)
    return viewer_from(holding(facts), network)


async def load_viewer(
    facts: FactsLoader, session: int, network: str, now: dt.datetime
) -> Viewer:
    """Read the same together with whoever asks at the same time. Raises what `viewer_of` raises."""
    return viewer_from(holding(await facts.of(session, network, now)), network)


def holding(facts: Facts | None) -> Facts:
    """Return the facts about a session that holds. Raises what `viewer_of` raises."""
    if facts is None or not facts.valid:
        raise invalid_token()
    return facts


async def find_viewer(
    connection: Connection, session: int, network: str, now: dt.datetime
) -> Viewer | None:
    """Read who is behind *session*; None where it does not hold (any more)."""
    facts = (await read_facts(connection, network, [session], now)).get(session)
    return viewer_from(facts, network) if facts is not None and facts.valid else None


__all__ = ["find_viewer", "holding", "load_viewer", "viewer_from", "viewer_of"]
