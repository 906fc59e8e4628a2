"""Timing of suspensions, plans, permissions, content and rules, with a clock that is moved."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from tests.seeds.conftest import copied
from tests.seeds.demo import DAY, MITTE, NOON, Demo, written_anew
from tests.seeds.moments import SECOND, seen, utc

KREUZBERG = "berlin-kreuzberg"
PECKHAM = "plenum-peckham"
PATIENCE_SECONDS = 60


def test_a_suspension_restricts_at_once_and_is_lifted_at_once(house: Demo) -> None:
    """With the session that was open all the time; and only by somebody."""
    signed_in, act = NOON - DAY, "{ resources(first: 1) { nodes { viewerCanBook } } }"
    where = {"customerId": "Customer:136", "reason": "x"}

    def may_book(moment: dt.datetime) -> bool:
        shown = house.see(act, "lou", MITTE, moment, signed_in=signed_in)
        return bool(shown["nodes"][0]["viewerCanBook"])

    house.do("suspendCustomer { errors { code } }", "dana", **where)
    assert (may_book(NOON - SECOND), may_book(NOON)) == (True, False)
    assert not may_book(NOON + 30 * DAY)
    lifted = NOON + 31 * DAY
    house.do("unsuspendCustomer { errors { code } }", "dana", when=lifted, **where)
    assert (may_book(lifted - SECOND), may_book(lifted)) == (False, True)


def test_another_plan_begins_with_the_next_cycle(house: Demo) -> None:
    """Until then the old one holds, with its benefits; the night's round makes the change."""
    (own,) = house.see("{ me { contracts { id renewalDate } } }", "carla", KREUZBERG)["contracts"]
    plan = house.id("Plan", "plans", key="hot-desk", location_id="berlin-kreuzberg")
    asked = "{ me { contracts { planName nextPlan { name } price { amount } } } }"
    (before,) = house.see(asked, "carla", KREUZBERG)["contracts"]
    done = house.do("changePlan { errors { code } }", "carla", KREUZBERG, contractId=own["id"],
                    planId=plan)  # fmt: skip
    assert done == {"errors": []}
    renewal = dt.datetime.fromisoformat(f"{own['renewalDate']}T06:00:00+00:00")
    house.invoice(renewal - DAY, "berlin-kreuzberg")
    (waiting,) = house.see(asked, "carla", KREUZBERG, renewal - DAY)["contracts"]
    assert waiting == {**before, "nextPlan": {"name": "Hot Desk"}}
    house.invoice(renewal, "berlin-kreuzberg")
    (changed,) = house.see(asked, "carla", KREUZBERG, renewal)["contracts"]
    assert (changed["planName"], changed["nextPlan"]) == ("Hot Desk", None)
    assert changed["price"] != before["price"]


def test_a_plan_s_new_benefits_come_with_the_next_cycle(house: Demo) -> None:
    """Twice the hours from the 25th on: Ben has them from the 8th, when his cycle begins."""
    benefit = "plan_benefits where name = 'Vier Stunden Raum'"
    columns = [name for _, name, *_ in house.rows("pragma table_info(plan_benefits)")]
    anew = {
        "id": "id + 1000000", "amount": "480", "from_date": "'2026-11-25'", "until_date": "null",
    }  # fmt: skip
    values = ", ".join(anew.get(name, name) for name in columns)
    house.rows(f"insert into plan_benefits ({', '.join(columns)}) select {values} from {benefit}")
    house.rows("update plan_benefits set until_date = '2026-11-25' "
               "where name = 'Vier Stunden Raum' and amount = 240")  # fmt: skip
    question = "{ me { contracts { benefits { amount renewsOn } } } }"
    found = seen(house, question, "ben", MITTE, utc("2026-12-07T23:00"))
    assert [each["contracts"][0]["benefits"] for each in found] == [
        [{"amount": 240, "renewsOn": "2026-12-08"}], [{"amount": 480, "renewsOn": "2027-01-08"}],
    ]  # fmt: skip


def test_credits_of_a_plan_end_with_their_cycle(house: Demo) -> None:
    """Pia has used an hour in this one; in the next all of it is there again."""
    room = house.id("Resource", "resources", name="Feigenbaum")
    done = house.do("bookResource { coveredMinutes errors { code } }", "pia", resourceId=room,
                    startsAt="2026-12-03T17:00:00Z", endsAt="2026-12-03T18:00:00Z")  # fmt: skip
    assert done == {"coveredMinutes": 60, "errors": []}
    question = "{ me { contracts { renewalDate benefits { kind amount left renewsOn } } } }"
    first = utc("2026-12-03T12:00")
    (credit,) = [
        each
        for each in house.see(question, "pia", MITTE, first)["contracts"][0]["benefits"]
        if each["kind"] == "TIME_CREDIT"
    ]
    renewal = dt.datetime.fromisoformat(f"{credit['renewsOn']}T00:00:00+01:00")
    found = seen(house, question, "pia", MITTE, renewal)
    left = [
        each["left"]
        for shown in found
        for each in shown["contracts"][0]["benefits"]
        if each["kind"] == "TIME_CREDIT"
    ]
    assert left[0] < credit["amount"]
    assert left[1] == credit["amount"]


def test_credits_that_were_bought_never_end_by_themselves(house: Demo) -> None:
    """Without an end of their own they are there, and usable, after thirty years."""
    house.rows("update product_grants set days = null where units = 5")
    card = house.id("Product", "products", name="Clay card, five")
    bought = house.do("purchaseProduct { errors { code } }", "faye", PECKHAM, productId=card)
    assert bought == {"errors": []}
    question = "{ me { products { nodes { name units unitsLeft untilDate state usable } } } }"
    found = [
        each
        for moment in (NOON, NOON + 30 * 365 * DAY)
        for each in house.see(question, "faye", PECKHAM, moment)["products"]["nodes"]
        if each["name"] == "Clay card, five" and each["untilDate"] is None
    ]
    assert found == 2 * [
        {"name": "Clay card, five", "units": 5, "unitsLeft": 5, "untilDate": None,
         "state": "CURRENT", "usable": True},
    ]  # fmt: skip


def test_a_permission_that_is_taken_away_is_gone_at_once(demo: Demo) -> None:
    """Yusuf's role ended with yesterday: the session that had it has it no more."""
    question = "{ customers(first: 1) { nodes { name } } }"
    signed_in = NOON - 3 * DAY
    ended = demo.rows("select until_at from staff_grants where until_at is not null")[0][0]
    moment = dt.datetime.fromisoformat(ended)
    answers = [
        demo.ask(question, "yusuf", "ghent-docks", when, signed_in=signed_in)["data"]["customers"]
        for when in (moment - SECOND, moment)
    ]
    assert answers[0]["nodes"]
    assert answers[1] is None


def test_a_permission_that_is_given_needs_a_new_sign_in(demo: Demo) -> None:
    """Caleb is house manager from next week on: the session of today never is."""
    question = "{ customers(first: 1) { nodes { name } } }"
    given = demo.rows("select from_at from staff_grants where from_at > '2026-11-23'")[0][0]
    moment = dt.datetime.fromisoformat(given)
    house = ("caleb", "new-york-dumbo", moment)
    assert demo.ask(question, *house, signed_in=NOON)["data"]["customers"] is None
    assert demo.ask(question, *house, signed_in=moment)["data"]["customers"]["nodes"]


def test_an_administrator_of_a_team_is_one_at_once(house: Demo) -> None:
    """Tom makes Max one, who sees the team's contracts with the session of yesterday."""
    question = "{ contracts { nodes { planName } } }"
    asked = ("max", MITTE, NOON)
    assert house.see(question, *asked, signed_in=NOON - DAY)["nodes"] == []
    (seat,) = house.see("{ me { teams { id } } }", "max", MITTE)["teams"]
    done = house.do(
        "changeTeamRole { member { role } errors { code } }", "tom", MITTE,
        memberId=seat["id"], role="ADMINISTRATOR", why="Tom is away in winter",
    )  # fmt: skip
    assert done == {"member": {"role": "ADMINISTRATOR"}, "errors": []}
    found = house.see(question, *asked, signed_in=NOON - DAY)["nodes"]
    assert found == [{"planName": "Private Office"}]


def test_who_is_removed_from_a_team_loses_its_rights_at_once(house: Demo) -> None:
    """Sofia's record says so, and Faye's own session sees no team any more."""
    asked = ("faye", "plenum-peckham", NOON)
    question = "{ me { teams { id team { name } } } }"
    (seat,) = house.see(question, *asked, signed_in=NOON - DAY)["teams"]
    assert seat["team"] == {"name": "Rye Lane Ceramics"}
    done = house.do(
        "removeFromTeam { errors { code } }", "sofia", "plenum-peckham",
        memberId=seat["id"], why="Left the ceramics",
    )  # fmt: skip
    assert done == {"errors": []}
    assert house.see(question, *asked, signed_in=NOON - DAY) == {"teams": []}


def test_the_directory_follows_at_once(house: Demo) -> None:
    """Where the source grants it a quarter of an hour: nothing here is kept aside for it."""
    question = '{ profiles(filter: { displayName: { eq: "Vera Engel" } }) { totalCount } }'
    assert house.see(question, "ben")["totalCount"] == 1
    house.do("updateMyProfile { errors { code } }", "vera", published=False)
    assert house.see(question, "ben")["totalCount"] == 0


@pytest.mark.parametrize(
    ("kind", "table", "title", "column", "shown"),
    [
        ("events", "events", "Sommerfest", "published_at", (0, 1)),
        ("events", "events", "Flohmarkt im Treppenhaus", "unpublished_at", (1, 0)),
        ("articles", "articles", "Kalte Druckhalle am Montag", "published_at", (0, 1)),
        ("articles", "articles", "Kalte Druckhalle am Montag", "unpublished_at", (1, 0)),
    ],
)
def test_content_comes_and_goes_at_its_moment(
    demo: Demo, kind: str, table: str, title: str, column: str, shown: tuple[int, int]
) -> None:
    """To the second, without anybody being there."""
    text = f"select {column} from {table} where title = ? and location_id = ?"
    moment = dt.datetime.fromisoformat(demo.rows(text, title, MITTE)[0][0])
    question = f'{{ {kind}(filter: {{ title: {{ eq: "{title}" }} }}) {{ totalCount }} }}'
    counts = [
        demo.see(question, None, MITTE, when)["totalCount"] for when in (moment - SECOND, moment)
    ]
    assert tuple(counts) == shown


@pytest.mark.parametrize(
    ("portal", "moment", "codes"),
    [
        ("berlin-kreuzberg", "2026-11-15T23:00", ("MEMBERS_ONLY", None)),
        ("berlin-kreuzberg", "2026-11-29T23:00", (None, "MEMBERS_ONLY")),
    ],
)
def test_a_dated_rule_goes_by_the_clock_of_the_portal(
    demo: Demo, portal: str, moment: str, codes: tuple[str | None, str | None]
) -> None:
    """The open fortnight of Kreuzberg, from midnight to midnight, for Anna."""
    found = [
        demo.refused("{ resources { totalCount } }", "anna", portal, when).get("resources")
        for when in (utc(moment) - SECOND, utc(moment))
    ]
    assert tuple(found) == codes


def test_an_edit_of_the_rules_counts_for_whoever_is_signed_in(
    demo_file: Path, tmp_path: Path
) -> None:
    """Without a restart and without a new sign-in: the next requests find the section closed."""
    root = written_anew(tmp_path / "root")
    path, question = root / "policies/portal.yaml", "{ faqs { totalCount } }"
    with Demo(copied(demo_file, root), root) as portal:
        assert portal.refused(question, "anna") == {}
        path.write_text(
            path.read_text().replace("faq:        { access: public", "faq:        { access: member")
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not portal.refused(question, "anna") and time.monotonic() < deadline:
            time.sleep(0.02)
        assert portal.refused(question, "anna") == {"faqs": "MEMBERS_ONLY"}
        assert portal.refused(question, "ben") == {}
