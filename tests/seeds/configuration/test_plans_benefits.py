"""Plans, benefits and entitlements: what a contract is good for."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import DAY, MITTE, NOON, Demo

ACCESS = """query ($id: ID!, $start: DateTime!, $end: DateTime!) { resource(id: $id) {
  name access(start: $start, end: $end) {
    allowed coveredMinutes discountPercent refusal { step code } } } }"""


def monday(demo: Demo, name: str, hours: int = 1) -> dict[str, str]:
    """A room of Mitte's on a Monday in January from ten o'clock on."""
    return {
        "id": demo.id("Resource", "resources", name=name),
        "start": "2027-01-11T09:00:00Z",
        "end": f"2027-01-11T{9 + hours:02}:00:00Z",
    }


def test_plans_define_benefits_and_not_who_somebody_is(demo: Demo) -> None:
    """Bruno with his day pass and Pia with her office are members alike."""
    question = "{ me { membership contracts { planName benefits { name } } } }"
    bruno, pia = demo.see(question, "bruno"), demo.see(question, "pia")
    assert bruno == {
        "membership": "MEMBER", "contracts": [{"planName": "Day Pass", "benefits": []}],
    }  # fmt: skip
    assert pia["membership"] == "MEMBER"
    assert len(pia["contracts"][0]["benefits"]) == 2


def test_plans_say_which_resources_can_be_booked(demo: Demo) -> None:
    """Korrektur is kept for two plans: Pia has one of them, Ben has neither."""
    room = monday(demo, "Korrektur")
    answers = [demo.see(ACCESS, who, MITTE, **room)["access"] for who in ("pia", "ben")]
    assert [each["allowed"] for each in answers] == [True, False]
    assert answers[1]["refusal"] == {"step": 5, "code": "INVALID_TARIFF"}


def test_plans_include_credits_and_allowances(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """As a portal shows them to whoever holds them, and to whoever might."""
    own = "{ me { contracts { benefits { kind name amount left category usable renewsOn } } } }"
    offered = """{ plans { nodes { name bookingMinutesPerWeek bookingMinutesPerMonth
      benefits { kind name amount category } } } }"""
    assert (demo.shows(own, "ben"), demo.shows(offered, "anna")) == snapshot


def test_plans_have_rules_of_price(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """What a plan costs, and how often."""
    question = """{ plans { nodes {
      name price { amount currency } invoiceEveryMonths invoiceEveryWeeks noticeDays } } }"""
    assert demo.shows(question) == snapshot


def test_plans_take_something_off(demo: Demo) -> None:
    """A quarter for an office, a tenth for a desk that runs, nothing for a place at the table."""
    room, later = monday(demo, "Feigenbaum"), NOON + 35 * DAY
    found = {
        who: demo.see(ACCESS, who, MITTE, later, **room)["access"]["discountPercent"]
        for who in ("pia", "greta", "ben")
    }
    assert found == {"pia": 25, "greta": 10, "ben": 0}


def test_plans_open_what_is_for_certain_members(demo: Demo) -> None:
    """The lounge at the main station, for those with a desk or an office of their own."""
    perk = '{ perks(filter: { title: { eq: "Lounge at the main station" } }) { totalCount } }'
    found = {who: demo.see(perk, who)["totalCount"] for who in ("pia", "ben", "anna")}
    assert found == {"pia": 1, "ben": 0, "anna": 0}


def test_benefits_are_off_while_the_contract_is_frozen_or_the_customer_suspended(
    demo: Demo,
) -> None:
    """The three have the same plan; the contract of each exists."""
    question = "{ me { contracts { state benefits { name left usable } } } }"
    found = {
        who: [
            (each["state"], [benefit["usable"] for benefit in each["benefits"]])
            for each in demo.see(question, who)["contracts"]
        ]
        for who in ("ben", "frida", "sam")
    }
    assert found == {
        "ben": [("ACTIVE", [True])], "frida": [("FROZEN", [False])], "sam": [("ACTIVE", [False])],
    }  # fmt: skip


def test_access_is_restricted_though_the_contract_exists(demo: Demo) -> None:
    """Greta's desk is frozen and her mailbox is not, so the room for desks says no at step five."""
    answer = demo.see(ACCESS, "greta", MITTE, **monday(demo, "Korrektur"))["access"]
    assert answer["refusal"] == {"step": 5, "code": "INVALID_TARIFF"}


def test_what_a_team_shares_shows_to_whoever_pays(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Jette pays for Nordlicht, whose people share the minutes of her office."""
    question = """{ me { membership contracts { team { name }
      benefits { name amount left usable } } } }"""
    assert demo.shows(question, "jette", "berlin-kreuzberg") == snapshot
