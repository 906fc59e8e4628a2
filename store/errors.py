"""The ways in which a database says no, the same for every driver."""

from __future__ import annotations


class DatabaseUnavailable(Exception):
    """The database cannot be reached, or is not ready to be asked; nothing is known of its rows."""


class RightsLacking(DatabaseUnavailable):
    """The database answers, and its user may not do what was asked."""


class TablesOutdated(DatabaseUnavailable):
    """The database answers, and its tables are not those of this version; `lack` says which."""

    def __init__(self, lack: str) -> None:
        self.lack = lack
        super().__init__(f"{lack}: run `portal migrate`")


class RowRefused(Exception):
    """A row breaks one of the database's rules and was not written.

    `rule` is what was broken: `unique`, `reference`, `check` or `required`.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
