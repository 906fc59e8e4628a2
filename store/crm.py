"""Boards on which staff follow customers from stage to stage."""

from __future__ import annotations

from store.metadata import dated, folded, located, network_table, number, reference, text, unique

crm_boards = network_table("crm_boards", located(sort=["name_folded"]), folded("name"))

crm_stages = network_table(
    "crm_stages",
    reference("board_id", "crm_boards", then=["position"]),
    located(),
    text("key"),
    text("name"),
    number("position"),
    unique("board_id", "key"),
)
"""`key` is the name by which rules know the stage."""

crm_cards = network_table(
    "crm_cards",
    reference("stage_id", "crm_stages", then=["from_at"]),
    reference("board_id", "crm_boards", then=["from_at"]),
    reference("customer_id", "customers", then=["from_at"]),
    dated(),
)
"""A customer in a stage, from when until when: a move ends one row and begins the next."""
