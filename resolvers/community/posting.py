"""Posting on a board, commenting on a post, and taking either off the board."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from planning.entities import Entity
from planning.lookups import find_visible, is_closed
from planning.mutations import Mutation, Outcome, Work
from resolvers.actions import COMMENT, MODERATE, POST
from resolvers.audit import audit
from resolvers.community.once import once
from resolvers.community.rows import location_of, remove, stands
from resolvers.community.texts import MOST_BODY, MOST_TITLE, problems_in, why_not_join
from resolvers.discussion import BOARD_POST, DISCUSSION_BOARD, POST_COMMENT
from resolvers.refusals import error, not_allowed, refused
from resolvers.rows import insert
from store.audit_trail import Change
from store.discussion import board_posts, discussion_boards, post_comments

UNKNOWN_BOARD = error("NOT_FOUND", "There is no such board here.", "boardId")
UNKNOWN_POST = error("NOT_FOUND", "There is no such post here.", "postId")
TAKEN_OFF = error("INVALID_VALUE", "This post was taken off its board.", "postId")
UNKNOWN_COMMENT = error("NOT_FOUND", "There is no such comment here.", "commentId")
WHOLES = {each.name: each for each in (DISCUSSION_BOARD, BOARD_POST)}
"""What posts and comments are parts of."""


async def create_post(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Post on a board that the viewer sees."""
    given = arguments["input"]
    if problem := _closed(work) or why_not_join(work, POST):
        return refused([problem])
    if problems := list(problems_in(given, {"title": MOST_TITLE, "body": MOST_BODY})):
        return refused(problems)
    board = await find_visible(work, DISCUSSION_BOARD, given["boardId"])
    if board is None:
        return refused([UNKNOWN_BOARD])

    async def write(author: int) -> int:
        columns = {"board_id": board, "title": given["title"].strip(), "body": given["body"]}
        return await _write(work, POST, "BoardPost", board_posts, discussion_boards, board,
                            author, columns)

    return await once(work, POST, given, "post", write)


async def comment_on_post(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Comment on a post that the viewer sees; its author goes on seeing one that is taken off."""
    given = arguments["input"]
    if problem := _closed(work) or why_not_join(work, COMMENT):
        return refused([problem])
    if problems := list(problems_in(given, {"body": MOST_BODY})):
        return refused(problems)
    post = await find_visible(work, BOARD_POST, given["postId"], WHOLES)
    if post is None:
        return refused([UNKNOWN_POST])
    if not await stands(work.connection, work.tree.root(work.portal), post):
        return refused([TAKEN_OFF])

    async def write(author: int) -> int:
        columns = {"post_id": post, "body": given["body"]}
        return await _write(work, COMMENT, "PostComment", post_comments, board_posts, post,
                            author, columns)

    return await once(work, COMMENT, given, "comment", write)


async def remove_post(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Take a post off its board, with a reason that its author reads."""
    given = arguments["input"]
    return await _remove(work, given, BOARD_POST, board_posts, "post", UNKNOWN_POST)


async def remove_comment(work: Work, arguments: dict[str, Any]) -> Outcome:
    """Take a comment off its post, with a reason that its author reads."""
    given = arguments["input"]
    return await _remove(work, given, POST_COMMENT, post_comments, "comment", UNKNOWN_COMMENT)


def _closed(work: Work) -> dict[str, Any] | None:
    if not is_closed(work, DISCUSSION_BOARD):
        return None
    door = work.policies.section("discussion", work.viewer, work.portal, work.now)
    return not_allowed(door)


async def _write(
    work: Work,
    action: str,
    type_name: str,
    table: sa.Table,
    parent: sa.Table,
    parent_id: int,
    author: int,
    columns: dict[str, Any],
) -> int:
    network = work.tree.root(work.portal)
    location = await location_of(work.connection, parent, network, parent_id)
    columns = {**columns, "author_id": author, "location_id": location}
    written = await insert(work.connection, table, network, posted_at=work.now, **columns)
    await audit(work, Change(action, location, type_name, written, None, columns))
    return written


async def _remove(
    work: Work,
    given: dict[str, Any],
    entity: Entity,
    table: sa.Table,
    name: str,
    unknown: dict[str, Any],
) -> Outcome:
    found = await find_visible(work, entity, given[f"{name}Id"], WHOLES)
    if found is None:
        return refused([unknown])
    network = work.tree.root(work.portal)
    location = await location_of(work.connection, table, network, found)
    decision = work.policies.decide(MODERATE, work.viewer, location, work.now)
    if not decision:
        return refused([not_allowed(decision)])
    if problems := list(problems_in(given, {"reason": MOST_TITLE})):
        return refused(problems)
    values = {"reason": given["reason"], "now": work.now}
    if await remove(work.connection, table, network, found, values):
        await audit(
            work, Change(MODERATE, location, entity.name, found, None, {"reason": given["reason"]})
        )
    return Outcome(values={"errors": []}, records={name: found})


CREATE_A_POST = Mutation(create_post, records={"post": "BoardPost"})
COMMENT_ON_A_POST = Mutation(comment_on_post, records={"comment": "PostComment"})
REMOVE_A_POST = Mutation(remove_post, records={"post": "BoardPost"})
REMOVE_A_COMMENT = Mutation(remove_comment, records={"comment": "PostComment"})
