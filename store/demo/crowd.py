"""The crowd: strangers in every state; the same house always meets the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

from store.demo.names import COMPANY_FORMS, FIRST_NAMES, SURNAMES, TRADES, Trade, address_of
from store.demo.persons import Card, Held, Person, Span
from store.demo.places import PLACES, Place, above
from store.demo.stage import Sold, Stage

# Of a hundred strangers, how many are in which state.
_STATES = {
    "member": 47,
    "contact": 21,
    "frozen": 7,
    "ended": 6,
    "notice": 4,
    "suspended": 3,
    "scheduled": 3,
    "no-access": 2,
    "archived": 2,
    "no-login": 1,
    "on-hold": 1,
    "removed": 1,
    "suspended-contact": 1,
    "suspended-frozen": 1,
}
_POPULAR = {"hot-desk": 6, "community-pass": 6, "dedicated-desk": 3, "virtual-office": 1}
_NOTES = (
    "Found the wallet of a guest.",
    "Asks for a seat away from the window.",
    "Speaks at the next lunch talk.",
    "Key card lost once.",
)
_HEALTH = ("Epilepsy; medicine in the left drawer.", "Bee stings.", "Hard of hearing.")
_YEAR = 365


def strangers(stage: Stage, place: Place, number: int, *, wave: int) -> Iterator[Person]:
    """Make up *number* customers of *place*; those of later waves have been here for longer."""
    dice = random.Random(f"crowd {place.id} {wave}")
    states = [state for state, share in _STATES.items() for _ in range(share)]
    dice.shuffle(states)
    youngest = 30 + 28 * wave
    for order in range(number):
        state = states[order % len(states)]
        registered = -dice.randint(youngest, youngest + 2 * _YEAR)
        yield _stranger(stage, place, state, registered, dice)


def _stranger(
    stage: Stage, place: Place, state: str, registered: int, dice: random.Random
) -> Person:
    language = place.language if dice.random() < 0.7 else dice.choice(list(FIRST_NAMES))
    first = dice.choice(FIRST_NAMES[language].split())
    last = dice.choice(SURNAMES[language].split()).replace("_", " ")
    trade = dice.choice(TRADES)
    held = _held(stage, place, state, registered, dice)
    is_company = bool(held) and held[0].plan == "private-office"
    has_card = dice.random() < (0.6 if held else 0.2)
    company = f"{last} {COMPANY_FORMS[place.language]}" if is_company else None
    return Person(
        id=None,
        key="",
        email=_address(stage, f"{first} {last}"),
        name=f"{first} {last}",
        home=place.id,
        shows=state,
        held=held,
        card=_card(trade, language, dice) if has_card else None,
        registered=registered,
        kind="company" if is_company else "individual",
        company=company,
        position=trade.position[language],
        born=f"{dice.randint(1955, 2003)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        language=language if dice.random() < 0.8 else None,
        notes=dice.choice(_NOTES) if dice.random() < 0.1 else None,
        health_notes=dice.choice(_HEALTH) if dice.random() < 0.04 else None,
        suspended=_suspended(state, dice),
        archived=(Span(-dice.randint(20, 28), None, "Asked us to"),) if state == "archived" else (),
        access=_access(state, registered),
        also_at=_also_at(place, dice),
        has_login=state != "no-login",
    )


def _held(
    stage: Stage, place: Place, state: str, registered: int, dice: random.Random
) -> tuple[Held, ...]:
    plan = _plan(stage, place, dice)
    since = min(registered + dice.randint(1, 10), -20)
    match state:
        case "contact" | "suspended-contact" | "no-login":
            return ()
        case "scheduled":
            return (Held(plan.key, plan.place.id, dice.randint(2, 40)),)
        case "ended":
            return (Held(plan.key, plan.place.id, since, until=-dice.randint(1, 18)),)
        case "notice":
            return (Held(plan.key, plan.place.id, since, until=dice.randint(5, 80)),)
        case "frozen" | "suspended-frozen":
            freeze = Span(-dice.randint(2, 18), dice.randint(3, 70), "Asked for a break")
            return (Held(plan.key, plan.place.id, since, freezes=(freeze,)),)
        case "on-hold":
            hold = Span(since, None, "Waiting for proof of address", "sign-up")
            return (Held(plan.key, plan.place.id, since, holds=(hold,)),)
        case "removed":
            return (Held(plan.key, plan.place.id, since, removed=since + 2),)
    past = Span(since + 1, since + 15, "Holiday")  # over long ago, so it changes nothing
    first = Held(
        plan.key,
        plan.place.id,
        since,
        freezes=(past,) if dice.random() < 0.1 else (),
        price=_old_price(plan) if dice.random() < 0.3 else None,
    )
    if dice.random() > 0.08:
        return (first,)
    second = _plan(stage, place, dice)
    return first, Held(second.key, second.place.id, -dice.randint(1, 19))


def _plan(stage: Stage, place: Place, dice: random.Random) -> Sold:
    """Choose a plan of the house or, now and then, of a place above it."""
    own = stage.sold_at(place.id)
    if dice.random() < 0.06:
        own = [plan for name in above(place.id) for plan in stage.sold_at(name)] or own
    lasting = [plan for plan in own if plan.every_months]
    return dice.choices(lasting, [_POPULAR.get(plan.key, 1) for plan in lasting])[0]


def _old_price(plan: Sold) -> int:
    """Return what a plan cost before it became dearer, in whole units."""
    return plan.price_minor * 9 // 1000


def _suspended(state: str, dice: random.Random) -> tuple[Span, ...]:
    if state.startswith("suspended"):
        return (Span(-dice.randint(2, 19), None, "Invoice overdue", "accounts"),)
    if dice.random() < 0.03:
        return (Span(-29, -21, "Invoice overdue, paid since", "accounts"),)
    return ()


def _access(state: str, registered: int) -> tuple[Span, ...] | None:
    if state == "no-login":
        return ()
    return (Span(registered, -3, "Shared their login"),) if state == "no-access" else None


def _also_at(place: Place, dice: random.Random) -> tuple[str, ...]:
    houses = [name for name in sorted(PLACES) if PLACES[name].network == place.network]
    return (dice.choice(houses),) if dice.random() < 0.12 else ()


def _card(trade: Trade, language: str, dice: random.Random) -> Card:
    return Card(
        trade.summary[language],
        trade.tags,
        open=dice.random() < 0.6,
        published=dice.random() < 0.85,
    )


def _address(stage: Stage, name: str) -> str:
    """Give every stranger an address of their own."""
    local = address_of(name)
    stage.addresses[local] += 1
    number = stage.addresses[local]
    return f"{local}{number if number > 1 else ''}@post.example"
