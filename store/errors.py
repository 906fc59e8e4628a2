"""The two ways in which a database says no, the same for every driver."""

from __future__ import annotations


class DatabaseUnavailable(Exception):
    """The database cannot be reached, or is not ready to be asked; nothing is known of its rows."""


class RowRefused(Exception):
    """A row breaks one of the database's rules and was not written.

    `rule` is what was broken: `unique`, `reference`, `check` or `required`.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
