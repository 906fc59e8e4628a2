"""The layers of a field: its doors, its records, whom it is shown to, and whose own it is."""

from __future__ import annotations

from collections.abc import Iterator

from access.chains import field_chain, hidden_links, scope_chain
from access.door_layers import Asking
from access.layer import Layer, Verdict, said
from access.phrases import audience_in_words, counted, scope_in_words
from access.questions import Question
from documents.quoting import listed


def field_layers(asking: Asking, question: Question) -> Iterator[Layer]:
    """Yield what decides about a field, without the credential."""
    name, field = question.field
    rule = asking.rules.types.get(name)
    if rule is None:
        yield Layer("type", Verdict.NO, f"no file lists type `{name}`: nobody sees it")
        return
    cell = question.cell(asking.policies, asking.viewer, asking.portal, asking.now)
    exempt = field in asking.policies.shape.types[name].exempt
    yield from asking.doors(rule.rule.section, portal_asked=not exempt)
    yield _rows(asking, name)
    yield from _audience(asking, question)
    network = rule.rule.fields.get(field)
    if network is None:
        return
    audience, place = network.audience, network.place
    if audience.own:
        yield Layer("own record", said(cell.own), _granted(cell.own, "the viewer's own"), place)
    if audience.team_roles:
        held = bool(cell.team_roles)
        yield Layer("own team", said(held), _granted(held, "teams of the viewer's"), place)
    if audience.permissions:
        yield asking.staff(audience.permissions, cell.permissions, place, "where they hold it")


def _rows(asking: Asking, name: str) -> Layer:
    rule = asking.rules.types[name]
    places = asking.policies.mask(asking.viewer, asking.portal, asking.now).locations[name]
    shape = asking.policies.shape.types[name]
    sentence = (
        f"records of {scope_in_words(rule.scope)} ({counted(len(places), 'location')})"
        if places
        else f"records of {scope_in_words(rule.scope)}, and the viewer has none"
    )
    if rule.rule.from_record and (shape.audience or shape.plans):
        own = "one that names an audience or plans is for those"
        if rule.rule.lock:
            own = "one for others is shown and cannot be used"
        sentence = f"{sentence}; {own}"
    chain = scope_chain(asking.policies.layers, name, asking.portal, asking.day)
    return Layer("records", said(places), sentence, rule.scope_place, chain)


def _audience(asking: Asking, question: Question) -> Iterator[Layer]:
    name, field = question.field
    layers, rule = asking.policies.layers, asking.rules.types[name]
    chain = field_chain(layers, (name, field), asking.portal, asking.day)
    shown = rule.fields.get(field)
    if shown is None:
        yield Layer("field", Verdict.NO, "in no list: nobody sees it", rule.rule.place, chain)
        return
    levels = audience_in_words(shown.access.audience.at_levels)
    sentence = f"shown to {shown.access.words}"
    if shown.tests:
        sentence += f"; of the portal's visitors: {levels}"
    elif shown.access.audience or shown.own or shown.team_roles or shown.permissions:
        sentence += "; to nobody merely for visiting the portal"
    passes = asking.who.truth & shown.tests
    yield Layer("field", said(passes), sentence, shown.access.place, chain)
    yield from asking.frozen(shown.tests)
    hidden = hidden_links(layers, (name, field), asking.rules.portal.root, asking.day)
    if not hidden:
        return
    mask = asking.policies.mask(asking.viewer, asking.portal, asking.now)
    hiding = {link.location for link in hidden} & mask.locations[name]
    gone = mask.locations[name] <= hiding
    verdict = Verdict.NO if gone else Verdict.PARTLY if hiding else Verdict.YES
    where = listed(sorted(str(link.location) for link in hidden), "and")
    verb = "hides it on its own records" if len(hidden) == 1 else "hide it on their own records"
    sentence = f"{where} {verb}, at every portal"
    if not hiding:
        sentence += "; none of those records is shown here"
    yield Layer("hidden everywhere", verdict, sentence, hidden[0].place, hidden)


def _granted(granted: bool, whose: str) -> str:
    if granted:
        return f"shown on records that are {whose}"
    return f"it would be shown on records that are {whose}, and this viewer has none"
