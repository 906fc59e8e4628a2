"""What is written for the house in Dumbo."""

from __future__ import annotations

from store.demo.written import (
    Article,
    Closing,
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
    Plan(
        "day-pass",
        "Day Pass",
        39,
        "One day, one desk, all the coffee.",
        group="Days",
        every_months=0,
        every_weeks=1,
        can_be_paused=False,
        terms="Good on the day you pick.",
    ),
    Plan("hot-desk", "Hot Desk", 329, "Any free desk, seven days a week.", week_minutes=300),
    Plan(
        "dedicated-desk",
        "Dedicated Desk",
        519,
        "A desk with your name on it and a drawer that locks.",
        month_minutes=1200,
    ),
    Plan(
        "private-office",
        "Private Office",
        2400,
        "A brick room for four, trains included.",
        group="Offices",
        month_minutes=2400,
        can_be_paused=False,
    ),
)

TEAMS = (
    Team(
        "nutmeg",
        "Nutmeg Audio",
        "Podcasts recorded between two trains.",
        roles=(("maya", "administrator"), ("maya", "member")),
        strangers=4,
    ),
)

KINDS = (
    Kind(
        "Studio",
        (
            Rate("Guests", 6500, audience="logged-in"),
            Rate("Members", 4000, audience="member"),
        ),
        (
            Resource(
                "Cinnamon",
                "studio",
                "Two microphones, four walls of felt. We pause for the F train.",
                capacity=3,
                amenities=("microphones", "mixer", "felt"),
                hours=("07:00", "21:00"),
                weekdays=(1, 2, 3, 4, 5, 6, 7),
                minutes=(30, 240, 30),
                buffer=15,
                team="nutmeg",
            ),
            Resource(
                "Clove",
                "studio",
                "A small booth for voice-overs.",
                capacity=1,
                amenities=("microphones", "felt"),
                hours=("07:00", "21:00"),
                weekdays=(1, 2, 3, 4, 5, 6, 7),
                plans=("dedicated-desk", "private-office"),
            ),
        ),
    ),
    Kind(
        "Meeting room",
        (
            Rate("Guests", 5500, audience="logged-in"),
            Rate("Members", 3000, audience="member"),
        ),
        (
            Resource(
                "Saffron",
                "meeting-room",
                "Ten chairs and the bridge in the window.",
                capacity=10,
                amenities=("screen", "camera", "view"),
                audience="logged-in",
                hours=("07:00", "21:00"),
                closings=(Closing(4, 5, "Thanksgiving: the building is locked.", True),),
            ),
            Resource(
                "Pepper",
                "meeting-room",
                "Four chairs. Loud people welcome.",
                capacity=4,
                amenities=("whiteboard",),
                hours=("07:00", "21:00"),
            ),
        ),
    ),
)

RULES = (
    Rule(order=10, resource="Cinnamon", most_minutes=120, message="Two hours at a time, please."),
)

EVENTS = (
    Event(
        title="Bagels and bad ideas",
        summary="Say it out loud before you build it.",
        description="Two minutes each, no slides, no mercy, plenty of schmear.",
        category="Breakfast",
        day=-6,
        start="08:30",
        minutes=60,
        venue="Front room",
        capacity=30,
        coming=("maya",),
        guests=9,
    ),
    Event(
        title="Podcast night: live from under the bridge",
        summary="Nutmeg records its hundredth episode with an audience.",
        description="Guests from Lisbon and Ghent over the line. Doors at half past six, tape "
        "rolls at seven, applause on the sign.",
        category="Show",
        day=5,
        start="18:30",
        minutes=150,
        venue="Loading floor",
        capacity=90,
        host="maya",
        coming=("maya", "ines"),
        guests=15,
        tickets=(
            Ticket("General", 15, allocation=60),
            Ticket("House", 0, audience="member", allocation=30),
        ),
        notes="Fire marshal allows 90, count at the door.",
    ),
    Event(
        title="Immigration lawyer's office hours",
        summary="Twenty minutes, free, in confidence.",
        description="Sign up at the desk under any name you like.",
        category="Clinic",
        day=3,
        start="13:00",
        minutes=180,
        venue="Pepper",
        capacity=9,
        audience="member",
        guests=4,
    ),
    Event(
        title="Rooftop for residents",
        summary="Heaters, soup, skyline.",
        description="For those with a desk or an office of their own, and one friend each.",
        category="Gathering",
        day=8,
        start="17:30",
        minutes=120,
        venue="Roof",
        capacity=40,
        audience="member",
        plans=("dedicated-desk", "private-office"),
        coming=("maya",),
        guests=8,
    ),
    Event(
        title="Try a desk week",
        summary="Five days on us, for people who do not have a desk yet.",
        description="Pick up a badge on the first morning. Bring headphones for the trains.",
        category="Tour",
        day=10,
        start="09:00",
        minutes=480,
        venue="Front desk",
        capacity=10,
        audience="contact",
        guests=3,
        tickets=(Ticket("Trial badge", 0, audience="contact", allocation=10, most=1),),
    ),
)

ARTICLES = (
    Article(
        title="The directory has a smaller door now",
        summary="Who reads it, and why we changed that.",
        body="After what happened last spring, only people with a desk or an office of their own "
        "can look each other up here. Nothing else about the community changes.",
        category="House",
        language="en",
        author="Maya Goldberg",
        published=-60,
    ),
    Article(
        title="Snow plan",
        summary="When we open late, and how you will know.",
        body="Six inches by five in the morning means we open at ten. We text; we do not guess.",
        category="House",
        language="en",
        author="Caleb Ortiz",
        published=-2,
        audience="member",
    ),
    Article(
        title="Ten words for rain",
        summary="A guide for colleagues who come over from Ghent and Hamburg.",
        body="Miezelen, Schmuddelwetter, drizzle: what to pack, and what to call it.",
        category="Network",
        language="en",
        author="Maya Goldberg",
        published=5,
    ),
)

PERKS = (
    Perk(
        title="Ferry ride on us",
        summary="Two tickets a month.",
        description="Ask at the desk; they keep a roll in the drawer.",
        group="Getting around",
        partner="East River Boats",
        claim="https://eastriverboats.example/harbour",
        audience="member",
    ),
    Perk(
        title="A dollar off any slice",
        summary="Corner of Front and Main.",
        description="Say the word nutmeg.",
        group="Food",
        partner="Slice & Sons",
        claim="https://sliceandsons.example/dumbo",
        audience="public",
    ),
)

FAQS = (
    Faq("How loud are the trains?", "Louder than you. They pass every four minutes.", "House"),
    Faq("Can I bring a guest?", "One a day, signed in at the desk.", "House", audience="logged-in"),
    Faq(
        "What is the code for the roof?",
        "Ask in person; it changes on the first of the month.",
        "House",
        audience="member",
        plans=("dedicated-desk", "private-office"),
    ),
)

PRODUCTS = (
    Product("Cold brew, 32 oz", "Made in the building.", "Food", 900, starred=True),
    Product(
        "Mail scanning",
        "We open it, you read it.",
        "Office",
        2500,
        available_as="recurring",
        audience="logged-in",
    ),
    Product(
        "Studio engineer, one hour",
        "She also fixes guitars.",
        "Studio",
        7500,
        audience="member",
    ),
)

CONTENT = Content(
    place="new-york-dumbo",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=24,
)
