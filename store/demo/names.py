"""What the crowd is called, and what it does for a living, language by language."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

FIRST_NAMES = {
    "de": "Aylin Benedikt Clara Daniel Elif Felix Gesa Henrik Ida Jannis Katharina Levent Marlene "
    "Nils Oskar Paula Ronja Silke Tarek Ulrike Vincent Wiebke Yannick Zeynep Anke Bastian Dörte "
    "Emre Friederike Gregor Hülya Ingo Jule Klaas Leonie Matthias",
    "nl": "Anouk Bram Cato Daan Eline Floris Geert Hanneke Iris Jelle Karlijn Lotte Maarten Noor "
    "Olivier Pim Roos Sander Tess Ward Yara Zeger Annelies Bart Dirk Femke Griet Hilde Jef Katrien "
    "Liesbeth Mathijs Nele Pieter Ruben Saskia",
    "pt": "Afonso Beatriz Catarina Diogo Eduarda Filipe Gonçalo Helena Inês João Lúcia Margarida "
    "Nuno Olívia Pedro Raquel Simão Teresa Vasco Xavier Zélia Álvaro Bruna Cláudio Débora Érica "
    "Fernão Graça Hugo Isaura Joaquim Leonor Miguel Natércia Rita Tomás",
    "en": "Aaron Bridget Callum Deborah Ezra Fiona Gareth Harriet Isaac Jasmine Kofi Lydia Malik "
    "Naomi Oscar Priya Quentin Rosalind Sanjay Thandi Uma Vivian Wesley Xanthe Yusuf Zadie Amara "
    "Blake Cora Desmond Esther Farah Gideon Hazel Ivor Joan",
}
SURNAMES = {
    "de": "Ahrens Böttcher Çelik Dietrich Eggers Feldmann Gärtner Hoffmann Issel Jahnke Köhler "
    "Lorenz Möller Nachtigall Oppermann Petzold Quandt Richter Schröder Thiele Ullrich Voigt "
    "Wegener Yılmaz Zander Albrecht Brandis Clausen Demir Ebert Freytag Groß Hagedorn Kessler "
    "Lüders Marquardt",
    "nl": "Aerts Bakker Claessens De_Smet Engels Faes Goossens Hendriks Jacobs Kuipers Lambrechts "
    "Maes Nijs Peeters Raes Smits Timmermans Vandamme Wouters Ysebaert Zwart Bogaert Cornelis "
    "Dekker Everaert Geerts Huisman Janssens Koster Lemmens Mertens Oosterhuis Prins Ruiter "
    "Schouten Visser",
    "pt": "Abreu Barbosa Cardoso Duarte Esteves Fonseca Gomes Henriques Jardim Lacerda Machado "
    "Neves Oliveira Pacheco Queirós Ribeiro Saraiva Teixeira Valente Xavier Zagalo Azevedo Brito "
    "Coelho Domingues Falcão Guerreiro Lobo Marques Nogueira Pinheiro Quintela Rocha Serrano "
    "Tavares Vieira",
    "en": "Abbott Bannerman Chowdhury Delaney Eastwood Farrell Goldsmith Holloway Ibrahim "
    "Jefferson Kapoor Lovell Mensah Nakamura O'Hara Pembroke Quigley Robson Sandhu Trelawny "
    "Underwood Vasquez Whitaker Yates Zielinski Ashdown Beckford Cartwright Dunne Ellison "
    "Fairweather Greene Hargreaves Khan Lindsay McAllister",
}
COMPANY_FORMS = {"de": "GmbH", "nl": "BV", "pt": "Lda.", "en": "Ltd"}


@dataclass(frozen=True, slots=True)
class Trade:
    """A way of making a living: what it is called, and what its people say of themselves."""

    tags: tuple[str, ...]
    position: dict[str, str]
    summary: dict[str, str]


TRADES = (
    Trade(
        ("software", "accessibility"),
        {"de": "Software", "nl": "Software", "pt": "Programação", "en": "Software"},
        {
            "de": "Baut Fahrpläne, die man vorlesen kann.",
            "nl": "Maakt websites die ook je grootmoeder begrijpt.",
            "pt": "Programa bilheteiras para museus pequenos.",
            "en": "Writes software for libraries, mostly by deleting some.",
        },
    ),
    Trade(
        ("illustration",),
        {"de": "Illustration", "nl": "Illustratie", "pt": "Ilustração", "en": "Illustration"},
        {
            "de": "Zeichnet Pilze für Bestimmungsbücher.",
            "nl": "Tekent vogels, en soms de mensen ernaast.",
            "pt": "Desenha mapas de lugares que já não existem.",
            "en": "Draws instructions for things that need none.",
        },
    ),
    Trade(
        ("translation", "writing"),
        {"de": "Übersetzung", "nl": "Vertaling", "pt": "Tradução", "en": "Translation"},
        {
            "de": "Übersetzt Gebrauchsanweisungen und, nachts, Gedichte.",
            "nl": "Vertaalt ondertitels, leest lippen.",
            "pt": "Traduz do neerlandês, e às vezes ri alto.",
            "en": "Translates contracts into sentences.",
        },
    ),
    Trade(
        ("photography",),
        {"de": "Fotografie", "nl": "Fotografie", "pt": "Fotografia", "en": "Photography"},
        {
            "de": "Fotografiert Baustellen bei Regen.",
            "nl": "Fotografeert bruggen van onderen.",
            "pt": "Retrata padeiros às cinco da manhã.",
            "en": "Photographs kitchens before the guests arrive.",
        },
    ),
    Trade(
        ("law", "housing"),
        {"de": "Mietrecht", "nl": "Huurrecht", "pt": "Direito", "en": "Law"},
        {
            "de": "Mietrecht, auf Seiten der Mieter.",
            "nl": "Huurrecht en burenruzies, liefst in die volgorde.",
            "pt": "Direito da habitação, sem gravata.",
            "en": "Tenancy law, on the tenants' side.",
        },
    ),
    Trade(
        ("music", "audio"),
        {"de": "Ton", "nl": "Geluid", "pt": "Som", "en": "Music"},
        {
            "de": "Nimmt Chöre auf und ist danach still.",
            "nl": "Neemt orgels op in lege kerken.",
            "pt": "Grava fado, corta silêncios.",
            "en": "Writes music for weather forecasts.",
        },
    ),
    Trade(
        ("teaching",),
        {"de": "Unterricht", "nl": "Onderwijs", "pt": "Ensino", "en": "Teaching"},
        {
            "de": "Unterrichtet Statistik für Leute, die sie fürchten.",
            "nl": "Geeft les aan volwassenen die weer willen leren.",
            "pt": "Ensina matemática a cozinheiros.",
            "en": "Teaches adults to swim, and to spell.",
        },
    ),
    Trade(
        ("crafts", "textiles"),
        {"de": "Polsterei", "nl": "Stoffering", "pt": "Costura", "en": "Upholstery"},
        {
            "de": "Bezieht Stühle, die schon dreimal vererbt wurden.",
            "nl": "Stoffeert kerkbanken, ook voor thuis.",
            "pt": "Remenda velas e vestidos.",
            "en": "Repairs chairs people have inherited twice.",
        },
    ),
    Trade(
        ("science", "data"),
        {"de": "Biologie", "nl": "Biologie", "pt": "Biologia", "en": "Ecology"},
        {
            "de": "Zählt Fledermäuse in Brücken.",
            "nl": "Telt palingen, met zaklamp.",
            "pt": "Conta andorinhas nos telhados.",
            "en": "Counts eels at night and writes reports by day.",
        },
    ),
    Trade(
        ("food",),
        {"de": "Backen und Schreiben", "nl": "Brood", "pt": "Cozinha", "en": "Food"},
        {
            "de": "Schreibt Backbücher ohne Fotos.",
            "nl": "Ontwikkelt brood voor scholen.",
            "pt": "Escreve sobre sopas esquecidas.",
            "en": "Plans kitchens for schools.",
        },
    ),
    Trade(
        ("finance",),
        {"de": "Buchhaltung", "nl": "Boekhouding", "pt": "Contabilidade", "en": "Bookkeeping"},
        {
            "de": "Bringt Ordnung in Schuhkartons.",
            "nl": "Doet de boeken van drie theaters.",
            "pt": "Faz contas a quem não gosta delas.",
            "en": "Keeps the books of eleven small bakeries.",
        },
    ),
    Trade(
        ("architecture", "energy"),
        {"de": "Energieberatung", "nl": "Energieadvies", "pt": "Arquitetura", "en": "Surveying"},
        {
            "de": "Dichtet Häuser ab, die nie dicht sein sollten.",
            "nl": "Meet tocht in oude huizen.",
            "pt": "Recupera casas de pescadores.",
            "en": "Measures damp, and talks people out of ripping up floors.",
        },
    ),
)

_PLAIN = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "'": "", " ": "", "_": ""})


def address_of(name: str) -> str:
    """Return *name* as the first part of an e-mail address, in plain letters.

    >>> address_of("Dörte O'Hara Groß")
    'dorte.oharagross'
    """
    first, _, rest = name.casefold().partition(" ")
    plain = [
        unicodedata.normalize("NFKD", part.translate(_PLAIN)).encode("ascii", "ignore").decode()
        for part in (first, rest)
    ]
    return ".".join(part for part in plain if part)
