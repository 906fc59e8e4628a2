"""What can be booked in Berlin Mitte, and the rules for it."""

from __future__ import annotations

from store.demo.written import Closing, Kind, Rate, Resource, Rule

KINDS = (
    Kind(
        "Meeting room",
        (
            Rate("Guests", 3200, audience="logged-in"),
            Rate("Members", 1800, audience="member"),
        ),
        (
            Resource(
                "Feigenbaum",
                "meeting-room",
                "Sechs Stühle, ein runder Tisch und der Blick in den Hof.",
                capacity=6,
                group="Vorderhaus",
                amenities=("screen", "whiteboard", "daylight"),
                audience="logged-in",
                minutes=(30, 240, 30),
                closings=(Closing(12, 14, "Der Parkettleger kommt."),),
            ),
            Resource(
                "Setzkasten",
                "meeting-room",
                "Der große Raum: zwölf Leute, zwei Bildschirme, eine Kamera, die allen folgt.",
                capacity=12,
                group="Vorderhaus",
                amenities=("screen", "camera", "whiteboard", "air-conditioning"),
                minutes=(60, 480, 60),
                buffer=15,
                requires_confirmation=True,
            ),
            Resource(
                "Korrektur",
                "meeting-room",
                "Zwei Sessel und eine Tür, die wirklich schließt.",
                capacity=2,
                group="Hinterhaus",
                amenities=("daylight",),
                plans=("dedicated-desk", "private-office"),
                minutes=(30, 120, 30),
            ),
        ),
    ),
    Kind(
        "Phone booth",
        (Rate("Everyone in the house", 0, audience="logged-in"),),
        (
            Resource(
                "Lastenaufzug",
                "phone-booth",
                "Fährt nicht mehr, hält aber dicht.",
                capacity=1,
                audience="logged-in",
                hours=None,
                minutes=(15, 60, 15),
                advance_days=2,
            ),
        ),
    ),
    Kind(
        "Event space",
        (
            Rate("Evening", 48000, per="half-day"),
            Rate("Evening for members", 36000, per="half-day", audience="member"),
        ),
        (
            Resource(
                "Druckhalle",
                "event-space",
                "Achtzig Stühle, Bühne, Licht und ein Tor, durch das ein Lieferwagen passt.",
                capacity=80,
                amenities=("stage", "sound", "projector", "kitchen"),
                audience="public",
                weekdays=(4, 5, 6),
                hours=("17:00", "23:00"),
                minutes=(120, 360, 60),
                advance_days=365,
                lead_minutes=4320,
                requires_confirmation=True,
                closings=(Closing(30, 42, "Zwischen den Jahren bleibt die Halle zu.", True),),
            ),
        ),
    ),
    Kind(
        "Office",
        (Rate("Day rate", 9000, per="day", audience="member"),),
        (
            Resource(
                "Hofbüro",
                "private-office",
                "Vier Plätze; für Foxglove Games reserviert, solange die Baustelle dauert.",
                capacity=4,
                team="foxglove",
                hours=None,
                minutes=(240, 1440, 240),
                home_only=True,
            ),
        ),
    ),
)

RULES = (
    Rule(order=10, audience="member", plans=("private-office",), advance_days=120, stop=True),
    Rule(
        order=20,
        resource="Setzkasten",
        lead_minutes=120,
        message="Den Setzkasten bitte zwei Stunden vorher buchen, wir stellen die Stühle.",
    ),
)
