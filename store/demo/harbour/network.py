"""What Harbour says above its houses: the network, its countries and its cities."""

from __future__ import annotations

from store.demo.written import Article, Content, Event, Faq, Perk, Plan, Product, Rule, Ticket

HARBOUR = Content(
    place="harbour",
    plans=(
        Plan(
            key="community-pass",
            name="Friends of Harbour",
            price=25,
            group="Network",
            description="No desk, but a place at every table: newsletter, events and two day "
            "visits a month in any of our houses.",
            can_be_paused=False,
        ),
    ),
    rules=(
        Rule(order=90, audience="logged-in", lead_minutes=15),
        Rule(
            order=99,
            audience="contact",
            advance_days=14,
            message="Guests book at most two weeks ahead; members see two months.",
        ),
    ),
    events=(
        Event(
            title="Harbour Day: all houses, one table",
            summary="Our yearly gathering, this time in the old press hall in Berlin.",
            description="Two talks from each house, a long lunch, and in the evening the regatta "
            "of paper boats. Trains from Hamburg, Ghent and Lisbon are being organised; ask your "
            "front desk.",
            category="Gathering",
            day=28,
            start="11:00",
            minutes=540,
            venue="Linienstraße 144, Berlin",
            capacity=220,
            tickets=(
                Ticket("Members", 0, audience="member", allocation=150),
                Ticket("Friends and guests", 45, audience="logged-in", allocation=70),
            ),
            coming=("ben", "noor", "maya"),
            guests=24,
            notes="Caterer holds the price until two weeks before. Paper boats: ask Kreuzberg.",
        ),
        Event(
            title="Members' assembly",
            summary="The accounts, the plans, and three seats on the advisory board.",
            description="Online and in every house at once. Whoever wants to stand for the board "
            "writes to Dana a week before.",
            category="Assembly",
            day=13,
            start="16:00",
            minutes=120,
            venue="In every house, and online",
            audience="member",
            coming=("ben", "carla", "wout"),
            guests=18,
        ),
    ),
    articles=(
        Article(
            title="Seven houses, one key",
            summary="From this winter on a single card opens every door of the network.",
            body="It took us two years and four lock makers. From December the card that opens "
            "your own house opens the other six as well, for the ten visits a year that every "
            "membership carries. Old cards keep working at home; ask for a new one when you pass "
            "the front desk.",
            category="News",
            language="en",
            author="Dana Reuter",
            published=-6,
        ),
        Article(
            title="What we learned from a year of energy bills",
            summary="Heat the people, not the hall: the figures of seven old buildings.",
            body="We put meters on everything. The largest saving was the cheapest: curtains at "
            "the loading gates. The full table, house by house, is for members.",
            category="Behind the scenes",
            language="en",
            author="Luís Carvalho",
            published=-33,
            audience="member",
        ),
    ),
    perks=(
        Perk(
            title="A tenth off every night train",
            summary="For trips between our cities.",
            description="Book with the code on the partner's page; it is good for sleeper and "
            "couchette, not for seats.",
            group="Travel",
            partner="Nordstern Night Trains",
            claim="https://nordstern.example/harbour",
            audience="member",
        ),
        Perk(
            title="First month of bookkeeping free",
            summary="For those who are just setting up on their own.",
            description="An hour with a bookkeeper who speaks your language, and a month of her "
            "work, without obligation.",
            group="Business",
            partner="Ledger & Lark",
            claim="https://ledgerlark.example/harbour",
        ),
    ),
    faqs=(
        Faq(
            "May I work from another house?",
            "Yes. Every membership carries ten visits a year; tell the front desk there that you "
            "are coming.",
            "Membership",
        ),
        Faq(
            "Can I pause my membership?",
            "Most plans can be paused for one to three billing cycles. A pause begins on the "
            "first day of a cycle; meanwhile the member areas stay closed.",
            "Membership",
        ),
        Faq(
            "How do I get a visit credited that I could not use?",
            "Write to the front desk within a month, with the date.",
            "Membership",
            audience="member",
        ),
    ),
    products=(
        Product(
            "Harbour tote bag",
            "Sailcloth from a dinghy that no longer sails.",
            "Things",
            2400,
            starred=True,
            stock=80,
        ),
    ),
)

GERMANY = Content(
    place="harbour-germany",
    articles=(
        Article(
            title="Die Buchhaltung zieht um",
            summary="Rechnungen kommen ab Januar aus Hamburg.",
            body="Für euch ändert sich nur die Anschrift im Briefkopf. Wer eine abweichende "
            "Rechnungsanschrift braucht, schreibt bis Mitte Dezember an Astrid.",
            category="Neuigkeiten",
            language="de",
            author="Astrid Behn",
            published=-9,
            audience="logged-in",
        ),
    ),
    faqs=(
        Faq(
            "Gibt es eine Rechnung mit Umsatzsteuer?",
            "Ja, zu Beginn jedes Abrechnungszeitraums, als PDF im Portal unter „Zahlungen“.",
            "Abrechnung",
        ),
    ),
)

BERLIN = Content(
    place="berlin",
    plans=(
        Plan(
            key="hot-desk",
            name="Berlin Flex",
            price=219,
            group="Stadt",
            description="Ein freier Platz, heute in Mitte, morgen in Kreuzberg.",
            week_minutes=240,
        ),
    ),
    rules=(
        Rule(
            order=50,
            audience="contact",
            most_minutes=120,
            message="Gäste buchen in Berlin höchstens zwei Stunden am Stück.",
        ),
    ),
    events=(
        Event(
            title="Kiezspaziergang: von der Druckerei zur Siebdruckerei",
            summary="Zu Fuß von Mitte nach Kreuzberg, mit drei Pausen.",
            description="Wir gehen bei jedem Wetter, am Landwehrkanal entlang, und enden bei "
            "Suppe am langen Tisch. Hunde gern.",
            category="Gathering",
            day=6,
            start="15:00",
            minutes=180,
            venue="Treffpunkt Linienstraße 144",
            capacity=25,
            host="selma",
            coming=("anna", "noor"),
            guests=7,
        ),
    ),
    articles=(
        Article(
            title="Zwei Häuser, ein Lastenrad",
            summary="Das Rad pendelt jetzt täglich zwischen Mitte und Kreuzberg.",
            body="Wer etwas mitzugeben hat, legt es bis elf Uhr an den Empfang. Tiere, Torten und "
            "Beamer fahren nur mit Begleitung.",
            category="Neuigkeiten",
            language="de",
            author="Selma Yıldız",
            published=-17,
        ),
    ),
)

HAMBURG = Content(
    place="hamburg",
    articles=(
        Article(
            title="Baustellentagebuch Oberhafen, Teil drei",
            summary="Der Estrich liegt, die Fenster fehlen noch.",
            body="Unser zweites Hamburger Haus wird im Frühjahr fertig. Am Freitag dürfen "
            "Mitglieder mit Helm hinein; Anmeldung am Empfang der Speicherstadt.",
            category="Neuigkeiten",
            language="de",
            author="Jonas Petersen",
            published=-4,
        ),
    ),
)

BELGIUM = Content(
    place="harbour-belgium",
    faqs=(
        Faq(
            "Waarom kunnen gasten geen zaal boeken?",
            "Onze verzekeraar dekt in België alleen leden. Een dagpas maakt je lid voor één dag.",
            "Boeken",
        ),
    ),
)

PORTUGAL = Content(
    place="harbour-portugal",
    articles=(
        Article(
            title="Uma pausa não é uma despedida",
            summary="Quem suspende o contrato no inverno continua a ler tudo.",
            body="Em Portugal, os membros em pausa mantêm o acesso às páginas dos membros. Só as "
            "reservas e os benefícios ficam à espera do regresso.",
            category="Novidades",
            language="pt",
            author="Zoé Almeida",
            published=-21,
        ),
    ),
)

LISBON = Content(
    place="lisbon",
    events=(
        Event(
            title="Jantar das duas casas",
            summary="Alfama cozinha, Beato traz a mesa.",
            description="Caldo verde, bacalhau à Brás e uma mesa de doze metros feita na oficina. "
            "Cada um traz uma sobremesa ou uma história.",
            category="Gathering",
            day=9,
            start="19:30",
            minutes=180,
            venue="Travessa do Grilo 1",
            capacity=60,
            audience="logged-in",
            host="zoe",
            coming=("ines", "duarte"),
            guests=12,
        ),
    ),
    perks=(
        Perk(
            title="Passe de elétrico com desconto",
            summary="Quinze por cento nos passes mensais.",
            description="Mostra o cartão da Harbour na loja do Rossio.",
            group="Cidade",
            partner="Carris de Prata",
            claim="https://carrisdeprata.example/harbour",
        ),
    ),
)

PLACES_ABOVE = (HARBOUR, GERMANY, BERLIN, HAMBURG, BELGIUM, PORTUGAL, LISBON)
