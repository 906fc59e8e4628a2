"""Policy sets that were in force: their files, and from when until when."""

from __future__ import annotations

import sqlalchemy as sa

from store.metadata import check, instant, shared_table, text

policy_sets = shared_table(
    "policy_sets",
    text("digest"),
    text("hash"),
    text("files"),
    sa.PrimaryKeyConstraint("digest"),
)
"""The files of a set: a JSON object of their texts by path. `digest` is of these very texts, `hash`
of the rules that they come to."""

policy_activations = shared_table(
    "policy_activations",
    sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
    text("digest"),
    instant("from_at"),
    instant("until_at", null=True),
    text("by_whom", null=True),
    text("why", null=True),
    sa.PrimaryKeyConstraint("number"),
    sa.ForeignKeyConstraint(["digest"], ["policy_sets.digest"]),
    sa.Index(None, "digest", "number"),
    sa.Index(None, "from_at", "number"),
    check("ends_after_start", "until_at >= from_at"),
)
"""One stretch of time in which a set was in force, numbered from 1; the last one has no end.

`by_whom` and `why` are NULL where the files were edited and nobody said.
"""
