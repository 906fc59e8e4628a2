"""The tables' history, and the way to its newest page."""

from __future__ import annotations


def migrate(url: str) -> None:
    """Bring the database at *url* to the newest version, in one transaction.

    An SQLite file is made where there is none. Whoever migrates at the same time waits. A database
    that a newer gateway has migrated is left as it is, so that one may go back.

    Raises:
        DatabaseUnavailable: It cannot be reached.
        ValueError: *url* is no address of a database.
    """
    from store.migrations.upgrading import upgrade  # 17 MB, of which a gateway has no use

    upgrade(url)
