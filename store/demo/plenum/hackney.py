"""What is written for the centre in Hackney."""

from __future__ import annotations

from store.demo.filed import Group
from store.demo.written import (
    Article,
    Closing,
    Content,
    Event,
    Faq,
    Grant,
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
    Plan(
        "day-pass",
        "Drop-in",
        6,
        "One class or one afternoon.",
        group="Visits",
        every_months=0,
        every_weeks=1,
        can_be_paused=False,
        terms="Good on the day.",
    ),
    Plan(
        "community-pass",
        "Centre Pass",
        18,
        "All classes, the choir and the reading room. Half price on a low income.",
        terms="Cancel at the end of any month.",
    ),
    Plan(
        "hot-desk",
        "Studio Flex",
        74,
        "Centre Pass plus twelve hours a month in a studio.",
        month_minutes=720,
    ),
)

TEAMS = (
    Team(
        "steelpan",
        "Hackney Steel Pan Association",
        "Forty players, twenty-six pans, one van.",
        roles=(("winston", "administrator"), ("winston", "paying-member"), ("bea", "member")),
        strangers=4,
    ),
    Team(
        "marchetti",
        "Marchetti family",
        "Two who sing, one who drums.",
        roles=(("rosa", "paying-member"), ("leo", "member"), ("mia", "member")),
        published=False,
    ),
)

GROUPS = (
    Group("low-income", "Low income", "Pays half, no questions asked."),
    Group("families", "Families", "Children come along; ask before photographs."),
)

KINDS = (
    Kind(
        "Hall",
        (
            Rate("Neighbours", 2800),
            Rate("Passholders", 1600, audience="member"),
        ),
        (
            Resource(
                "Reading Room",
                "event-space",
                "A sprung floor where the shelves used to be; mirrors on two sides.",
                capacity=40,
                amenities=("mirrors", "sound", "piano"),
                audience="public",
                weekdays=(1, 2, 3, 4, 5, 6, 7),
                hours=("07:00", "22:00"),
                minutes=(60, 240, 30),
                closings=(Closing(9, 11, "The floor is being oiled. It smells, but it helps."),),
            ),
            Resource(
                "Stage",
                "event-space",
                "Two hundred seats, curtains of a disputed colour.",
                capacity=200,
                amenities=("stage", "lights", "sound"),
                audience="contact",
                weekdays=(4, 5, 6),
                hours=("17:00", "23:00"),
                minutes=(120, 360, 60),
                requires_confirmation=True,
                lead_minutes=10080,
            ),
        ),
    ),
    Kind(
        "Music room",
        (Rate("Passholders", 900, audience="member"), Rate("Drop-in", 1400, audience="logged-in")),
        (
            Resource(
                "Biography",
                "studio",
                "Drum kit, two amps, posters older than you.",
                capacity=6,
                amenities=("drums", "amps"),
                hours=("10:00", "22:00"),
            ),
            Resource(
                "Large Print",
                "studio",
                "Upright piano, good light, bad radiator.",
                capacity=3,
                amenities=("piano", "daylight"),
                plans=("hot-desk",),
                hours=("10:00", "22:00"),
            ),
            Resource(
                "Anthology",
                "studio",
                "Both music rooms, with the wall between them folded away.",
                capacity=9,
                amenities=("drums", "amps", "piano"),
                hours=("10:00", "22:00"),
                minutes=(60, 180, 60),
                made_of=("Biography", "Large Print"),
            ),
        ),
        paid_with=("Ten rehearsals",),
    ),
)

RULES = (
    Rule(order=10, resource="Biography", most_minutes=180, message="Leave some for the rest."),
)

EVENTS = (
    Event(
        title="Morning yoga, all ages",
        summary="Mats are there, quiet is not guaranteed.",
        description="Seven to eight, then tea. Children welcome, grandmothers more so.",
        category="Class",
        day=-4,
        start="07:00",
        minutes=60,
        venue="Reading Room",
        capacity=30,
        coming=("bea",),
        guests=8,
    ),
    Event(
        title="Repair café",
        summary="Bring it broken, take it home talking.",
        description="Toasters, hems, bicycles, hearts. Volunteers from the estate behind us.",
        category="Workshop",
        day=2,
        start="14:00",
        minutes=180,
        venue="Café",
        capacity=40,
        coming=("amir", "bea"),
        guests=9,
    ),
    Event(
        title="Steel pan for beginners",
        summary="Eight evenings, one tune, no notes.",
        description="Winston teaches by ear. Passholders pay nothing, everyone else pays little.",
        category="Class",
        day=6,
        start="18:30",
        minutes=90,
        venue="Stage",
        capacity=16,
        host="winston",
        coming=("bea", "amir"),
        guests=7,
        tickets=(
            Ticket("Neighbours", 5, allocation=8),
            Ticket("Passholders", 0, audience="member", allocation=8),
        ),
        notes="Winston has the only key to the pan cupboard.",
    ),
    Event(
        title="Budget night",
        summary="Who pays for the curtains.",
        description="Passholders vote. There will be cake, there was shouting last year.",
        category="Assembly",
        day=9,
        start="19:00",
        minutes=120,
        venue="Stage",
        capacity=200,
        audience="member",
        coming=("bea",),
        guests=12,
    ),
    Event(
        title="Newcomers' tea",
        summary="For those who are only looking.",
        description="We show you the rooms and tell you what things cost on your income.",
        category="Tour",
        day=11,
        start="16:00",
        minutes=60,
        venue="Café",
        capacity=20,
        audience="contact",
        coming=("amir",),
        guests=4,
    ),
)

ARTICLES = (
    Article(
        title="The curtains, an inquiry",
        summary="Twelve years, four colours, no decision.",
        body="The committee has received seventy-one letters. They may be read in the café, in "
        "the order of their arrival, with tea.",
        category="House",
        language="en",
        author="Imran Qureshi",
        published=-5,
    ),
    Article(
        title="Heating rota",
        summary="Which room is warm when.",
        body="Reading Room in the morning, Stage in the evening, Biography by its own efforts.",
        category="House",
        language="en",
        author="Imran Qureshi",
        published=-12,
        audience="member",
    ),
)

PERKS = (
    Perk(
        title="Strings at cost",
        summary="For guitars, violins and one sitar.",
        description="Leave your name and instrument at the counter.",
        group="Music",
        partner="Mare Street Music",
        claim="https://marestreetmusic.example/plenum",
        audience="member",
    ),
)

FAQS = (
    Faq("Do I need my own mat?", "No. We wash ours.", "Classes"),
    Faq(
        "How do I prove a low income?",
        "You tell us. We believe you.",
        "Money",
        audience="logged-in",
    ),
    Faq("Where is the key to the pan cupboard?", "With Winston.", "House", audience="member"),
)

PRODUCTS = (
    Product(
        "Ten visits",
        "Any class, for half a year.",
        "Classes",
        4500,
        starred=True,
        grants=Grant("service", units=10, days=182),
    ),
    Product("Tea, bottomless", "Until the urn is empty.", "Café", 150),
    Product(
        "Rehearsal recording",
        "Two microphones, no promises.",
        "Music",
        1200,
        audience="member",
        plans=("hot-desk",),
    ),
    Product(
        "Ten rehearsals",
        "A music room ten times, or both at once, for as long as you can keep it up.",
        "Music",
        7000,
        audience="member",
        grants=Grant("service", units=10, days=365),
    ),
)

CONTENT = Content(
    place="plenum-hackney",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    groups=GROUPS,
    customers=30,
)
