"""The demo's places, rules and people fit together, and each story that the files tell is true."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from access.compiling import Compiled, compile_policies
from access.mask import Code
from access.policy_set import PolicySet
from access.viewer import ANONYMOUS, LiveContract, Viewer
from documents.document import Document
from documents.folders import Reading, read_root
from documents.reader import read_document
from schema.shape import graph_shape
from store.demo.building import CONTENTS, PEOPLE, STAFF
from store.demo.places import PLACES, above, below
from store.tables import metadata
from tests.store.demo_world import NOON, built

HOUSE = Path(__file__).parent.parent


@pytest.fixture(name="reading", scope="module")
def _reading() -> Reading:
    """The repository's own three folders."""
    return read_root(HOUSE)


@pytest.fixture(name="policies", scope="module")
def _policies(reading: Reading) -> PolicySet:
    """The repository's own policies, compiled."""
    policies = compile_policies(reading.documents, graph_shape()).policies
    assert policies is not None
    return policies


def location_documents(reading: Reading) -> dict[str, Document]:
    """The files of `locations/`, by the id of the location."""
    return {Path(file.path).stem: file for file in reading.documents if file.kind == "location"}


# ---------------------------------------------------------------- places


def test_the_repository_loads_without_a_word(reading: Reading) -> None:
    """No problem and no warning: an operator learns the format from these files."""
    compiled = compile_policies(reading.documents, graph_shape())
    assert (reading.problems, compiled.problems, compiled.warnings) == ((), [], [])


def test_the_network_looks_like_a_real_one(policies: PolicySet) -> None:
    """Two networks, four levels, a dozen houses or more, many zones, moneys and languages."""
    tree = policies.tree
    assert tree.roots == ("harbour", "plenum")
    assert {tree.depth(place) for place in tree} == {0, 1, 2, 3}
    houses = [place for place in tree if not tree.children(place)]
    assert len(houses) == 11
    assert len({tree[house].timezone for house in houses}) == 7
    assert {tree[house].currency for house in houses} == {"AUD", "EUR", "GBP", "USD"}
    assert {language for house in houses for language in tree[house].languages} == {
        *("de", "en", "fr", "nl", "pt")
    }


def test_every_place_has_a_host_and_says_who_it_is(policies: PolicySet) -> None:
    """Each portal can be reached, greets, names its imprint, and each house says when it opens."""
    tree = policies.tree
    for name in tree:
        place = tree[name]
        assert place.hosts, name
        assert all(host.endswith(".test") for host in place.hosts)
        assert place.data["home"]["headline"], name
        assert place.data["about"]["legal-notice"], name
        assert place.data["about"]["privacy-notice"], name
        assert place.branding.keys() == {"primary-color", "secondary-color", "logo", "font"}
        if not tree.children(name):
            assert place.data["opening-hours"], name
            assert place.data["address"]["street"], name


def test_rows_know_the_places_of_the_files(policies: PolicySet) -> None:
    """The demo's rows go by the zones, moneys and languages that `locations/` tells."""
    tree = policies.tree
    assert set(PLACES) == set(tree)
    for name, place in PLACES.items():
        told = tree[name]
        assert (place.parent, place.network) == (told.parent, told.root), name
        assert (place.zone, place.currency) == (told.timezone, told.currency), name
        assert place.language == told.languages[0], name
        assert set(below(name)) == tree.subtree(name)
        assert set(above(name)) == tree.ancestors(name)
    codes = [place.code for place in PLACES.values()]
    assert len(codes) == len(set(codes))


def test_every_house_has_content(policies: PolicySet) -> None:
    """No portal of a house is empty."""
    contents = {content.place: content for content in CONTENTS}
    for name in policies.tree:
        if not policies.tree.children(name):
            content = contents[name]
            assert all((content.plans, content.kinds, content.events, content.articles)), name
            assert all((content.perks, content.faqs, content.products, content.rules)), name


def test_no_row_names_an_unknown_place(reading: Reading) -> None:
    """Every `location_id` is a file of `locations/`."""
    known = set(location_documents(reading))
    for name, rows in built().items():
        if "location_id" in metadata.tables[name].columns:
            assert {row["location_id"] for row in rows} <= known, name


def test_rows_speak_the_words_of_the_policies(reading: Reading) -> None:
    """Plans are declared in audiences.yaml, roles in staff.yaml; all of them are in use."""
    data = {file.kind: file.data for file in reading.documents}
    tables = built()
    assert {plan["key"] for plan in tables["plans"]} == set(data["audiences"]["plans"])
    assert {staff.role for staff in STAFF} == set(data["staff"]["roles"])


# ---------------------------------------------------------------- stories


def customer(
    home: str,
    plan: str | None = None,
    at: str | None = None,
    *,
    frozen: bool = False,
    suspended: bool = False,
) -> Viewer:
    """A customer at home in *home*: a member with *plan* issued by *at*, or a contact."""
    contracts = (LiveContract(1, at or home, plan, 1, frozen),) if plan else ()
    return Viewer(PLACES[home].network, 1, home=home, contracts=contracts, suspended=suspended)


CONTACT = customer("berlin-mitte")
MEMBER = customer("berlin-mitte", "hot-desk")
FROZEN = customer("berlin-mitte", "hot-desk", frozen=True)
SUSPENDED = customer("berlin-mitte", "hot-desk", suspended=True)
NEW_YORKER = customer("new-york-dumbo", "hot-desk")
RESIDENT = customer("new-york-dumbo", "dedicated-desk")


def day(text: str) -> dt.datetime:
    """Noon in UTC of a day of 2026."""
    return dt.datetime.fromisoformat(f"2026-{text}T12:00:00+00:00")


@pytest.mark.parametrize(
    ("section", "portal", "viewer", "when", "code"),
    [
        # Berlin Mitte shows its rooms to contacts in October, and to members always.
        ("bookings", "berlin-mitte", CONTACT, day("09-30"), Code.MEMBERS_ONLY),
        ("bookings", "berlin-mitte", CONTACT, day("10-01"), None),
        ("bookings", "berlin-mitte", CONTACT, day("10-31"), None),
        ("bookings", "berlin-mitte", CONTACT, day("11-01"), Code.MEMBERS_ONLY),
        ("bookings", "berlin-mitte", MEMBER, day("11-22"), None),
        # Kreuzberg does so for a fortnight around the day on which this was written.
        ("bookings", "berlin-kreuzberg", CONTACT, day("11-15"), Code.MEMBERS_ONLY),
        ("bookings", "berlin-kreuzberg", CONTACT, NOON, None),
        ("bookings", "berlin-kreuzberg", CONTACT, day("11-30"), Code.MEMBERS_ONLY),
        ("bookings", "berlin-kreuzberg", ANONYMOUS("harbour"), NOON, Code.LOGIN_REQUIRED),
        # Frozen members stay outside in Berlin, and inside in Lisbon.
        ("directory", "berlin-mitte", FROZEN, NOON, Code.CONTRACT_FROZEN),
        ("directory", "lisbon-alfama", FROZEN, NOON, None),
        ("directory", "berlin-mitte", SUSPENDED, NOON, None),
        # The warehouse in Hamburg has no shop.
        ("store", "hamburg-speicherstadt", MEMBER, NOON, Code.FEATURE_OFF),
        ("store", "hamburg", MEMBER, NOON, None),
        # In New York the directory is for those with a desk of their own there.
        ("directory", "new-york-dumbo", MEMBER, NOON, Code.MEMBERS_ONLY),
        ("directory", "new-york-dumbo", NEW_YORKER, NOON, Code.MEMBERS_ONLY),
        ("directory", "new-york-dumbo", RESIDENT, NOON, None),
        # Plenum gives no credits, and Hackney explains its prices at sign-up.
        ("benefits", "plenum-port", customer("plenum-port"), NOON, Code.FEATURE_OFF),
        ("plans", "plenum-hackney", ANONYMOUS("plenum"), NOON, Code.LOGIN_REQUIRED),
        ("plans", "plenum-hackney", customer("plenum-peckham"), NOON, None),
        ("plans", "plenum-peckham", ANONYMOUS("plenum"), NOON, None),
    ],
)
def test_sections_open_and_close_as_the_files_tell(
    policies: PolicySet,
    section: str,
    portal: str,
    viewer: Viewer,
    when: dt.datetime,
    code: Code | None,
) -> None:
    """Who enters a section, where and when, and what the others are told."""
    decision = policies.section(section, viewer, portal, when)
    assert (decision.code, bool(decision)) == (code, code is None), decision.reason


def test_ghent_hides_its_guests_everywhere(policies: PolicySet) -> None:
    """Its records keep their guests to themselves at the portal of the whole network, too."""
    viewer = customer("harbour", "community-pass")
    mask = policies.mask(viewer, "harbour", NOON)
    cell = mask.shape.types["Event"].cells["attendees"]
    assert cell.portal
    assert mask.hidden["Event"][cell.hidden] == {"ghent-docks"}
    at_home = customer("ghent-docks", "dedicated-desk")
    assert not policies.mask(at_home, "ghent-docks", NOON).shape.types["Event"].cells["attendees"]


def test_port_adelaide_hides_its_guests_at_home_only(policies: PolicySet) -> None:
    """The change is no `everywhere`: it rules its own portal."""
    viewer = customer("plenum-port", "community-pass", at="plenum-port")
    assert not policies.mask(viewer, "plenum-port", NOON).shape.types["Event"].cells["attendees"]
    mask = policies.mask(customer("plenum", "community-pass"), "plenum", NOON)
    cell = mask.shape.types["Event"].cells["attendees"]
    assert cell.portal
    assert mask.hidden["Event"][cell.hidden] == frozenset()


def test_mitte_tells_the_neighbours_more(policies: PolicySet) -> None:
    """Anybody reads descriptions of events there, and not in the other house of the city."""
    nobody = ANONYMOUS("harbour")
    for portal, visible in [("berlin-mitte", True), ("berlin-kreuzberg", False)]:
        cell = policies.mask(nobody, portal, NOON).shape.types["Event"].cells["description"]
        assert bool(cell) is visible, portal


@pytest.mark.parametrize(
    ("when", "visible"),
    [(day("11-15"), True), (NOON, False), (day("12-13"), False), (day("12-14"), True)],
)
def test_beato_counts_anew(policies: PolicySet, when: dt.datetime, visible: bool) -> None:
    """Capacities are hidden while the fire inspection lasts."""
    mask = policies.mask(MEMBER, "lisbon-beato", when)
    assert bool(mask.shape.types["Event"].cells["capacity"]) is visible


def test_lisbon_announces_what_the_network_puts_on(policies: PolicySet) -> None:
    """Its own events, those of its houses, of the country and of the network."""
    mask = policies.mask(CONTACT, "lisbon", NOON)
    places = {"lisbon", "lisbon-alfama", "lisbon-beato", "harbour-portugal", "harbour"}
    assert mask.locations["Event"] == places
    assert policies.mask(CONTACT, "berlin", NOON).locations["Event"] == {
        *("berlin", "berlin-mitte", "berlin-kreuzberg")
    }


def test_hamburg_keeps_its_rooms_for_its_people(policies: PolicySet) -> None:
    """A member from Berlin sees them, and books at home; Hamburg's members book anywhere."""
    hamburger = customer("hamburg-speicherstadt", "hot-desk")
    assert policies.section("bookings", MEMBER, "hamburg-speicherstadt", NOON)
    assert not policies.decide("bookings.create", MEMBER, "hamburg-speicherstadt", NOON)
    assert policies.decide("bookings.create", MEMBER, "berlin-mitte", NOON)
    assert policies.decide("bookings.create", hamburger, "hamburg-speicherstadt", NOON)
    assert policies.decide("bookings.create", hamburger, "berlin-mitte", NOON)
    assert not policies.decide("bookings.create", SUSPENDED, "berlin-mitte", NOON)


def test_a_house_in_belgium_cannot_open_its_rooms(reading: Reading) -> None:
    """Belgium has shortened the leash: what Kreuzberg may, Ghent may not."""
    path = "locations/ghent.yaml"
    opened = (HOUSE / path).read_text() + (
        "\nchanges:\n  - section: bookings\n    access: logged-in\n    because: Open day\n"
    )
    changed, problems = read_document(path, opened.encode(), "location")
    assert changed is not None
    assert not problems
    documents = [changed if file.path == path else file for file in reading.documents]
    compiled: Compiled = compile_policies(documents, graph_shape())
    assert compiled.policies is None
    assert [problem.place.path for problem in compiled.problems] == [path]


# ---------------------------------------------------------------- the guide


def test_the_guide_names_everybody() -> None:
    """docs/demo.md has a row for each named person and each role of staff, as they are."""
    guide = (HOUSE / "docs" / "demo.md").read_text()
    for person in PEOPLE:
        email = f"`{person.email}`" if person.has_login else "–"
        row = f"| {person.id} | {email} | {person.name} | `{person.home}` | {person.shows} |"
        assert row in guide
    for staff in STAFF:
        assert f"| `{staff.email}` | {staff.role} | `{staff.at}` | {staff.shows} |" in guide


def test_the_guide_tells_every_change(reading: Reading) -> None:
    """Each change of a location is in the guide's table, with its reason and its dates."""
    guide = (HOUSE / "docs" / "demo.md").read_text().splitlines()
    rows = [row for row in guide if "` | `" in row]
    told = []
    for name, document in location_documents(reading).items():
        for change in document.data.get("changes", ()):
            ends = (
                f" | {change['because']} | {change.get('from', '')} | {change.get('until', '')} |"
            )
            told += [row for row in rows if row.startswith(f"| `{name}` |") and row.endswith(ends)]
    assert len(told) == sum(
        len(file.data.get("changes", ())) for file in location_documents(reading).values()
    )
    assert len(told) >= 14
