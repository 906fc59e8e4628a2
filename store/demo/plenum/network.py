"""What Plenum says above its centres."""

from __future__ import annotations

from store.demo.written import Article, Content, Event, Faq, Perk, Product, Rule

PLENUM = Content(
    place="plenum",
    rules=(
        Rule(
            order=90,
            audience="contact",
            most_minutes=120,
            advance_days=21,
            message="Guests book up to two hours, at most three weeks ahead.",
        ),
    ),
    events=(
        Event(
            title="Committees' congress",
            summary="Four centres, one weekend's worth of arguments in an evening.",
            description="Each committee brings one thing that worked and one that did not. "
            "Interpreters for Dutch and for Auslan.",
            category="Assembly",
            day=21,
            start="17:00",
            minutes=180,
            venue="Plenum Hackney, and online",
            capacity=150,
            audience="member",
            coming=("bea", "joost"),
            guests=12,
        ),
    ),
    articles=(
        Article(
            title="What a chair costs",
            summary="Where every pound of your pass goes.",
            body="Forty-one pence heating, twenty-two pence people, nine pence tea, and so on down "
            "to the chair itself. The full table hangs in every entrance.",
            category="Money",
            language="en",
            author="Grace Adeyemi",
            published=-14,
        ),
    ),
    perks=(
        Perk(
            title="Library cards without an address",
            summary="Four cities have agreed.",
            description="Show your centre pass at the counter of any branch.",
            group="Culture",
            partner="City libraries",
            claim="https://cards.example/plenum",
        ),
    ),
    faqs=(
        Faq("Do I have to live nearby?", "No. You have to come by.", "Membership"),
        Faq("Who decides?", "Your centre's committee; elections are every March.", "Membership"),
    ),
    products=(
        Product("Folding chair, retired", "Wobbles. Sold as seen.", "Things", 500, stock=31),
    ),
)

LONDON = Content(
    place="london",
    articles=(
        Article(
            title="North of the river, south of the river",
            summary="The choir swap returns.",
            body="On alternate weeks Hackney sings in Peckham and the other way round. The bus is "
            "free for passholders.",
            category="News",
            language="en",
            author="Bea Thornton",
            published=-8,
        ),
    ),
)

ROTTERDAM = Content(
    place="rotterdam",
    faqs=(
        Faq("Is er een lift?", "Ja, naast het loket. De sleutel hangt bij de koffie.", "Gebouw"),
    ),
)

PLACES_ABOVE = (PLENUM, LONDON, ROTTERDAM)
