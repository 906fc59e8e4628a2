"""What is written for the centre in Port Adelaide."""

from __future__ import annotations

from store.demo.written import (
    Article,
    Content,
    Event,
    Faq,
    Kind,
    Perk,
    Plan,
    Product,
    Rate,
    Resource,
    Rule,
    Team,
    Ticket,
)

PLANS = (
    Plan("community-pass", "Centre Pass", 24, "Classes, verandah and the youth club."),
    Plan(
        "hot-desk",
        "Studio Flex",
        110,
        "Centre Pass plus ten hours a month in the strongroom.",
        month_minutes=600,
    ),
    Plan(
        "private-office",
        "Own Studio",
        420,
        "A former duty office, with its own door to the wharf.",
        can_be_paused=False,
    ),
)

TEAMS = (
    Team(
        "wharf",
        "Wharf Street Youth Theatre",
        "Twenty-two people under twenty-two.",
        roles=(("matilda", "administrator"),),
        strangers=4,
        published=False,
    ),
)

KINDS = (
    Kind(
        "Studio",
        (
            Rate("Passholders", 2500, audience="member"),
            Rate("Under 18", 500, audience="logged-in"),
        ),
        (
            Resource(
                "Strongroom",
                "studio",
                "Walls a metre thick, a mixing desk, no phone signal.",
                capacity=6,
                amenities=("mixer", "microphones", "drums"),
                plans=("hot-desk", "private-office"),
                weekdays=(1, 2, 3, 4, 5, 6),
                hours=("08:00", "21:00"),
                minutes=(60, 240, 60),
            ),
        ),
    ),
    Kind(
        "Hall",
        (Rate("Neighbours", 4500), Rate("Passholders", 3000, audience="member")),
        (
            Resource(
                "Long Room",
                "event-space",
                "Where the clerks sat. Now the youth theatre stands.",
                capacity=70,
                amenities=("stage", "fans"),
                audience="public",
                hours=("08:00", "21:00"),
                minutes=(60, 300, 60),
            ),
            Resource(
                "Verandah",
                "other",
                "Twelve chairs, shade until four, dolphins if you wait.",
                capacity=12,
                audience="logged-in",
                weekdays=(1, 2, 3, 4, 5, 6),
                hours=("08:00", "21:00"),
                minutes=(60, 180, 60),
            ),
        ),
    ),
)

RULES = (
    Rule(
        order=10,
        resource="Strongroom",
        most_minutes=240,
        lead_minutes=60,
        message="The desk needs an hour to warm up.",
    ),
)

EVENTS = (
    Event(
        title="Sunrise swim and tea",
        summary="Off the wharf, whatever the water says.",
        description="Someone watches for boats, someone boils the urn.",
        category="Sport",
        day=-2,
        start="06:15",
        minutes=75,
        venue="Wharf steps",
        capacity=25,
        coming=("matilda",),
        guests=7,
    ),
    Event(
        title="Youth theatre: first read-through",
        summary="A new play about customs officers.",
        description="Everyone reads, nobody acts yet. Parents may sit at the back.",
        category="Theatre",
        day=3,
        start="16:30",
        minutes=120,
        venue="Long Room",
        capacity=40,
        audience="logged-in",
        host="matilda",
        coming=("matilda",),
        guests=8,
        notes="Blue cards of both helpers expire in February.",
    ),
    Event(
        title="Drums at noon",
        summary="In the one room that can take it.",
        description="Bring sticks. The strongroom does the rest.",
        category="Class",
        day=6,
        start="12:00",
        minutes=60,
        venue="Strongroom",
        capacity=6,
        audience="member",
        plans=("hot-desk", "private-office"),
        guests=4,
    ),
    Event(
        title="Verandah concert",
        summary="Three bands, one power point.",
        description="Bring a chair and a hat. The last song is before the last train.",
        category="Music",
        day=12,
        start="18:30",
        minutes=150,
        venue="Verandah",
        capacity=90,
        coming=("matilda", "olive"),
        guests=12,
        tickets=(
            Ticket("Gold coin", 2),
            Ticket("Passholders", 0, audience="member"),
        ),
    ),
)

ARTICLES = (
    Article(
        title="Summer hours",
        summary="Open early, closed when it is forty.",
        body="From December the centre opens at six. Above forty degrees the Long Room closes and "
        "the strongroom becomes very popular.",
        category="House",
        language="en",
        author="Matilda Kelly",
        published=-6,
    ),
    Article(
        title="Looking after each other's kids",
        summary="The new rules, and why the guest lists are gone.",
        body="Families asked us not to show who comes to what. We agree with them.",
        category="House",
        language="en",
        author="Matilda Kelly",
        published=-120,
        audience="logged-in",
    ),
)

PERKS = (
    Perk(
        title="Tram home after the show",
        summary="For under-18s, with a stamped ticket.",
        description="Get the stamp at the door.",
        group="Getting around",
        partner="Port Line",
        claim="https://portline.example/plenum",
        audience="public",
    ),
)

FAQS = (
    Faq("Are there dolphins?", "Most mornings. They are not ours.", "House"),
    Faq(
        "Who opens the strongroom?",
        "Whoever booked it, with the code from the message.",
        "Studio",
        audience="member",
        plans=("hot-desk", "private-office"),
    ),
)

PRODUCTS = (
    Product("Sunscreen, one squirt", "Free. Here so that you ask.", "Counter", 0),
    Product("Mixdown", "One song, one evening.", "Studio", 9000, audience="member"),
)

CONTENT = Content(
    place="plenum-port",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=14,
)
