"""Databases of both kinds, empty but for their tables."""

from tests.databases import database, database_url  # noqa: F401
