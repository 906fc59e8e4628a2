"""Addresses: of this machine, and of databases, which an operator writes from where they are."""

from __future__ import annotations

from pathlib import Path

from store.databases import read_address

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that nobody else can reach, or stand in for."""

DEFAULT_FILE = "portal.db"
_IN_MEMORY = (None, "", ":memory:")


def default_database(root: Path) -> str:
    """The database of a gateway that was told none: an SQLite file in the root."""
    return f"sqlite:///{root / DEFAULT_FILE}"


def resolved_database(url: str, folder: Path) -> str:
    """Check *url*, and make the path of an SQLite file absolute, seen from *folder*.

    Raises:
        ValueError: with a sentence for the operator.
    """
    address = read_address(url)
    if address.get_backend_name() == "sqlite" and address.database not in _IN_MEMORY:
        address = address.set(database=str(folder.resolve() / str(address.database)))
    return address.render_as_string(hide_password=False)


def server_at(url: str) -> str:
    """Check that *url* is the address of a PostgreSQL server.

    Raises:
        ValueError: with a sentence for the operator.
    """
    address = read_address(url)
    if address.get_backend_name() != "postgresql":
        raise ValueError("PORTAL_DATABASE_DIRECT_URL names no PostgreSQL server: write its address")
    return address.render_as_string(hide_password=False)


def folder_of(url: str, otherwise: Path) -> Path:
    """The folder in which an SQLite file lies; *otherwise* for every other database."""
    address = read_address(url)
    if address.get_backend_name() == "sqlite" and address.database not in _IN_MEMORY:
        return Path(str(address.database)).parent
    return otherwise
