"""What is written for the house in Alfama."""

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
    Ticket,
)

PLANS = (
    Plan(
        "day-pass",
        "Day Pass",
        18,
        "Um dia numa secretária livre, com café e recreio.",
        group="Dias",
        every_months=0,
        every_weeks=1,
        can_be_paused=False,
        terms="Válido no dia escolhido.",
    ),
    Plan(
        "hot-desk",
        "Hot Desk",
        149,
        "Uma secretária livre todos os dias, e quatro horas de sala por mês.",
        week_minutes=240,
    ),
    Plan(
        "dedicated-desk",
        "Dedicated Desk",
        229,
        "A tua secretária, a tua gaveta, a tua janela.",
        month_minutes=720,
    ),
    Plan(
        "virtual-office", "Virtual Office", 35, "Morada e correio digitalizado.", group="Empresas"
    ),
)

KINDS = (
    Kind(
        "Meeting room",
        (
            Rate("Guests", 1800, audience="logged-in"),
            Rate("Members", 900, audience="member"),
        ),
        (
            Resource(
                "Sala de Aula",
                "meeting-room",
                "Dez lugares e um quadro de ardósia que ainda range.",
                capacity=10,
                amenities=("blackboard", "screen", "daylight"),
                audience="logged-in",
                hours=("09:00", "20:00"),
            ),
            Resource(
                "Gabinete da Diretora",
                "meeting-room",
                "Quatro poltronas e um relógio que atrasa.",
                capacity=4,
                amenities=("daylight",),
                hours=("09:00", "20:00"),
            ),
        ),
    ),
    Kind(
        "Event space",
        (
            Rate("Evening", 22000, per="half-day"),
            Rate("Evening for members", 15000, per="half-day", audience="member"),
        ),
        (
            Resource(
                "Terraço",
                "event-space",
                "Quarenta pessoas e a vista sobre o Tejo. Silêncio depois das dez.",
                capacity=40,
                amenities=("view", "sound"),
                audience="public",
                weekdays=(3, 4, 5, 6),
                hours=("17:00", "22:00"),
                minutes=(120, 300, 60),
                requires_confirmation=True,
                closings=(Closing(-20, 60, "Obras no parapeito até ao fim do inverno."),),
            ),
        ),
    ),
    Kind(
        "Phone booth",
        (Rate("Everyone in the house", 0, audience="logged-in"),),
        (
            Resource(
                "Cabine do Porteiro",
                "phone-booth",
                "Uma cadeira, uma prateleira, nenhum eco.",
                capacity=1,
                audience="logged-in",
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
        resource="Terraço",
        audience="member",
        advance_days=180,
        stop=True,
    ),
)

EVENTS = (
    Event(
        title="Pequeno-almoço no recreio",
        summary="Torradas, laranjas da árvore e novidades da semana.",
        description="Começa quando chega o elétrico das oito e meia. Traz a tua chávena.",
        category="Breakfast",
        day=-7,
        start="08:45",
        minutes=60,
        venue="Recreio",
        capacity=25,
        coming=("ines",),
        guests=6,
    ),
    Event(
        title="Fado entre secretárias",
        summary="Duas vozes, uma guitarra, luzes apagadas.",
        description="Quem trabalha connosco também canta. Depois do concerto há ginjinha e "
        "ninguém abre o portátil.",
        category="Music",
        day=5,
        start="21:00",
        minutes=90,
        venue="Sala de Aula",
        capacity=40,
        host="ines",
        coming=("ines", "duarte", "maya"),
        guests=10,
        tickets=(
            Ticket("Entrada", 12, allocation=25),
            Ticket("Membros", 6, audience="member", allocation=15),
        ),
    ),
    Event(
        title="Portuguese for people who only order coffee",
        summary="Eight evenings, slow and loud.",
        description="We begin with complaints and end with compliments. Homework is talking to "
        "the neighbours.",
        category="Course",
        day=2,
        start="18:30",
        minutes=90,
        venue="Sala de Aula",
        capacity=12,
        audience="logged-in",
        guests=7,
    ),
    Event(
        title="Contas à porta fechada",
        summary="O orçamento da casa, linha a linha.",
        description="Para quem tem secretária fixa. Traz perguntas, nós trazemos as faturas.",
        category="Assembly",
        day=8,
        start="17:30",
        minutes=75,
        venue="Gabinete da Diretora",
        audience="member",
        plans=("dedicated-desk",),
        guests=4,
        notes="Levar as faturas da água de março, alguém vai perguntar.",
    ),
    Event(
        title="Tarde de portas abertas",
        summary="Para quem ainda não é membro.",
        description="Visita à casa, preços sem letras pequenas e um café no recreio.",
        category="Tour",
        day=12,
        start="15:30",
        minutes=90,
        venue="Entrada",
        capacity=15,
        audience="contact",
        guests=3,
    ),
)

ARTICLES = (
    Article(
        title="O elétrico 28 e nós",
        summary="Como chegar sem ficar uma hora na fila.",
        body="Entra na primeira paragem antes das oito, ou vem a pé por Santa Luzia: doze minutos, "
        "e a vista é melhor.",
        category="Bairro",
        language="pt",
        author="Inês Figueira",
        published=-11,
    ),
    Article(
        title="Obras no terraço",
        summary="O parapeito volta em fevereiro.",
        body="Até lá o terraço fica fechado. As festas passam para a Sala de Aula.",
        category="Casa",
        language="pt",
        author="Zoé Almeida",
        published=-19,
        audience="member",
    ),
)

PERKS = (
    Perk(
        title="Pastel à quinta compra",
        summary="Na padaria da esquina.",
        description="Pede o cartão na receção; à quinta compra, o pastel é nosso.",
        group="Comer e beber",
        partner="Padaria da Esquina",
        claim="https://padariadaesquina.example/alfama",
        audience="logged-in",
    ),
    Perk(
        title="Aula de surf experimental",
        summary="Para quem ainda hesita em mudar-se para Lisboa.",
        description="Prancha e fato incluídos, coragem não.",
        group="Lazer",
        partner="Onda Lenta",
        claim="https://ondalenta.example/harbour",
        audience="contact",
    ),
)

FAQS = (
    Faq("Há estacionamento?", "Não, e é melhor assim.", "Casa"),
    Faq(
        "Is there air conditioning?",
        "There are thick walls, shutters and an orange tree. They work better.",
        "House",
    ),
    Faq(
        "Como entro depois das oito?",
        "Com o cartão, pela porta do recreio.",
        "Casa",
        audience="member",
    ),
)

PRODUCTS = (
    Product("Caderno da escola", "Capa dura, papel quadriculado.", "Papelaria", 650, stock=60),
    Product(
        "Cacifo grande",
        "Cabe uma bicicleta dobrável.",
        "Extras",
        1200,
        available_as="both",
        stock=8,
        audience="member",
    ),
)

CONTENT = Content(
    place="lisbon-alfama",
    plans=PLANS,
    kinds=KINDS,
    rules=RULES,
    events=EVENTS,
    articles=ARTICLES,
    perks=PERKS,
    faqs=FAQS,
    products=PRODUCTS,
    customers=24,
)
