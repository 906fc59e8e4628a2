"""Why a database cannot be reached or used, in words that say what to mend."""

from __future__ import annotations

import errno
import socket
import sqlite3
import ssl

import asyncpg

_SERVER: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (ConnectionRefusedError,
     "nothing answers at that host and port; start the server, or mend the address"),
    ((ConnectionResetError, asyncpg.ConnectionDoesNotExistError, asyncpg.AdminShutdownError),
     "the server has ended the connection; where it goes on doing so, its own log says why"),
    (socket.gaierror, "no host has that name; mend the address"),
    (FileNotFoundError, "there is no such socket; start the server, or mend the address"),
    (TimeoutError, "it does not answer; see whether it runs, and whether a firewall is between"),
    (ssl.SSLCertVerificationError,
     "its certificate is not trusted; name the file of who signed it, with `?sslrootcert=FILE`"),
    (asyncpg.InvalidPasswordError,
     "it does not take this user with this password; mend them in PORTAL_DATABASE_URL"),
    (asyncpg.InvalidCatalogNameError,
     "it has no database of that name; make it with `createdb`, or mend the address"),
    (asyncpg.TooManyConnectionsError,
     "it has no connection left; raise its `max_connections`, or put a pooler in between"),
    (asyncpg.CannotConnectNowError, "it is starting or stopping; wait a moment"),
    (asyncpg.LockNotAvailableError,
     "somebody else keeps a row locked; `pg_blocking_pids` says who"),
    (asyncpg.QueryCanceledError,
     "a statement took longer than it may; see `pg_stat_activity` for what it waits for"),
    (asyncpg.IdleInTransactionSessionTimeoutError,
     "a transaction was left open, and the server has ended it"),
    (asyncpg.InsufficientPrivilegeError,
     "the user may not do that; let the database belong to this user, or grant it"),
    (asyncpg.DiskFullError, "its disk is full; make room there"),
    (asyncpg.OutOfMemoryError, "it has no memory left"),
)  # fmt: skip
"""What a server or the way to it answers, the first that fits."""

_FILE = {
    sqlite3.SQLITE_CANTOPEN: "there is no such file, or its folder cannot be used; "
    "`portal migrate` makes one in a folder that is there",
    sqlite3.SQLITE_NOTADB: "the file is no SQLite database; mend the address",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; take the last one that was saved",
    sqlite3.SQLITE_READONLY: "the file cannot be written; give the gateway's user the file and "
    "its folder",
    sqlite3.SQLITE_PERM: "the file cannot be used; give it to the gateway's user",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_IOERR: "the disk does not take or give what it should; see whether it is full",
    sqlite3.SQLITE_BUSY: "another process keeps it locked; wait, or end that process",
    sqlite3.SQLITE_LOCKED: "another process keeps it locked; wait, or end that process",
}


def why_unreachable(error: BaseException) -> str:
    """Say what *error*, of a driver or of the network, means for whoever mends it.

    What the server says besides is quoted, where it names what nobody else knows.
    """
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the extended code carries the primary
        return _FILE.get(code) or f"it says `{error}`"
    for kind, words in _SERVER:
        if isinstance(error, kind):
            return f"{words} (it says `{error}`)" if _tells(error) else words
    text = str(error)
    if f"Errno {errno.ECONNREFUSED}" in text:  # of several addresses, each for itself
        return _SERVER[0][1]
    if "rejected SSL" in text:
        return "it speaks no TLS, which the address asks for with `sslmode`"
    if isinstance(error, asyncpg.ClientConfigurationError):
        return f"the address is not understood: {text}"
    return f"it says `{text}`"


def _tells(error: BaseException) -> bool:
    """Whether the server's own words name what is to be mended: a table, a role."""
    return isinstance(
        error, asyncpg.InsufficientPrivilegeError | asyncpg.TooManyConnectionsError
    )
