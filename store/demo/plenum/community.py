"""What is written on the boards of Plenum's centres, asked at their desks, and noted by staff."""

from __future__ import annotations

from store.demo.filed import Board, Followed, Post, Ticket

BOARDS = (
    Board(
        "plenum-hackney",
        "Swap and lend",
        "Things that look for somebody.",
        1,
        posts=(
            Post(
                "bea",
                -6,
                "A music stand, one leg short",
                "Free to whoever can weld.",
                comments=(("rosa", "I can weld."), ("bea", "It is yours. Bring the leg.")),
            ),
            Post(
                "stan",
                -9,
                "Cheap lights",
                "Buy my old stage lights, cash only, behind the building.",
                removed="Sales go through the counter.",
            ),
        ),
    ),
    Board(
        "plenum-hackney",
        "Committee",
        "What the committee asks of passholders.",
        2,
        posts=(
            Post(
                "winston",
                -3,
                "Who carries pans on Saturday?",
                "Eleven pans, one van, three flights of stairs.",
                comments=(("leo", "Two, if somebody holds the doors."),),
            ),
        ),
    ),
    Board(
        "plenum-peckham",
        "Kiln talk",
        "Glazes, cracks, and whose shelf that was.",
        1,
        posts=(Post("ada", -1, "Thursday's firing", "Two shelves are free. First come."),),
    ),
)

TICKETS = (
    Ticket(
        "plenum-hackney",
        "bea",
        -2,
        "The heating in the Reading Room",
        "House",
        "answered",
        (
            ("customer", "It sighs, and then it stops."),
            ("note", "The valve again. Third time this winter."),
            ("staff", "The plumber comes on Monday. Until then: two jumpers."),
        ),
        priority=2,
    ),
    Ticket(
        "plenum-hackney",
        "amir",
        -1,
        "May I see the rooms in the evening?",
        "Front desk",
        "open",
        (("customer", "I work until seven."),),
    ),
    Ticket(
        "plenum-peckham",
        "faye",
        -20,
        "My pause",
        "Memberships",
        "closed",
        (("customer", "Until when is it?"), ("staff", "Your contract says it, under freezes.")),
    ),
)

FOLLOWED = (
    Followed(
        "plenum-hackney",
        "Newcomers",
        (
            ("asked", "Asked", ("amir",)),
            ("tour", "Came to the tea", ()),
            ("joined", "Joined", ("rosa", "leo")),
        ),
    ),
)
