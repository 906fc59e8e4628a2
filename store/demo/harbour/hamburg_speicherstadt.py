"""What is written for the house in Hamburg's Speicherstadt."""

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
        229,
        "Freier Platz auf dem dritten Boden, mit Blick aufs Fleet.",
        week_minutes=240,
        benefits=(
            Benefit("Zehn Tage am freien Platz", "pass", 10, "Desk"),
            Benefit("Zwei Stunden Kontor", "time-credit", 120, "Meeting room"),
        ),
    ),
    Plan(
        "dedicated-desk",
        "Dedicated Desk",
        359,
        "Dein Tisch zwischen den Eisenstützen.",
        month_minutes=900,
    ),
    Plan(
        "private-office",
        "Private Office",
        1290,
        "Eine Kammer mit Winde am Fenster.",
        group="Büros",
        can_be_paused=False,
    ),
)

TEAMS = (
    Team(
        "vogt",
        "Vogt Architekten",
        "Wir bauen um, was schon steht.",
        roles=(("vogt", "paying-member"),),
        strangers=3,
    ),
)

KINDS = (
    Kind(
        "Meeting room",
        (
            Rate("Guests", 2900, audience="logged-in"),
            Rate("Members", 1600, audience="member"),
        ),
        (
            Resource(
                "Kontor",
                "meeting-room",
                "Zehn Plätze am alten Verhandlungstisch der Kaffeemakler.",
                capacity=10,
                amenities=("screen", "camera", "coffee"),
                audience="logged-in",
                hours=("07:30", "19:00"),
            ),
            Resource(
                "Luke",
                "meeting-room",
                "Vier Plätze vor der Ladeluke. Sie bleibt zu.",
                capacity=4,
                amenities=("daylight", "whiteboard"),
                hours=("07:30", "19:00"),
            ),
        ),
    ),
    Kind(
        "Desk",
        (
            Rate("Day", 2900, per="day", audience="logged-in"),
            Rate("Day, for newcomers", 1500, per="day", audience="contact"),
        ),
        (
            Resource(
                "Gastplatz am Fleet",
                "hot-desk",
                "Ein Tisch für einen Tag, mit Schließfach.",
                capacity=1,
                audience="contact",
                minutes=(480, 480, 480),
                hours=("08:00", "16:00"),
            ),
        ),
    ),
    Kind(
        "Storage",
        (Rate("Month", 4500, per="month", audience="member"),),
        (
            Resource(
                "Modellager",
                "storage",
                "Trocken, hoch, mit Kran. Für Modelle und Messestände.",
                plans=("private-office",),
                hours=None,
                minutes=(1440, 1440, 1440),
                visible=False,
            ),
        ),
    ),
)

RULES = (
    Rule(
        order=10,
        resource="Gastplatz am Fleet",
        lead_minutes=720,
        message="Gastplätze bitte bis zum Vorabend buchen.",
    ),
)

EVENTS = (
    Event(
        title="Kaffeeprobe auf dem dritten Boden",
        summary="Sechs Sorten, ein Spucknapf.",
        description="Ein Quartiersmann im Ruhestand zeigt, wie hier früher verkostet wurde. Wer "
        "schluckt, schläft nicht.",
        category="Tasting",
        day=-4,
        start="16:30",
        minutes=90,
        venue="Kontor",
        capacity=14,
        coming=("jonas",),
        guests=6,
    ),
    Event(
        title="Sturmflut: was tun, wenn der Keller zuläuft",
        summary="Die jährliche Übung, mit Gummistiefeln.",
        description="Wir tragen hoch, was unten steht, und messen, wie lange es dauert. Rekord "
        "sind elf Minuten.",
        category="Drill",
        day=4,
        start="09:00",
        minutes=60,
        venue="Keller",
        audience="member",
        coming=("jonas", "lena"),
        guests=8,
        notes="Feuerwehr kommt zum Zuschauen, zwei Personen.",
    ),
    Event(
        title="Feierabend auf dem Ponton",
        summary="Für alle, die mit Booten kommen, und alle anderen.",
        description="Fischbrötchen, Astra, Alster. Bei Eis im Kontor.",
        category="Gathering",
        day=9,
        start="17:30",
        minutes=150,
        venue="Ponton Brooksbrücke",
        capacity=50,
        host="jonas",
        coming=("jonas", "ben"),
        guests=12,
    ),
    Event(
        title="Building with what is there",
        summary="Three conversions, three mistakes, told by those who made them.",
        description="Vogt Architekten on warehouses, a school and a silo. Questions welcome, "
        "slides few.",
        category="Talk",
        day=15,
        start="18:00",
        minutes=90,
        venue="Kontor",
        capacity=30,
        audience="logged-in",
        host="vogt",
        guests=9,
        tickets=(Ticket("Seat", 0, audience="logged-in", allocation=30, most=2),),
    ),
    Event(
        title="Schlüsselrunde der Büros",
        summary="Nur für die Kammern.",
        description="Neue Schließzylinder; bitte alle alten Schlüssel mitbringen.",
        category="Assembly",
        day=16,
        start="08:30",
        minutes=30,
        venue="Empfang",
        audience="member",
        plans=("private-office",),
        guests=3,
    ),
)

ARTICLES = (
    Article(
        title="Kein Laden mehr im Speicher",
        summary="Die Versicherung war schneller als wir.",
        body="Solange das Gutachten läuft, gibt es bei uns nichts zu kaufen. Kaffee "
        "bleibt umsonst.",
        category="Haus",
        language="de",
        author="Jonas Petersen",
        published=-26,
    ),
    Article(
        title="Hochwasserstände im Dezember",
        summary="Wann der Keller zu ist.",
        body="Am Zehnten und am Vierundzwanzigsten bleibt der Keller geschlossen. Räder bitte "
        "oben anschließen.",
        category="Haus",
        language="de",
        author="Jonas Petersen",
        published=-1,
        audience="member",
    ),
)

PERKS = (
    Perk(
        title="Barkassenfahrt zum halben Preis",
        summary="Mit Besuch, werktags.",
        description="Karte am Anleger zeigen, zwei Personen.",
        group="Stadt",
        partner="Barkassen Ehlers",
        claim="https://barkassen-ehlers.example/harbour",
        audience="logged-in",
    ),
)

FAQS = (
    Faq("Warum hält der Aufzug nur im zweiten?", "Der dritte Boden war für Säcke gedacht.", "Haus"),
    Faq(
        "Was ist bei Sturmflut mit meinem Rad?",
        "Ab Warnstufe zwei tragen wir alle Räder hoch.",
        "Haus",
        audience="member",
    ),
    Faq(
        "Kann ich einen Platz ausprobieren?",
        "Ja, einen Tag lang und ohne Vertrag; schreib uns.",
        "Mitgliedschaft",
        audience="contact",
    ),
)

PRODUCTS = (
    Product(
        "Kaffee, geröstet nebenan",
        "Zweihundertfünfzig Gramm; zur Zeit nicht im Verkauf.",
        "Things",
        990,
        stock=24,
    ),
)

CONTENT = Content(
    place="hamburg-speicherstadt",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=28,
)
