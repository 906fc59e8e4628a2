"""What people write in the demo: boards with posts, tickets; and staff's boards about newcomers."""

from __future__ import annotations

from store.crm import crm_boards, crm_cards, crm_stages
from store.demo.filed import Board, Followed, Ticket
from store.demo.places import PLACES
from store.demo.stage import Stage
from store.discussion import board_posts, discussion_boards, post_comments
from store.help_desk import help_messages, help_tickets


def add_board(stage: Stage, board: Board) -> None:
    """Add a discussion board with its posts, and the comments on them."""
    place, days, rows = PLACES[board.at], stage.days, stage.rows
    here = {"network_id": place.network, "location_id": place.id}
    board_id = rows.add(
        discussion_boards,
        **here,
        name=board.name,
        description=board.description,
        display_order=board.order,
        enabled=True,
        audience=board.audience,
    )
    for post in board.posts:
        removed = post.removed is not None
        post_id = rows.add(
            board_posts,
            **here,
            board_id=board_id,
            author_id=stage.named[place.network, post.by].id,
            title=post.title,
            body=post.body,
            posted_at=days.at(place, post.day, "09:40"),
            removed_at=days.at(place, post.day + 1, "10:10") if removed else None,
            removal_reason=post.removed,
        )
        for number, (author, body) in enumerate(post.comments):
            rows.add(
                post_comments,
                **here,
                post_id=post_id,
                author_id=stage.named[place.network, author].id,
                body=body,
                posted_at=days.at(place, post.day, f"{11 + number}:15"),
            )


def add_ticket(stage: Stage, ticket: Ticket) -> None:
    """Add a ticket with what was written in it."""
    place, days = PLACES[ticket.at], stage.days
    owner = {
        "network_id": place.network,
        "location_id": place.id,
        "customer_id": stage.named[place.network, ticket.by].id,
    }
    closed = ticket.status == "closed"
    ticket_id = stage.rows.add(
        help_tickets,
        **owner,
        subject=ticket.subject,
        department=ticket.department,
        priority=ticket.priority,
        status=ticket.status,
        opened_at=days.at(place, ticket.day, "08:30"),
        closed_at=days.at(place, ticket.day + 1, "17:00") if closed else None,
    )
    for number, (author, body) in enumerate(ticket.messages):
        stage.rows.add(
            help_messages,
            **owner,
            ticket_id=ticket_id,
            author="customer" if author == "customer" else "staff",
            body=body,
            internal=author == "note",
            sent_at=days.at(place, ticket.day, f"{9 + number:02}:30"),
        )


def add_followed(stage: Stage, followed: Followed) -> None:
    """Add a board of staff's, its stages, and who is in which."""
    place, days, rows = PLACES[followed.at], stage.days, stage.rows
    here = {"network_id": place.network, "location_id": place.id}
    board = rows.add(crm_boards, **here, name=followed.name)
    for position, (key, name, people) in enumerate(followed.stages, start=1):
        stage_id = rows.add(
            crm_stages, **here, board_id=board, key=key, name=name, position=position
        )
        for person in people:
            rows.add(
                crm_cards,
                network_id=place.network,
                stage_id=stage_id,
                board_id=board,
                customer_id=stage.named[place.network, person].id,
                from_at=days.at(place, -4, "15:00"),
                by_whom="front desk",
                why="rang and asked",
            )
