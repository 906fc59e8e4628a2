"""Changing a table that is there, alike on both databases: its columns and its checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import CreateColumn


def add_columns(
    table: str,
    *columns: sa.Column[object],
    references: Mapping[str, str] | None = None,
    checks: Mapping[str, str] | None = None,
) -> None:
    """Add *columns*, which may be NULL or have a default, and their rules to *table*.

    *references* are columns and the tables whose records they name, *checks* names and conditions.
    SQLite adds no rules to a table: there it is made anew under its own name, with all its rows,
    so that what refers to it goes on doing so.
    """
    references, checks = references or {}, checks or {}
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        rules = [
            f"CONSTRAINT fk_{table}_{column} FOREIGN KEY(network_id, {column}) "
            f"REFERENCES {target} (network_id, id)"
            for column, target in references.items()
        ]
        rules += [f"CONSTRAINT {name} CHECK ({rule})" for name, rule in checks.items()]
        declared = [_declared(connection, column) for column in columns]
        _make_anew(connection, table, lambda written: _with(written, declared, rules))
        return
    for column in columns:
        op.add_column(table, column)
    for column_name, target in references.items():
        op.create_foreign_key(
            f"fk_{table}_{column_name}",
            table,
            target,
            ["network_id", column_name],
            ["network_id", "id"],
        )
    for name, rule in checks.items():
        op.create_check_constraint(op.f(name), table, rule)


def change_check(table: str, name: str, before: str, after: str) -> None:
    """Let the check *name* of *table*, which asks for *before*, ask for *after*."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        old, new = (f"CONSTRAINT {name} CHECK ({rule})" for rule in (before, after))
        _make_anew(connection, table, lambda written: written.replace(old, new))
        return
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, after)


def _make_anew(connection: sa.Connection, table: str, rewrite: Callable[[str], str]) -> None:
    """Make a table anew, as *rewrite* has the statement that made it, with all its rows."""
    run = connection.exec_driver_sql
    known = "SELECT name, sql FROM sqlite_master WHERE type = ? AND tbl_name = ? AND sql <> ''"
    ((_, written),) = run(known, ("table", table)).fetchall()
    indexes = run(known, ("index", table)).fetchall()
    kept = ", ".join(f'"{row[1]}"' for row in run(f"PRAGMA table_info({table})"))
    run("PRAGMA legacy_alter_table = ON")  # other tables go on referring to the name
    run(f"ALTER TABLE {table} RENAME TO {table}_before")
    run("PRAGMA legacy_alter_table = OFF")
    for name, _ in indexes:
        run(f'DROP INDEX "{name}"')
    run(rewrite(written))
    run(f"INSERT INTO {table} ({kept}) SELECT {kept} FROM {table}_before")  # noqa: S608 - names
    run(f"DROP TABLE {table}_before")
    for _, index in indexes:
        run(index)


def _declared(connection: sa.Connection, column: sa.Column[object]) -> str:
    return str(CreateColumn(column).compile(dialect=connection.dialect))


def _with(written: str, columns: list[str], rules: list[str]) -> str:
    """Return the statement *written* with more columns before all others, and rules after all."""
    head, _, body = written.partition("(")
    body, _, tail = body.rpartition(")")
    first = "".join(f"\n\t{column}, " for column in columns)
    last = "".join(f", \n\t{rule}" for rule in rules)
    return f"{head}({first}{body.rstrip()}{last}\n){tail}"
