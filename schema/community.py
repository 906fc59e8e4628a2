"""Writing: posts and comments on boards, tickets of the help desk, cards of staff's boards."""

import strawberry

from schema.crm import CrmCard
from schema.discussion import BoardPost, PostComment
from schema.fields import condition, field
from schema.help_desk import HelpTicket
from schema.user_errors import UserError

KEY = "A text of one's own. The same request with the same key writes once, however often sent."


@strawberry.input(description="What to post, and where.")
class CreatePostInput:
    board_id: strawberry.ID = field("The board.")
    title: str = field("What it is about, 1 to 200 characters.")
    body: str = field("What it says, 1 to 10000 characters.")
    idempotency_key: str | None = condition(KEY)


@strawberry.input(description="What to say to a post.")
class CommentOnPostInput:
    post_id: strawberry.ID = field("The post.")
    body: str = field("What to say, 1 to 10000 characters.")
    idempotency_key: str | None = condition(KEY)


@strawberry.input(description="Which post to take off its board, and why.")
class RemovePostInput:
    post_id: strawberry.ID = field("The post.")
    reason: str = field("Why, for its author: 1 to 200 characters.")


@strawberry.input(description="Which comment to take away, and why.")
class RemoveCommentInput:
    comment_id: strawberry.ID = field("The comment.")
    reason: str = field("Why, for its author: 1 to 200 characters.")


@strawberry.input(description="What to ask of staff.")
class OpenTicketInput:
    subject: str = field("What it is about, 1 to 200 characters.")
    body: str = field("The question, 1 to 10000 characters.")
    department: str | None = condition("Whom it is for, 1 to 200 characters.")
    idempotency_key: str | None = condition(KEY)


@strawberry.input(description="What to write in a ticket.")
class ReplyToTicketInput:
    ticket_id: strawberry.ID = field("The ticket.")
    body: str = field("What to say, 1 to 10000 characters.")
    internal: bool | None = condition("Whether it is a note among staff; for staff.")
    close: bool | None = condition("Whether that is all, so that the ticket is closed.")


@strawberry.input(description="Which customer to put into which stage, and why.")
class MoveCrmCardInput:
    customer_id: strawberry.ID = field("The customer.")
    stage_id: strawberry.ID = field("The stage.")
    why: str = field("Why, 1 to 200 characters.")


@strawberry.type(description="What came of posting.")
class CreatePostPayload:
    post: BoardPost | None = field("The post.")
    errors: list[UserError] = field("Why nothing was posted; empty on success.")


@strawberry.type(description="What came of commenting.")
class CommentOnPostPayload:
    comment: PostComment | None = field("The comment.")
    errors: list[UserError] = field("Why nothing was said; empty on success.")


@strawberry.type(description="What came of taking a post off its board.")
class RemovePostPayload:
    post: BoardPost | None = field("The post, as staff still see it.")
    errors: list[UserError] = field("Why it stands; empty on success.")


@strawberry.type(description="What came of taking a comment away.")
class RemoveCommentPayload:
    comment: PostComment | None = field("The comment, as staff still see it.")
    errors: list[UserError] = field("Why it stands; empty on success.")


@strawberry.type(description="What came of opening a ticket.")
class OpenTicketPayload:
    ticket: HelpTicket | None = field("The ticket.")
    errors: list[UserError] = field("Why none was opened; empty on success.")


@strawberry.type(description="What came of writing in a ticket.")
class ReplyToTicketPayload:
    ticket: HelpTicket | None = field("The ticket as it stands now.")
    errors: list[UserError] = field("Why nothing was written; empty on success.")


@strawberry.type(description="What came of moving a card.")
class MoveCrmCardPayload:
    card: CrmCard | None = field("The customer's card, where it is now.")
    errors: list[UserError] = field("Why it was not moved; empty on success.")
