"""What is written for the house in Berlin Mitte."""

from __future__ import annotations

from store.demo.harbour.berlin_mitte_events import EVENTS
from store.demo.harbour.berlin_mitte_rooms import KINDS, RULES
from store.demo.written import Article, Benefit, Content, Faq, Perk, Plan, Product, Team

PLANS = (
    Plan(
        "day-pass",
        "Day Pass",
        29,
        "Ein Tag am freien Platz, Kaffee inbegriffen.",
        group="Tage",
        every_months=0,
        every_weeks=1,
        can_be_paused=False,
        terms="Gilt am gebuchten Tag, ohne Kündigung.",
    ),
    Plan(
        "hot-desk",
        "Hot Desk",
        249,
        "Jeden Tag ein freier Platz in der Druckhalle, dazu vier Stunden Raum im Monat.",
        week_minutes=240,
        month_minutes=480,
        benefits=(Benefit("Vier Stunden Raum", "time-credit", 240, "Meeting room"),),
    ),
    Plan(
        "dedicated-desk",
        "Dedicated Desk",
        389,
        "Dein eigener Tisch mit Schublade und Namensschild, rund um die Uhr.",
        month_minutes=960,
        benefits=(
            Benefit("Acht Stunden Raum", "time-credit", 480, "Meeting room"),
            Benefit("Ein Zehntel weniger", "discount", 10),
        ),
        terms="Drei Monate Mindestlaufzeit, danach ein Monat zum Ende des Abrechnungszeitraums.",
    ),
    Plan(
        "private-office",
        "Private Office",
        1450,
        "Ein Büro im Hinterhaus für vier bis sechs Leute, mit eigener Klingel.",
        group="Büros",
        month_minutes=1800,
        can_be_paused=False,
        benefits=(
            Benefit("Zwanzig Stunden, wo ihr wollt", "time-credit", 1200),
            Benefit("Ein Viertel weniger", "discount", 25),
        ),
        terms="Sechs Monate Mindestlaufzeit, danach drei Monate zum Quartalsende.",
    ),
    Plan(
        "virtual-office",
        "Virtual Office",
        59,
        "Anschrift und Postscan; der Schreibtisch bleibt zu Hause.",
        group="Büros",
    ),
    Plan(
        "hot-desk",
        "Nachteule",
        149,
        "Freier Platz von 18 bis 8 Uhr. Wird seit dem Umbau nicht mehr verkauft.",
        visible=False,
        archived=True,
    ),
)

TEAMS = (
    Team(
        "foxglove",
        "Foxglove Games",
        "Sechs Leute, zwei Hunde, ein Spiel über Briefträger.",
        roles=(("pia", "paying-member"), ("tom", "administrator"), ("max", "member")),
        strangers=2,
    ),
    Team(
        "kiez",
        "Kiez & Kompass",
        "Stadtführungen für Menschen, die schon hier wohnen.",
        strangers=4,
    ),
)

ARTICLES = (
    Article(
        title="Warum der Feigenbaum bleibt",
        summary="Der Gutachter war da, die Säge nicht.",
        body="Der Baum ist gesund, nur schief. Er bekommt eine Stütze und wir bekommen im "
        "September wieder Marmelade. Danke an alle, die beim Denkmalamt angerufen haben.",
        category="Haus",
        language="de",
        author="Fatima Haddad",
        published=-3,
    ),
    Article(
        title="New: rooms by the half hour",
        summary="Feigenbaum and Korrektur no longer need a full hour.",
        body="Most of you meet for forty minutes. From now on both small rooms can be booked by "
        "the half hour, and the minutes in your membership are counted that way too.",
        category="News",
        language="en",
        author="Fatima Haddad",
        published=-15,
        audience="member",
    ),
    Article(
        title="Rent a drawer",
        summary="For those who come by twice a week.",
        body="Twenty lockable drawers next to the kitchen, eight euros a month. First come, first "
        "served; ask at the front desk.",
        category="News",
        language="en",
        author="Fatima Haddad",
        published=-40,
        audience="logged-in",
    ),
    Article(
        title="Schlüsselübergabe für die neuen Büros",
        summary="Wann ihr einziehen könnt, und wo die Klingelschilder liegen.",
        body="Die Schlüssel liegen ab acht Uhr am Empfang. Bitte zwei Leute pro Büro schicken, "
        "die Türen sind schwer.",
        category="Haus",
        language="de",
        author="Fatima Haddad",
        published=-2,
        audience="member",
        plans=("private-office",),
    ),
    Article(
        title="Kalte Druckhalle am Montag",
        summary="Die Heizung wird gewartet.",
        body="Bitte Pullover mitbringen. Ab Dienstag ist es wieder warm.",
        category="Haus",
        language="de",
        author="Fatima Haddad",
        published=-30,
        unpublished=-20,
    ),
)

PERKS = (
    Perk(
        title="Zweiter Espresso gratis",
        summary="Beim Röster gegenüber, werktags bis elf.",
        description="Karte zeigen genügt.",
        group="Essen und Trinken",
        partner="Rösterei Linie",
        claim="https://roesterei-linie.example/harbour",
        audience="logged-in",
    ),
    Perk(
        title="A bicycle for the price of a bus ticket",
        summary="Monthly rental with repairs included.",
        description="Show your membership card in the shop, pick a colour, ride away.",
        group="Getting around",
        partner="Speiche & Sohn",
        claim="https://speiche-sohn.example/mitte",
        audience="member",
    ),
    Perk(
        title="Lounge at the main station",
        summary="For those with a desk or an office of their own.",
        description="Quiet armchairs, and someone who watches your suitcase.",
        group="Getting around",
        partner="Gleis 17",
        claim="https://gleis17.example/harbour",
        audience="member",
        plans=("dedicated-desk", "private-office"),
    ),
)

FAQS = (
    Faq(
        "Darf mein Hund mit?", "Ja, an der Leine, und nach Absprache mit dem Nachbartisch.", "Haus"
    ),
    Faq(
        "Where do I leave my bicycle?", "In the second courtyard; the code is at the desk.", "House"
    ),
    Faq(
        "Wie komme ich nachts hinein?",
        "Mit der Karte durch das Tor in der Auguststraße. Die Alarmanlage ist ab eins scharf.",
        "Haus",
        audience="member",
        plans=("dedicated-desk", "private-office"),
    ),
    Faq(
        "Wann gibt es wieder Parkplätze?",
        "Der Hof bleibt autofrei.",
        "Haus",
        enabled=False,
    ),
)

PRODUCTS = (
    Product(
        "Probetag",
        "Ein Tag am langen Tisch, für alle, die noch keinen Vertrag haben.",
        "Tage",
        1500,
        audience="contact",
    ),
    Product("Day locker", "A locker until closing time.", "Extras", 300, audience="logged-in"),
    Product(
        "Drawer by the kitchen",
        "Lockable, big enough for a laptop and a pair of shoes.",
        "Extras",
        800,
        available_as="recurring",
        stock=20,
        audience="logged-in",
    ),
    Product(
        "Risograph prints, 50 sheets",
        "Two colours, our paper; ready the next day.",
        "Printing",
        2200,
        starred=True,
        audience="member",
    ),
    Product(
        "Extra key card",
        "For a colleague who comes on weekends.",
        "Extras",
        1500,
        audience="member",
        plans=("private-office",),
    ),
    Product("Feigenmarmelade 2024", "Leider aufgegessen.", "Things", 650, stock=0, archived=True),
    Product("Staff hoodie", "Not for sale yet.", "Things", 4900, visible=False),
)

CONTENT = Content(
    place="berlin-mitte",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=48,
)
