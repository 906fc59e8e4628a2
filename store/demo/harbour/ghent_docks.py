"""What is written for the house at the docks of Ghent."""

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
)

PLANS = (
    Plan(
        "day-pass",
        "Day Pass",
        24,
        "Eén dag lid: bureau, koffie en een vergaderzaal van een uur.",
        group="Dagen",
        every_months=0,
        every_weeks=1,
        can_be_paused=False,
        terms="Geldig op de gekozen dag.",
    ),
    Plan(
        "hot-desk",
        "Hot Desk",
        189,
        "Een vrij bureau onder de kraanbaan, elke werkdag.",
        week_minutes=180,
    ),
    Plan(
        "dedicated-desk",
        "Dedicated Desk",
        299,
        "Je eigen bureau aan het raam, met een kast op slot.",
        month_minutes=720,
    ),
)

TEAMS = (
    Team(
        "sluis",
        "Studio Sluis",
        "Landschapsarchitecten met natte voeten.",
        roles=(("wout", "administrator"), ("wout", "paying-member")),
        strangers=3,
    ),
)

KINDS = (
    Kind(
        "Meeting room",
        (Rate("Members", 1500, audience="member"),),
        (
            Resource(
                "Kraan",
                "meeting-room",
                "Acht stoelen in de oude kraancabine; niet voor wie hoogtevrees heeft.",
                capacity=8,
                amenities=("screen", "view"),
                hours=("08:00", "19:00"),
            ),
            Resource(
                "Turbine",
                "meeting-room",
                "Veertien plaatsen, een lange werkbank en twee schermen.",
                capacity=14,
                amenities=("screen", "camera", "whiteboard"),
                hours=("08:00", "19:00"),
                minutes=(60, 480, 60),
            ),
        ),
    ),
    Kind(
        "Kitchen",
        (Rate("Members", 2500, per="half-day", audience="member"),),
        (
            Resource(
                "Kombuis",
                "kitchen",
                "Zes pitten en een tafel voor twintig.",
                capacity=20,
                amenities=("oven", "dishwasher"),
                minutes=(120, 300, 60),
                hours=("11:00", "19:00"),
            ),
        ),
    ),
    Kind(
        "Phone booth",
        (Rate("Members", 0, audience="member"),),
        (
            Resource(
                "Duikklok",
                "phone-booth",
                "Rond, stil, één raampje.",
                capacity=1,
                hours=None,
                minutes=(15, 60, 15),
                advance_days=2,
            ),
        ),
    ),
)

RULES = (
    Rule(
        order=10,
        resource="Kombuis",
        advance_days=21,
        message="De kombuis boek je hoogstens drie weken vooraf.",
    ),
    Rule(order=20, audience="member", plans=("dedicated-desk",), advance_days=90, enabled=False),
)

EVENTS = (
    Event(
        title="Soep op donderdag",
        summary="Wie kookt, wast niet af.",
        description="Elke maand een andere pan. Breng brood mee, of een verhaal.",
        category="Lunch",
        day=-6,
        start="12:00",
        minutes=60,
        venue="Kombuis",
        capacity=30,
        coming=("wout",),
        guests=8,
    ),
    Event(
        title="Kajakken voor het werk",
        summary="Een uur op het water, om acht uur weer droog.",
        description="Kajaks en zwemvesten liggen klaar. Handdoek zelf meebrengen, kleren voor "
        "achteraf ook.",
        category="Sport",
        day=3,
        start="07:00",
        minutes=60,
        venue="Steiger",
        capacity=8,
        audience="member",
        coming=("wout", "ben"),
        guests=5,
        notes="Two vests are torn; do not hand out numbers 4 and 7.",
    ),
    Event(
        title="Opening night: water in the city",
        summary="Models, maps and a very long drawing.",
        description="Studio Sluis shows five years of work on rivers and drains. Speeches are "
        "short, the bar is long.",
        category="Exhibition",
        day=6,
        start="19:00",
        minutes=180,
        venue="Turbine hall",
        capacity=120,
        host="wout",
        coming=("wout", "maya"),
        guests=14,
    ),
    Event(
        title="Vragenuur voor kandidaat-leden",
        summary="Alles over bureaus, prijzen en pauzes.",
        description="Een half uur rondleiding en een half uur vragen, met koffie.",
        category="Tour",
        day=7,
        start="10:00",
        minutes=60,
        venue="Onthaal",
        capacity=12,
        audience="contact",
        guests=4,
    ),
    Event(
        title="Nederlands voor buren",
        summary="Tien avonden, van hallo tot huurcontract.",
        description="Voor leden die hier nieuw zijn. De leraar werkt aan de tafel bij het raam.",
        category="Course",
        day=11,
        start="18:00",
        minutes=90,
        venue="Turbine",
        capacity=14,
        audience="logged-in",
        guests=7,
    ),
)

ARTICLES = (
    Article(
        title="Wie komt er nog? Dat blijft onder ons",
        summary="Akkoord met de ondernemingsraad over de gastenlijsten.",
        body="Vanaf nu tonen we nergens wie zich voor een activiteit heeft ingeschreven, ook niet "
        "op de portalen van andere huizen. Inschrijven blijft even eenvoudig.",
        category="Huis",
        language="nl",
        author="Pieter De Wilde",
        published=-50,
    ),
    Article(
        title="La grue tourne encore",
        summary="Une fois par an, on la met en marche.",
        body="Samedi matin, pendant dix minutes, sous l'œil de ceux qui l'ont conduite. Bouchons "
        "d'oreilles à l'accueil.",
        category="Maison",
        language="fr",
        author="Pieter De Wilde",
        published=-7,
        audience="logged-in",
    ),
)

PERKS = (
    Perk(
        title="Fietsherstelling aan huis",
        summary="Elke dinsdag staat de bakfiets met gereedschap voor de deur.",
        description="Banden aan kostprijs, werkuren gratis voor leden.",
        group="Onderweg",
        partner="De Laatste Spaak",
        claim="https://laatstespaak.example/docks",
        audience="member",
    ),
)

FAQS = (
    Faq("Mag ik de kraan bedienen?", "Nee. Niemand mag de kraan bedienen.", "Huis"),
    Faq(
        "Y a-t-il un parking ?", "Oui, pour les vélos. Les voitures restent au Dok Zuid.", "Maison"
    ),
    Faq(
        "Hoe laat gaat het alarm aan?",
        "Om acht uur 's avonds. Wie later werkt, meldt zich af bij Pieter.",
        "Huis",
        audience="member",
    ),
)

PRODUCTS = (
    Product("Soepabonnement", "Vier kommen per maand.", "Eten", 2000, available_as="recurring"),
    Product(
        "Zwemvest",
        "Huur per dag, gratis als het regent.",
        "Water",
        400,
        stock=9,
        audience="member",
    ),
)

CONTENT = Content(
    place="ghent-docks",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=26,
)
