"""What is written for the house in Berlin Kreuzberg."""

from __future__ import annotations

from store.demo.written import (
    Article,
    Benefit,
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
        "hot-desk",
        "Hot Desk",
        199,
        "Ein freier Platz am langen Tisch, fünf Tage die Woche.",
        week_minutes=180,
        benefits=(
            Benefit("Drei Stunden Besprechung", "time-credit", 180, "Meeting room"),
            Benefit("Zwei Stunden Besprechung", "time-credit", 120, "Meeting room", until=-200),
        ),
    ),
    Plan(
        "dedicated-desk",
        "Dedicated Desk",
        319,
        "Dein Tisch, deine Lampe, dein Kabelsalat.",
        month_minutes=720,
        benefits=(
            Benefit("Fünf Stunden, wo du willst", "time-credit", 300),
            Benefit("Werkstattstunden", "time-credit", 600, "Workshop"),
            Benefit("Ein Zehntel weniger", "discount", 10),
        ),
    ),
    Plan(
        "private-office",
        "Private Office",
        1180,
        "Ein Zimmer unter dem Dach, im Sommer warm, im Winter gemütlich.",
        group="Büros",
        month_minutes=1500,
        benefits=(
            Benefit("Zwanzig Stunden, wo ihr wollt", "time-credit", 1200),
            Benefit("Werkstattstunden", "time-credit", 1200, "Workshop"),
            Benefit("Ein Fünftel weniger", "discount", 20),
        ),
        can_be_paused=False,
    ),
)

TEAMS = (
    Team(
        "nordlicht",
        "Nordlicht Filmproduktion",
        "Dokumentarfilme über Leute, die nicht gefilmt werden wollen.",
        roles=(("jette", "paying-member"), ("jette", "administrator")),
        strangers=3,
        shares_credits=True,
    ),
    Team("rueckenwind", "Rückenwind Räder", "Lastenräder für Handwerk.", strangers=3),
)

KINDS = (
    Kind(
        "Meeting room",
        (
            Rate("Guests", 2400, audience="logged-in"),
            Rate("Members", 1400, audience="member"),
        ),
        (
            Resource(
                "Kottbusser",
                "meeting-room",
                "Acht Stühle, keiner gleicht dem anderen.",
                capacity=8,
                amenities=("screen", "whiteboard"),
                hours=("09:00", "21:00"),
                late_hours=24,
            ),
            Resource(
                "Buchladen",
                "meeting-room",
                "Unten zwischen den Regalen, nur bis vier.",
                capacity=5,
                amenities=("daylight",),
                audience="logged-in",
                hours=("10:00", "16:00"),
            ),
        ),
    ),
    Kind(
        "Workshop",
        (Rate("Members", 900, audience="member"), Rate("Guests", 1900)),
        (
            Resource(
                "Siebdruck",
                "machine",
                "Vier Farben, Trockenregal, Waschplatz. Einweisung nötig.",
                capacity=4,
                amenities=("sink", "ventilation"),
                plans=("dedicated-desk", "private-office"),
                minutes=(120, 360, 60),
                requires_confirmation=True,
                requires_credit=True,
                late_hours=48,
            ),
            Resource(
                "Werkbank",
                "lab",
                "Hobelbank, Bohrständer, Absaugung. Lautes nur nach fünf.",
                capacity=3,
                audience="member",
                hours=("17:00", "21:00"),
                minutes=(60, 240, 60),
            ),
        ),
    ),
    Kind(
        "Phone booth",
        (Rate("Everyone in the house", 0, audience="logged-in"),),
        (
            Resource(
                "Beichtstuhl",
                "phone-booth",
                "Aus einer abgerissenen Kirche; man hört wirklich nichts.",
                capacity=1,
                audience="logged-in",
                hours=None,
                minutes=(15, 45, 15),
                advance_days=1,
            ),
        ),
    ),
)

RULES = (
    Rule(
        order=10,
        resource="Siebdruck",
        advance_days=30,
        message="Der Siebdruck ist höchstens dreißig Tage im Voraus zu buchen.",
    ),
)

EVENTS = (
    Event(
        title="Offene Werkstatt",
        summary="Stühle leimen, Lampen löten, Räder flicken.",
        description="Zwei Leute, die es können, und Werkzeug für zehn. Material zum Selbstkosten"
        "preis.",
        category="Workshop",
        day=-3,
        start="17:00",
        minutes=180,
        venue="Werkstatt",
        capacity=10,
        coming=("carla", "hanna"),
        guests=5,
    ),
    Event(
        title="Lesung: Die letzte Telefonzelle",
        summary="Aus dem Roman, der hier oben geschrieben wurde.",
        description="Eine Stunde Lesung im Buchladen, danach Wein auf der Treppe. Die Autorin "
        "sitzt sonst am dritten Tisch von links.",
        category="Reading",
        day=5,
        start="20:00",
        minutes=120,
        venue="Buchladen im Erdgeschoss",
        capacity=35,
        coming=("lena", "carla"),
        guests=9,
        tickets=(Ticket("Abendkasse", 8), Ticket("Haus", 0, audience="member")),
    ),
    Event(
        title="Bike check before winter",
        summary="Brakes, lights, chain: ten minutes each.",
        description="The people of Rückenwind look at anything with pedals. Spare parts at cost.",
        category="Workshop",
        day=1,
        start="16:00",
        minutes=120,
        venue="Courtyard",
        capacity=30,
        audience="logged-in",
        guests=8,
    ),
    Event(
        title="Residents' round",
        summary="Lamps, noise, and who feeds the fish.",
        description="Once a quarter, for those with a desk or an office of their own. Agenda on "
        "the board by the stairs.",
        category="Assembly",
        day=10,
        start="17:30",
        minutes=60,
        venue="Langer Tisch",
        audience="member",
        plans=("dedicated-desk", "private-office"),
        host="carla",
        coming=("carla",),
        guests=6,
        notes="Die Hausverwaltung möchte dazukommen; nur für den letzten Punkt hereinbitten.",
    ),
    Event(
        title="Dachkino: ein Film über Stille",
        summary="Von Nordlicht, mit Decken und Tee.",
        description="Der neue Dokumentarfilm von Nordlicht, vor allen anderen. Danach erzählt "
        "Jette, warum der Ton erst nach vierzig Minuten einsetzt.",
        category="Film",
        day=11,
        start="19:00",
        minutes=150,
        venue="Dachgeschoss",
        capacity=45,
        host="jette",
        coming=("jette", "carla", "selma"),
        guests=10,
    ),
    Event(
        title="Probetag für Unentschlossene",
        summary="Ein Tag am langen Tisch, ohne Vertrag.",
        description="Komm um neun, bleib bis neun. Mittags gibt es Suppe und um drei eine "
        "Führung durch die Werkstatt.",
        category="Tour",
        day=14,
        start="09:00",
        minutes=480,
        venue="Langer Tisch",
        capacity=8,
        audience="contact",
        guests=3,
    ),
)

ARTICLES = (
    Article(
        title="Open-house fortnight",
        summary="Until the end of November guests may look at our rooms and times.",
        body="Sign in, have a look, ask at the desk. Booking stays with the members.",
        category="News",
        language="en",
        author="Markus Brandt",
        published=-8,
    ),
    Article(
        title="Die Werkstatt hat eine neue Absaugung",
        summary="Leiser, und die Hobelspäne bleiben, wo sie sind.",
        body="Bitte vor dem Sägen einschalten, nicht danach. Der Filter wird freitags geleert.",
        category="Haus",
        language="de",
        author="Markus Brandt",
        published=-18,
        audience="member",
    ),
    Article(
        title="Noch keinen Tisch? Drei werden frei",
        summary="Zum Jahreswechsel ziehen drei Leute weiter.",
        body="Zwei am Fenster, einer neben der Heizung. Wer zuerst schreibt, sitzt zuerst.",
        category="Haus",
        language="de",
        author="Markus Brandt",
        published=-5,
        audience="contact",
    ),
)

PERKS = (
    Perk(
        title="Bücher zum Kollegenpreis",
        summary="Zehn Prozent im Laden unter uns.",
        description="Nur auf Antiquarisches, die Buchpreisbindung gilt auch für Freunde.",
        group="Kultur",
        partner="Buchladen Zur letzten Seite",
        claim="https://letzteseite.example/harbour",
        audience="logged-in",
    ),
    Perk(
        title="Sieb und Farbe",
        summary="Ein Satz Siebe auf Lager, für Residents.",
        description="Nach der Einweisung in der Werkstatt abzuholen.",
        group="Werkstatt",
        partner="Druckbude SO36",
        claim="https://druckbude.example/kreuzberg",
        audience="member",
        plans=("dedicated-desk",),
    ),
)

FAQS = (
    Faq("Wie laut darf es sein?", "Oben leise, unten normal, in der Werkstatt nach fünf.", "Haus"),
    Faq(
        "Who may use the workshop?",
        "Everyone with a desk or an office of their own, after an introduction.",
        "Workshop",
        audience="logged-in",
    ),
    Faq(
        "Wo finde ich den Sicherungskasten?",
        "Hinter dem Beichtstuhl. Bitte erst alle warnen.",
        "Haus",
        audience="member",
    ),
)

PRODUCTS = (
    Product("Lunch at the long table", "Soup, bread, and whoever sits opposite.", "Food", 750),
    Product(
        "Screen and frame",
        "A screen of your own, 60 by 80 centimetres.",
        "Workshop",
        4200,
        stock=12,
        audience="member",
        plans=("dedicated-desk", "private-office"),
    ),
    Product(
        "Monitor on your desk",
        "27 inches, per month.",
        "Extras",
        1900,
        available_as="recurring",
        stock=15,
        audience="member",
    ),
)

CONTENT = Content(
    place="berlin-kreuzberg",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=36,
)
