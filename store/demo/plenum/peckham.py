"""What is written for the centre in Peckham."""

from __future__ import annotations

from store.demo.filed import Group
from store.demo.written import (
    Article,
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
    Plan("community-pass", "Centre Pass", 16, "Kitchen, courses and the Friday table."),
    Plan("hot-desk", "Studio Flex", 62, "Centre Pass plus a wheel, two days a week."),
    Plan(
        "dedicated-desk",
        "Own Shelf",
        96,
        "A wheel, a shelf and four firings a month.",
        month_minutes=2400,
    ),
)

TEAMS = (
    Team(
        "ceramics",
        "Rye Lane Ceramics",
        "A cooperative of nine potters and one accountant.",
        roles=(("ada", "administrator"), ("ada", "paying-member"), ("faye", "member")),
        strangers=4,
    ),
)

KINDS = (
    Kind(
        "Kiln",
        (Rate("Passholders", 1800, per="booking", audience="member"),),
        (
            Resource(
                "Big Bertha",
                "machine",
                "Four hundred litres, stoneware only.",
                capacity=1,
                plans=("dedicated-desk",),
                hours=None,
                minutes=(720, 1440, 720),
                buffer=360,
                requires_confirmation=True,
            ),
            Resource(
                "Little Nell",
                "machine",
                "Sixty litres, for tests and teapots.",
                capacity=1,
                hours=None,
                minutes=(480, 960, 480),
                buffer=240,
            ),
        ),
    ),
    Kind(
        "Room",
        (Rate("Neighbours", 1900), Rate("Passholders", 1100, audience="member")),
        (
            Resource(
                "Sewing Room",
                "studio",
                "Eight machines, one overlocker, a table to cut on.",
                capacity=9,
                amenities=("sewing machines", "iron"),
                audience="logged-in",
                hours=("09:00", "21:00"),
            ),
            Resource(
                "Kitchen",
                "kitchen",
                "Cooks for sixty. Washing up for sixty is included.",
                capacity=60,
                amenities=("ovens", "cold room"),
                audience="public",
                hours=("09:00", "21:00"),
                minutes=(120, 360, 60),
            ),
        ),
    ),
)

RULES = (
    Rule(order=10, resource="Big Bertha", lead_minutes=2880, message="Two days to load and warm."),
)

EVENTS = (
    Event(
        title="Friday table",
        summary="Dinner for whoever comes.",
        description="Cooked by a different street each month. Pay what you can, wash what you use.",
        category="Dinner",
        day=-3,
        start="18:00",
        minutes=120,
        venue="Kitchen",
        capacity=60,
        coming=("ada", "amir"),
        guests=11,
    ),
    Event(
        title="Throwing a bowl",
        summary="First contact with clay.",
        description="Three hours, two bowls, one of them round. Aprons provided.",
        category="Course",
        day=4,
        start="18:00",
        minutes=180,
        venue="Wheel room",
        capacity=8,
        host="ada",
        coming=("ada",),
        guests=6,
        tickets=(
            Ticket("Place", 28, allocation=5),
            Ticket("Passholders", 14, audience="member", allocation=3),
        ),
    ),
    Event(
        title="Glaze swap",
        summary="Recipes for recipes.",
        description="Bring test tiles and the truth about your cones.",
        category="Workshop",
        day=7,
        start="17:00",
        minutes=120,
        venue="Glaze room",
        audience="member",
        plans=("dedicated-desk", "hot-desk"),
        guests=6,
        notes="Lock away the barium.",
    ),
    Event(
        title="Mending circle",
        summary="Socks, sleeves, sails.",
        description="Somebody always brings biscuits.",
        category="Workshop",
        day=10,
        start="15:00",
        minutes=120,
        venue="Sewing Room",
        capacity=12,
        audience="logged-in",
        guests=5,
    ),
)

ARTICLES = (
    Article(
        title="Four kilns, one fuse",
        summary="Why we fire at night.",
        body="The old dining hall was wired for soup. Until spring only one big kiln runs at a "
        "time, after ten, when the power is cheap.",
        category="Studio",
        language="en",
        author="Ada Nwosu",
        published=-13,
    ),
    Article(
        title="Shelves coming free",
        summary="Three, from January.",
        body="Ask Ada. Passholders first, then neighbours, then everybody's cousins.",
        category="Studio",
        language="en",
        author="Ada Nwosu",
        published=-3,
        audience="logged-in",
    ),
)

PERKS = (
    Perk(
        title="Clay by the half tonne",
        summary="The cooperative's price, for shelf holders.",
        description="Order by the fifteenth, carry it yourself.",
        group="Studio",
        partner="Thames Clay",
        claim="https://thamesclay.example/plenum",
        audience="member",
        plans=("dedicated-desk",),
    ),
)

FAQS = (
    Faq("Can I fire what I made elsewhere?", "Yes, if you know what it is made of.", "Studio"),
    Faq("Which cones?", "Six in Nell, nine in Bertha.", "Studio", audience="member"),
    Faq(
        "Can I see the kilns before I sign up?",
        "Come on a Friday; the table is next to them.",
        "Studio",
        audience="contact",
    ),
)

PRODUCTS = (
    Product(
        "Clay card, five",
        "Five evenings at the wheel.",
        "Clay",
        6000,
        grants=Grant("service", units=5, days=120),
    ),
    Product("Clay, 12.5 kilos", "Stoneware, buff.", "Studio", 1150, stock=64, audience="member"),
    Product("Second-choice mug", "Holds tea. Leans.", "Shop", 700, stock=18, starred=True),
    Product(
        "Extra firing",
        "One shelf in the next load.",
        "Studio",
        1400,
        audience="member",
        plans=("dedicated-desk",),
    ),
)

GROUPS = (Group("kiln-trained", "Kiln-trained", "May fire without a teacher beside them."),)

CONTENT = Content(
    place="plenum-peckham",
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
    customers=22,
)
