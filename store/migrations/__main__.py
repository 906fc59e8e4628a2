"""Write the next revision: `python -m store.migrations "add parking"`, then read what it wrote.

It compares the tables as they are declared with those that the revisions so far would make.
"""

from __future__ import annotations

import sys

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from store.migrations.upgrading import configuration


def write_revision(message: str) -> None:
    """Write a revision file named after its number and *message*."""
    config = configuration()
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    with sa.create_engine("sqlite://").connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    write_revision(" ".join(sys.argv[1:]) or "changes")
