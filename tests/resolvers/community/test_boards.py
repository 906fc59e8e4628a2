"""Discussion boards: who posts and comments, and what happens when staff take something away."""

from __future__ import annotations

import orjson
import pytest

from tests.resolvers.community.conftest import House, codes

POST = """
mutation P($input: CreatePostInput!) {
  createPost(input: $input) {
    post { id title body board { name } customer { name } removedAt }
    errors { code field }
  }
}
"""
COMMENT = """
mutation C($input: CommentOnPostInput!) {
  commentOnPost(input: $input) { comment { id body post { title } } errors { code field } }
}
"""
REMOVE = """
mutation R($input: RemovePostInput!) {
  removePost(input: $input) { post { title removedAt removalReason } errors { code field } }
}
"""
REMOVE_COMMENT = """
mutation R($input: RemoveCommentInput!) {
  removeComment(input: $input) { comment { body removalReason } errors { code field } }
}
"""
READ = """
{ discussionBoards {
    nodes { name posts { nodes { id title removalReason comments { nodes { body } } } } } } }
"""


async def _posted(house: House) -> str:
    payload = await house(
        POST, house.ada, boardId=f"DiscussionBoard:{house.board}", title="Chairs", body="Two."
    )
    post: str = payload["post"]["id"]
    return post


async def test_a_member_posts_and_another_comments(house: House) -> None:
    """Both are on the board at once, and in the trail."""
    post = await _posted(house)
    said = await house(COMMENT, house.ben, postId=post, body="I take one.")
    assert said["comment"]["post"] == {"title": "Chairs"}
    boards = (await house.read(READ, house.ben))["discussionBoards"]["nodes"]
    assert boards == [
        {
            "name": "Swap",
            "posts": {
                "nodes": [
                    {
                        "id": post,
                        "title": "Chairs",
                        "removalReason": None,
                        "comments": {"nodes": [{"body": "I take one."}]},
                    }
                ]
            },
        }
    ]
    trail = "select action, record_type, customer_id from audit_entries order by id"
    assert await house.stored(trail) == [
        ("discussion.post", "BoardPost", house.ada),
        ("discussion.comment", "PostComment", house.ben),
    ]


async def test_who_may_post(house: House) -> None:
    """Members who are in good standing and have the right to join in."""
    given = {"boardId": f"DiscussionBoard:{house.board}", "title": "A", "body": "B"}
    asked = [house.ada, house.cara, house.dan, house.eve, None, house.staff()]
    found = [codes(await house(POST, who, **given)) for who in asked]
    assert found == [
        [],
        ["MEMBERS_ONLY"],
        ["CUSTOMER_SUSPENDED"],
        ["NOT_ALLOWED"],
        ["LOGIN_REQUIRED"],
        ["LOGIN_REQUIRED"],
    ]


async def test_boards_that_are_not_shown_are_as_if_they_were_not_there(house: House) -> None:
    """For others, switched off, of another house, or none at all: the same to the letter."""
    payloads = [
        await house(POST, house.ada, boardId=board, title="A", body="B")
        for board in (
            f"DiscussionBoard:{house.contacts}",
            f"DiscussionBoard:{house.hidden}",
            f"DiscussionBoard:{house.elsewhere}",
            "DiscussionBoard:999",
            "",
        )
    ]
    assert payloads[0] == {"post": None, "errors": [{"code": "NOT_FOUND", "field": "boardId"}]}
    assert all(payload == payloads[0] for payload in payloads)


async def test_the_same_request_posts_once(house: House) -> None:
    """With a key; another request under the same key is refused."""
    board = f"DiscussionBoard:{house.board}"
    given = {"boardId": board, "title": "Chairs", "body": "Two.", "idempotencyKey": "k"}
    first, second = await house(POST, house.ada, **given), await house(POST, house.ada, **given)
    assert first["post"]["id"] == second["post"]["id"]
    other = await house(POST, house.ada, **{**given, "body": "Three."})
    assert other["errors"] == [{"code": "INVALID_VALUE", "field": "idempotencyKey"}]
    assert codes(await house(POST, house.ben, **given)) == []
    assert await house.stored("select count(*) from board_posts") == [(2,)]


@pytest.mark.parametrize("key", ["", "k" * 201, "k\0"])
async def test_a_key_that_cannot_be_kept(house: House, key: str) -> None:
    """Nothing is done under it, and the answer names it; PostgreSQL has no NUL in a text."""
    given = {"boardId": f"DiscussionBoard:{house.board}", "title": "Chairs", "body": "Two."}
    refused = await house(POST, house.ada, **given, idempotencyKey=key)
    assert refused["errors"] == [{"code": "INVALID_VALUE", "field": "idempotencyKey"}]
    assert await house.stored("select count(*) from board_posts") == [(0,)]


@pytest.mark.parametrize(
    ("title", "body", "fields"),
    [
        (" ", "b", ["title"]),
        ("x" * 201, "b", ["title"]),
        ("t", "", ["body"]),
        ("t", "x" * 10_001, ["body"]),
        ("\x07", "\x00", ["title", "body"]),
        ("t", "two\nlines", []),
    ],
)
async def test_texts(house: House, title: str, body: str, fields: list[str]) -> None:
    """What can be posted, and what cannot; all errors are told at once."""
    payload = await house(
        POST, house.ada, boardId=f"DiscussionBoard:{house.board}", title=title, body=body
    )
    assert [error["field"] for error in payload["errors"]] == fields


async def test_what_staff_take_away_is_gone_for_others(house: House) -> None:
    """Its author still reads it, and why; what was said to it is gone with it."""
    post = await _posted(house)
    await house(COMMENT, house.ben, postId=post, body="I take one.")
    removed = await house(REMOVE, house.staff(), postId=post, reason="Sold.")
    assert removed["post"]["removalReason"] == "Sold."
    assert removed["post"]["removedAt"] is not None
    boards = (await house.read(READ, house.ben))["discussionBoards"]["nodes"]
    assert boards == [{"name": "Swap", "posts": {"nodes": []}}]
    (board,) = (await house.read(READ, house.ada))["discussionBoards"]["nodes"]
    (own,) = board["posts"]["nodes"]
    assert (own["title"], own["removalReason"]) == ("Chairs", "Sold.")
    gone = await house(COMMENT, house.ben, postId=post, body="Too late?")
    assert gone["errors"] == [{"code": "NOT_FOUND", "field": "postId"}]
    own = await house(COMMENT, house.ada, postId=post, body="Why?")
    assert codes(own) == ["INVALID_VALUE"], "its author sees it, and nobody goes on with it"
    again = await house(REMOVE, house.staff(), postId=post, reason="Twice.")
    assert again["post"]["removalReason"] == "Sold.", "the first removal stays"
    trail = await house.stored(
        "select after from audit_entries where action = 'discussion.moderate'"
    )
    assert [orjson.loads(after) for (after,) in trail] == [{"reason": "Sold."}]


async def test_only_staff_of_the_house_take_something_away(house: House) -> None:
    """Neither its author, nor staff of another kind or another house."""
    post = await _posted(house)
    said = await house(COMMENT, house.ben, postId=post, body="Hm.")
    comment = said["comment"]["id"]
    for who, code in (
        (house.ada, "NOT_ALLOWED"),
        (house.ben, "NOT_ALLOWED"),
        (house.cara, "NOT_FOUND"),
        (house.staff("front-desk"), "NOT_FOUND"),
        (house.staff(place="lisbon-alfama"), "NOT_FOUND"),
    ):
        assert codes(await house(REMOVE, who, postId=post, reason="No.")) == [code], who
        assert codes(await house(REMOVE_COMMENT, who, commentId=comment, reason="No.")) == [code]
    empty = await house(REMOVE, house.staff(), postId=post, reason=" ")
    assert empty["errors"] == [{"code": "INVALID_VALUE", "field": "reason"}]
    done = await house(REMOVE_COMMENT, house.staff(), commentId=comment, reason="Rude.")
    assert done["comment"] == {"body": "Hm.", "removalReason": "Rude."}
