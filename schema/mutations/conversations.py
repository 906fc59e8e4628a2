"""Writing on boards and in tickets, and moving the cards of staff's boards."""

import strawberry

from schema.community import (
    CommentOnPostInput,
    CommentOnPostPayload,
    CreatePostInput,
    CreatePostPayload,
    MoveCrmCardInput,
    MoveCrmCardPayload,
    OpenTicketInput,
    OpenTicketPayload,
    RemoveCommentInput,
    RemoveCommentPayload,
    RemovePostInput,
    RemovePostPayload,
    ReplyToTicketInput,
    ReplyToTicketPayload,
)
from schema.fields import argument, field


@strawberry.type
class ConversationMutations:
    create_post: CreatePostPayload | None = field(
        "Post on a discussion board.",
        argument("input", CreatePostInput, "What to post, and where."),
    )
    comment_on_post: CommentOnPostPayload | None = field(
        "Comment on a post.", argument("input", CommentOnPostInput, "What to say, and to which.")
    )
    remove_post: RemovePostPayload | None = field(
        "Take a post off its board, with a reason that its author reads: for staff.",
        argument("input", RemovePostInput, "Which post, and why."),
    )
    remove_comment: RemoveCommentPayload | None = field(
        "Take a comment away, with a reason that its author reads: for staff.",
        argument("input", RemoveCommentInput, "Which comment, and why."),
    )
    open_ticket: OpenTicketPayload | None = field(
        "Ask staff of this location for help.",
        argument("input", OpenTicketInput, "What to ask."),
    )
    reply_to_ticket: ReplyToTicketPayload | None = field(
        "Write in a ticket: its customer, or staff of the location that is asked.",
        argument("input", ReplyToTicketInput, "What to write, and in which."),
    )
    move_crm_card: MoveCrmCardPayload | None = field(
        "Put a customer into a stage of a board: for staff.",
        argument("input", MoveCrmCardInput, "Which customer, which stage, and why."),
    )
