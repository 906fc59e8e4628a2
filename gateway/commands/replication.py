"""What `portal doctor` says of the copies that queries are read from."""

from __future__ import annotations

from gateway.commands.findings import Finding
from gateway.databases import replicas_of
from gateway.settings import Settings
from store.databases import Database
from store.errors import DatabaseUnavailable
from store.replicas import BEHIND, Replica


async def replication(settings: Settings, database: Database) -> list[Finding]:
    """Look once how far each of the copies of *database* is."""
    replicas = replicas_of(settings, database)
    if replicas is None:
        return []
    try:
        await replicas.look()
    except DatabaseUnavailable as error:
        return [Finding("bad", "replicas", f"nobody knows how far they are: {error}")]
    finally:
        await replicas.close()
    return [_replica(replica) for replica in replicas.copies]


def _replica(replica: Replica) -> Finding:
    if replica.fault is None:
        return Finding("good", "replica", replica.name)
    return Finding(
        "doubtful" if replica.fault == BEHIND else "bad",
        "replica", f"{replica.name} is not asked: {replica.fault}",
        "the database itself is asked meanwhile; look again, or mend `replicas.urls`",
    )
