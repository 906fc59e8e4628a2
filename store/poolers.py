"""Finding out what stands between the gateway and a PostgreSQL server."""

from __future__ import annotations

from store.databases import Connection
from store.postgresql import PostgresqlConnection

_DATABASE = "SELECT system_identifier, current_database() FROM pg_control_system()"


async def is_pooler(connection: Connection) -> bool:
    """Whether the call was answered by another than the server: a pooler makes up its process."""
    if not isinstance(connection, PostgresqlConnection):
        return False
    ((process,),) = await connection.fetch("SELECT pg_backend_pid()")
    return bool(process != connection.process)


async def compiles(connection: Connection) -> bool:
    """Whether the server compiles statements (`jit`), which short ones wait for in vain."""
    ((jit,),) = await connection.fetch("SELECT current_setting('jit')", ())
    return bool(jit == "on")


async def database_behind(connection: Connection) -> tuple[int, str]:
    """Tell one database from all others: by its server, and its name there."""
    ((server, name),) = await connection.fetch(_DATABASE, ())
    return server, name
