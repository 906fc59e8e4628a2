"""What is written for the house in Beato."""

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
    Plan("hot-desk", "Hot Desk", 139, "Secretária livre por cima da oficina.", week_minutes=180),
    Plan(
        "dedicated-desk",
        "Dedicated Desk",
        219,
        "Secretária fixa e um armário para protótipos.",
        month_minutes=900,
    ),
    Plan(
        "private-office",
        "Private Office",
        880,
        "Um estúdio de vinte metros com ponto de ar comprimido.",
        group="Empresas",
        month_minutes=1800,
        can_be_paused=False,
    ),
)

TEAMS = (
    Team(
        "farol",
        "Farol Robótica",
        "Robôs pequenos para portos grandes.",
        roles=(("zoe", "member"),),
        strangers=4,
    ),
)

KINDS = (
    Kind(
        "Machine",
        (
            Rate("Members", 1200, audience="member"),
            Rate("Guests with introduction", 2600, audience="logged-in"),
        ),
        (
            Resource(
                "Fresadora",
                "machine",
                "Três eixos, um metro por setenta. Formação obrigatória.",
                capacity=2,
                amenities=("extraction", "eye protection"),
                plans=("dedicated-desk", "private-office"),
                hours=("09:00", "18:00"),
                minutes=(60, 480, 60),
                buffer=30,
                requires_confirmation=True,
            ),
            Resource(
                "Impressora 3D",
                "machine",
                "Duas cabeças, filamento à parte.",
                capacity=1,
                hours=None,
                minutes=(60, 1440, 60),
                advance_days=7,
            ),
        ),
    ),
    Kind(
        "Meeting room",
        (
            Rate("Guests", 1600, audience="logged-in"),
            Rate("Members", 800, audience="member"),
        ),
        (
            Resource(
                "Forno",
                "meeting-room",
                "Oito lugares onde antes coziam bolachas.",
                capacity=8,
                amenities=("screen", "whiteboard"),
                audience="logged-in",
            ),
            Resource(
                "Sala Antiga",
                "meeting-room",
                "Fechada desde a chegada da fresadora.",
                capacity=6,
                archived=True,
            ),
        ),
    ),
)

RULES = (
    Rule(
        order=10,
        resource="Fresadora",
        lead_minutes=1440,
        message="A fresadora reserva-se com um dia de antecedência.",
    ),
)

EVENTS = (
    Event(
        title="Noite de consertos",
        summary="Traz o que não funciona.",
        description="Torradeiras, rádios, candeeiros. Quem conserta ensina, quem espera varre.",
        category="Workshop",
        day=-2,
        start="19:00",
        minutes=150,
        venue="Oficina",
        capacity=24,
        coming=("zoe", "ines"),
        guests=8,
    ),
    Event(
        title="Introduction to the milling machine",
        summary="Three hours, one certificate, ten fingers.",
        description="Needed before you may book the machine. You will cut a bottle opener and "
        "keep it.",
        category="Course",
        day=4,
        start="14:00",
        minutes=180,
        venue="Oficina",
        capacity=5,
        audience="member",
        guests=4,
        tickets=(Ticket("Place", 30, audience="member", allocation=5, most=1),),
    ),
    Event(
        title="Corrida de robôs",
        summary="Percurso: da oficina à cantina, sem derrubar o café.",
        description="Inscrições abertas a todas as casas. O robô mais lento ganha um parafuso.",
        category="Gathering",
        day=13,
        start="18:30",
        minutes=120,
        venue="Corredor",
        capacity=60,
        host="zoe",
        coming=("zoe", "ines", "wout"),
        guests=12,
    ),
    Event(
        title="Almoço de bolachas",
        summary="Receita original da fábrica, 1952.",
        description="O mestre pasteleiro reformado volta ao forno por um dia.",
        category="Lunch",
        day=17,
        start="12:30",
        minutes=90,
        venue="Cantina",
        capacity=40,
        audience="logged-in",
        guests=9,
    ),
)

ARTICLES = (
    Article(
        title="A fresadora chegou",
        summary="Setecentos quilos por uma porta de oitenta centímetros.",
        body="Foi preciso tirar a porta, a parede e a paciência do vizinho. As formações começam "
        "esta semana.",
        category="Oficina",
        language="pt",
        author="Zoé Almeida",
        published=-10,
    ),
    Article(
        title="Filament prices",
        summary="What a spool costs us, and what it costs you.",
        body="The same. We add nothing, and we would rather you bring your offcuts back.",
        category="Workshop",
        language="en",
        author="Zoé Almeida",
        published=-24,
        audience="member",
        plans=("dedicated-desk", "private-office"),
    ),
)

PERKS = (
    Perk(
        title="Chapa cortada a laser",
        summary="Dez por cento no vizinho do lado.",
        description="Envia o ficheiro com o número de membro.",
        group="Oficina",
        partner="Metais do Grilo",
        claim="https://metaisdogrilo.example/beato",
        audience="member",
        plans=("private-office",),
    ),
    Perk(
        title="Entrada no museu do azulejo",
        summary="Contrato terminado; volta em breve.",
        description="Estamos a renegociar.",
        group="Cultura",
        partner="Museu do Painel",
        claim="https://museudopainel.example/harbour",
        enabled=False,
    ),
)

FAQS = (
    Faq("Posso soldar?", "Sim, na bancada dois, com o extrator ligado.", "Oficina"),
    Faq(
        "Who pays when I break a cutter?",
        "The first one is on the house.",
        "Workshop",
        audience="member",
        plans=("dedicated-desk", "private-office"),
    ),
)

PRODUCTS = (
    Product(
        "Filamento, um quilo",
        "PLA, preto ou transparente, ao preço de custo.",
        "Oficina",
        1690,
        stock=40,
        audience="member",
    ),
    Product(
        "Lata de bolachas", "Sessenta bolachas, receita da fábrica.", "Comer", 1450, starred=True
    ),
)

CONTENT = Content(
    place="lisbon-beato",
    plans=PLANS,
    teams=TEAMS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=20,
)
