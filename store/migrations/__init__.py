"""The tables' history, and the way to its newest page."""

from __future__ import annotations


def migrate(url: str) -> None:
    """Bring the database at *url* to the newest version, a revision at a time.

    Where it is ended in between, it goes on from there the next time. An SQLite file is made where
    there is none, and migrated in one transaction. Whoever migrates at the same time waits. A
    database that a newer gateway has migrated is left as it is, so that one may go back.

    Raises:
        DatabaseUnavailable: It cannot be reached, or others never let go of one of its tables.
        ValueError: *url* is no address of a database.
    """
    from store.migrations.upgrading import upgrade  # 17 MB, of which a gateway has no use

    upgrade(url)
