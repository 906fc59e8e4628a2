"""What the store's tests share: databases."""

from tests.databases import database, database_url  # noqa: F401
