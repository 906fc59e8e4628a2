"""What is written for the centre in Katendrecht."""

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
    Plan("community-pass", "Buurtpas", 15, "Alle lessen, het koor en de keuken op maandag."),
    Plan(
        "hot-desk",
        "Atelier Flex",
        68,
        "Buurtpas plus twaalf uur per maand in een atelier.",
        month_minutes=720,
    ),
    Plan(
        "private-office",
        "Eigen atelier",
        240,
        "Een kamer achter het loket, met sleutel en uitzicht op de Maas.",
        can_be_paused=False,
        terms="Opzegging drie maanden vooraf.",
    ),
)

TEAMS = (
    Team(
        "loket",
        "Collectief Het Loket",
        "Vijf makers die samen de huur en de koffie delen.",
        roles=(("joost", "administrator"), ("joost", "member")),
        strangers=3,
    ),
)

KINDS = (
    Kind(
        "Zaal",
        (Rate("Buurt", 2200), Rate("Pashouders", 1200, audience="member")),
        (
            Resource(
                "Danszaal",
                "event-space",
                "Zwevende vloer, spiegels, ramen op het zuiden.",
                capacity=45,
                amenities=("mirrors", "sound", "daylight"),
                audience="public",
                weekdays=(1, 2, 3, 4, 5, 6),
                hours=("09:00", "22:00"),
                minutes=(60, 240, 30),
            ),
            Resource(
                "Keuken",
                "kitchen",
                "Acht pitten, een afzuigkap die zingt.",
                capacity=24,
                amenities=("oven", "dishwasher"),
                audience="logged-in",
                hours=("10:00", "22:00"),
                minutes=(120, 300, 60),
            ),
        ),
    ),
    Kind(
        "Atelier",
        (Rate("Pashouders", 800, audience="member"),),
        (
            Resource(
                "Atelier Noord",
                "studio",
                "Koel licht, grote tafel, verf op de vloer mag.",
                capacity=4,
                amenities=("sink", "daylight"),
                plans=("hot-desk", "private-office"),
                hours=("09:00", "22:00"),
            ),
            Resource(
                "Atelier Maas",
                "studio",
                "Met uitzicht, daarom altijd vol.",
                capacity=4,
                amenities=("view", "sink"),
                hours=("09:00", "22:00"),
                home_only=True,
            ),
        ),
    ),
)

RULES = (
    Rule(
        order=10,
        resource="Atelier Maas",
        most_minutes=180,
        advance_days=14,
        message="Drie uur per keer, dan mag een ander naar buiten kijken.",
    ),
)

EVENTS = (
    Event(
        title="Maandagsoep",
        summary="Van wat de markt over had.",
        description="Iedereen snijdt, iemand kookt, niemand betaalt meer dan een euro.",
        category="Dinner",
        day=-5,
        start="17:30",
        minutes=90,
        venue="Keuken",
        capacity=40,
        coming=("joost",),
        guests=9,
    ),
    Event(
        title="Koor zonder noten",
        summary="Zeemansliederen en wat er verder bovenkomt.",
        description="Geen auditie. Wie vals zingt, staat achteraan en zingt toch.",
        category="Music",
        day=3,
        start="20:00",
        minutes=90,
        venue="Danszaal",
        capacity=45,
        host="joost",
        coming=("joost", "jonas"),
        guests=10,
    ),
    Event(
        title="Open studios",
        summary="Eleven doors, one corridor, all open.",
        description="Come and ask what it is. Half the work is for sale, the other half is not "
        "finished.",
        category="Exhibition",
        day=8,
        start="13:00",
        minutes=300,
        venue="First floor",
        capacity=120,
        guests=12,
        tickets=(Ticket("Voordeurbel", 0, allocation=120, most=4),),
    ),
    Event(
        title="Sleuteloverleg ateliers",
        summary="Wie heeft welke, en wie is de zijne kwijt.",
        description="Verplicht voor wie een eigen atelier heeft.",
        category="Assembly",
        day=11,
        start="18:00",
        minutes=45,
        venue="Loket",
        audience="member",
        plans=("private-office",),
        guests=3,
    ),
)

ARTICLES = (
    Article(
        title="Het loket blijft open",
        summary="De gemeente heeft getekend voor tien jaar.",
        body="Tien jaar huur, één euro per jaar, en wij betalen het dak. Feest volgt.",
        category="Huis",
        language="nl",
        author="Joost van der Linden",
        published=-16,
    ),
    Article(
        title="Wachtlijst ateliers",
        summary="Waar je staat en wat dat betekent.",
        body="De lijst hangt bij het loket en gaat over volgorde, niet over belofte.",
        category="Huis",
        language="nl",
        author="Joost van der Linden",
        published=-27,
        audience="member",
    ),
)

PERKS = (
    Perk(
        title="Watertaxi voor de helft",
        summary="Op vertoon van je pas.",
        description="Werkdagen na tienen.",
        group="Onderweg",
        partner="Watertaxi De Lijn",
        claim="https://watertaxidelijn.example/plenum",
        audience="member",
    ),
)

FAQS = (
    Faq("Mag ik hier slapen?", "Nee. Ook niet in een atelier met uitzicht.", "Gebouw"),
    Faq(
        "Hoe krijg ik de sleutel van mijn atelier?",
        "Aan het loket, tegen een handtekening en een tekening.",
        "Ateliers",
        audience="member",
    ),
)

PRODUCTS = (
    Product("Koffie op de pof", "Eén streepje per kop.", "Keuken", 100, audience="logged-in"),
    Product(
        "Ezel te huur",
        "Het soort van hout.",
        "Ateliers",
        600,
        available_as="recurring",
        stock=6,
        audience="member",
    ),
)

CONTENT = Content(
    place="plenum-katendrecht",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=18,
)
