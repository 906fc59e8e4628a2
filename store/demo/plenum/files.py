"""What the desks of Plenum's centres keep: files, courses, teachers, and what people bought."""

from __future__ import annotations

from store.demo.filed import Booked, Bought, Call, File, Joining, Series, Teaching
from store.demo.persons import Span

FILES = (
    File(
        "bea",
        "plenum",
        "HAC-000202",
        lost="HAC-000199",
        consents=("data-protection", "newsletter"),
        calls=(
            Call("Ruth Thornton", "mother", "+44 20 7946 0502"),
            Call("Dr Amara Obi", "family doctor", "+44 20 7946 0503"),
        ),
        health=(("allergy", "Penicillin."), ("support", "Low light after an eye operation.")),
        auto_pay=Span(-700, None, "direct debit", "bea@plenum.test"),
    ),
    File(
        "faye",
        "plenum",
        "PEC-000203",
        checks=("allowed-entry", "signature-on-file"),
        consents=("data-protection",),
        calls=(Call("Kwame Osei", "husband", "+44 20 7946 0504"),),
        auto_pay=Span(-400, None, "direct debit", "faye@plenum.test"),
        auto_pay_rests=Span(-20, None, "bank account changed", "front desk"),
    ),
    File(
        "rosa",
        "plenum",
        "HAC-000213",
        calls=(
            Call("Leo Marchetti", "husband", "+44 20 7946 0505"),
            Call("Elena Marchetti", "sister", "+44 20 7946 0506"),
        ),
        health=(("condition", "Asthma; the inhaler is in the red bag."),),
        auto_pay=Span(-250, None, "direct debit", "rosa@plenum.test"),
    ),
    File(
        "leo",
        "plenum",
        "HAC-000214",
        calls=(Call("Rosa Marchetti", "wife", "+44 20 7946 0507"),),
    ),
    File(
        "mia",
        "plenum",
        "HAC-000215",
        checks=("allowed-entry",),
        consents=(),
        calls=(
            Call("Rosa Marchetti", "mother", "+44 20 7946 0507"),
            Call("Leo Marchetti", "father", "+44 20 7946 0505"),
        ),
        health=(("medication", "Antihistamine from May to July."),),
    ),
)

TEACHERS = (
    Teaching("winston", "plenum-hackney", "Thirty years of steel pan, by ear and by heart."),
    Teaching("ada", "plenum-peckham", "Throws, trims and glazes; fires on Thursdays."),
)

BOUGHT = (
    Bought(
        "bea ten", "bea", "plenum-hackney", "Ten visits", "service", -90, 90, 10, 45, "Ten visits"
    ),
    Bought("bea old", "bea", "plenum-hackney", "Ten visits", "service", -300, -120, 10, 45),
    Bought(
        "faye card",
        "faye",
        "plenum-peckham",
        "Clay card, five",
        "service",
        -40,
        140,
        5,
        60,
        "Clay card, five",
    ),
    Bought("faye month", "faye", "plenum-peckham", "Kiln month", "membership", -70, -40, None, 38),
    Bought("faye video", "faye", "plenum-peckham", "Glazing at home", "video", -12, None, None, 9),
    Bought("mia six", "mia", "plenum-hackney", "Six pans", "service", -30, 60, 2, 20),
    Bought(
        "leo rehearses",
        "leo",
        "plenum-hackney",
        "Ten rehearsals",
        "service",
        -45,
        320,
        10,
        70,
        "Ten rehearsals",
    ),
)

BOOKED = (
    Booked("leo", "plenum-hackney", "Biography", -12, "19:30", 90, "leo rehearses"),
    Booked("leo", "plenum-hackney", "Anthology", -5, "19:00", 120, "leo rehearses"),
    Booked("leo", "plenum-hackney", "Biography", -3, "20:00", 60, "leo rehearses", gave_up=True),
    Booked("leo", "plenum-hackney", "Anthology", 4, "19:00", 120, "leo rehearses"),
)

SERIES = (
    Series(
        "plenum-hackney",
        "Yoga before work",
        "class",
        "Mats are there. Tea follows.",
        "An hour, slowly. Whoever falls asleep at the end has understood it.",
        "07:00",
        60,
        "Reading Room",
        (-21, -14, -7, 0, 7, 14),
        capacity=30,
        joining=(
            Joining("bea", (-21, -14, -7, 0, 7), "bea ten", by_staff=(-21,), missed=(-14,)),
            Joining("rosa", (-7, 0), None, by_staff=(0,)),
        ),
    ),
    Series(
        "plenum-hackney",
        "Pan for children",
        "course",
        "Four afternoons, one tune.",
        "For six to twelve. Winston shows the notes on the rim; nobody reads any.",
        "16:00",
        75,
        "Stage",
        (-9, -2, 5, 12),
        teacher="winston",
        capacity=12,
        category="Course",
        joining=(
            Joining("mia", (-9, -2), "mia six", by_staff=(-9,)),
            Joining("leo", (-2, 5), None, missed=(-2,)),
        ),
    ),
    Series(
        "plenum-peckham",
        "Throwing on the wheel",
        "course",
        "From a lump to something that holds soup.",
        "Seven evenings with Ada. Firing is included, aprons are not.",
        "18:30",
        120,
        "Kiln room",
        (-30, -23, -16, -9, -2, 5, 12),
        teacher="ada",
        capacity=8,
        category="Course",
        joining=(
            Joining("faye", (-30, -23, -16), "faye card", by_staff=(-30,), missed=(-23,)),
            Joining("bea", (-9, 5), None, by_staff=(-9, 5)),
        ),
        taken_with=("Clay card, five",),
        late_minutes=720,
    ),
)
