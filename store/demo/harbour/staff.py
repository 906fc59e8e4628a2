"""The staff of Harbour; those without a profile have a login and nothing else."""

from __future__ import annotations

from store.demo.persons import Span, Staff

STAFF = (
    Staff(
        "fatima@harbour.test",
        "front-desk",
        "berlin-mitte",
        Span(-790, None, "Hired", "dana@harbour.test"),
        "front desk at one house",
    ),
    Staff(
        "zoe@harbour.test",
        "community-manager",
        "lisbon",
        Span(-550, None, "Hired", "dana@harbour.test"),
        "community manager of a city",
    ),
    Staff(
        "markus@harbour.test",
        "house-manager",
        "berlin-kreuzberg",
        Span(-900, None, "Hired", "dana@harbour.test"),
        "house manager, without a profile",
    ),
    Staff(
        "pieter@harbour.test",
        "house-manager",
        "ghent-docks",
        Span(-620, None, "Hired", "dana@harbour.test"),
        "house manager in another country",
    ),
    Staff(
        "hugo@harbour.test",
        "health-officer",
        "berlin",
        Span(-210, None, "First aid and safety for both houses", "dana@harbour.test"),
        "health officer of a city",
    ),
    Staff(
        "astrid@harbour.test",
        "accountant",
        "harbour-germany",
        Span(-480, None, "Accounts moved to Hamburg", "dana@harbour.test"),
        "accountant of a country",
    ),
    Staff(
        "dana@harbour.test",
        "network-admin",
        "harbour",
        Span(-1500, None, "Founder", "founders' meeting"),
        "network admin",
    ),
    Staff(
        "rosa@harbour.test",
        "front-desk",
        "lisbon-alfama",
        Span(-300, None, "Hired", "zoe@harbour.test"),
        "two roles at two levels: front desk in Alfama …",
    ),
    Staff(
        "rosa@harbour.test",
        "accountant",
        "harbour-portugal",
        Span(-90, None, "Took over the books", "dana@harbour.test"),
        "… and accountant of Portugal",
    ),
    Staff(
        "yusuf@harbour.test",
        "front-desk",
        "ghent-docks",
        Span(-260, -1, "Left for a boat", "pieter@harbour.test"),
        "front desk until yesterday: no longer staff",
    ),
    Staff(
        "caleb@harbour.test",
        "house-manager",
        "new-york-dumbo",
        Span(7, None, "Starts next week", "dana@harbour.test"),
        "house manager from next week: not yet staff",
    ),
)
