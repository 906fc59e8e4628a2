"""The plan of a customer in a community centre."""

from __future__ import annotations

import datetime as dt

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import DAY, NOON, Demo

DESK = ("tess", "plenum-hackney")
PLAN = """{ customer(id: "Customer:%s") { latestContract {
  planName planKind memberCount startDate cancellationDate
  recurringPrice { amount currency per } current autoPay autoPaySuspended } } }"""


def test_a_plan_at_a_glance(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Name, kind, members, start, end, price and flags: of one alone, and of a family of three."""
    assert [demo.shows(PLAN % key, *DESK) for key in ("202", "213")] == snapshot


def test_only_the_most_recent_plan_is_shown(house: Demo) -> None:
    """A previous one stays, without the flag, until another one runs."""
    question = """{ customer(id: "Customer:202") {
      latestContract { planName current cancellationDate } } }"""
    house.rows(
        "update contracts set cancellation_date = '2026-12-01', ends_at = '2026-12-01T00:00:00Z' "
        "where customer_id = 202"
    )
    before = house.see(question, *DESK)["latestContract"]
    after = house.see(question, *DESK, NOON + 20 * DAY)["latestContract"]
    assert before == {
        "planName": "Centre Pass", "current": True, "cancellationDate": "2026-12-01",
    }  # fmt: skip
    assert after == {**before, "current": False}


def test_of_plans_that_are_over_the_last_to_end_is_shown(house: Demo) -> None:
    """Whichever began last; and one that was taken back before it began was never a plan."""
    question = """{ customer(id: "Customer:213") { latestContract { planName startDate } } }"""
    ((last,),) = house.rows("select id from contracts where customer_id = 213")
    columns = [name for (_, name, *_) in house.rows("pragma table_info(contracts)")]
    for number, start, end in (
        (1, "2026-09-01", "2026-10-01"),
        (2, "2026-12-01", "2026-11-20"),
    ):
        given = {
            "id": f"{last * 1000 + number}", "start_date": f"'{start}'",
            "starts_at": f"'{start}T00:00:00Z'", "cancellation_date": f"'{end}'",
            "ends_at": f"'{end}T00:00:00Z'",
        }  # fmt: skip
        taken = ", ".join(given.get(name, name) for name in columns)
        house.rows(
            f"insert into contracts ({', '.join(columns)}) select {taken} from contracts "
            f"where id = {last}"
        )
    house.rows(
        "update contracts set cancellation_date = '2026-11-01', ends_at = '2026-11-01T00:00:00Z' "
        f"where id = {last}"
    )
    ((first_day,),) = house.rows(f"select start_date from contracts where id = {last}")
    assert house.see(question, *DESK)["latestContract"]["startDate"] == first_day


def test_whoever_is_archived_is_not_counted(house: Demo) -> None:
    """They are kept for the record only: the plan is for one person less, at the desk and at home.

    Staff still find them in the list, and see that they are archived.
    """
    question = """{ customer(id: "Customer:213") { latestContract {
      memberCount team { members { customer { name archived } } } } } }"""
    before = house.see(question, *DESK)["latestContract"]
    assert (before["memberCount"], len(before["team"]["members"])) == (3, 3)
    ((mia,),) = house.rows("select id from customers where full_name = 'Mia Marchetti'")
    house.rows(
        "insert into customer_archivings (network_id, id, customer_id, from_at, by_whom, why) "
        f"values ('plenum', 987654, {mia}, '2026-11-20T00:00:00Z', 'staff', 'moved away')"
    )
    after = house.see(question, *DESK)["latestContract"]
    archived = [each["customer"]["archived"] for each in after["team"]["members"]]
    assert (after["memberCount"], sorted(archived)) == (2, [False, False, True])
    own = house.shows("{ me { latestContract { memberCount } } }", "rosa", "plenum-hackney")
    assert '"memberCount": 2' in own


def test_a_customer_without_any_plan_has_none_to_show(demo: Demo) -> None:
    """Amir is a contact who never had one."""
    assert demo.see(PLAN % "201", *DESK) == {"latestContract": None}


def test_current_is_shown_while_the_membership_is_active(demo: Demo) -> None:
    """An expired plan shows no such flag, and the day on which it ended."""
    emil = '{ customer(id: "Customer:113") { latestContract { current cancellationDate state } } }'
    found = demo.see(emil, "dana", "berlin-mitte")["latestContract"]
    assert (found["current"], found["state"]) == (False, "ENDED")
    assert dt.date.fromisoformat(found["cancellationDate"]) < NOON.date()


def test_auto_pay_and_its_suspension_are_flags_of_their_own(demo: Demo) -> None:
    """Rosa pays by herself; Faye would, and her auto pay rests."""
    question = """{ customer(id: "Customer:%s") {
      latestContract { autoPay autoPaySuspended } } }"""
    found = {key: demo.see(question % key, "grace", "plenum")["latestContract"]
             for key in ("213", "203", "214")}  # fmt: skip
    assert found == {
        "213": {"autoPay": True, "autoPaySuspended": False},
        "203": {"autoPay": True, "autoPaySuspended": True},
        "214": {"autoPay": False, "autoPaySuspended": False},
    }


def test_the_members_of_a_plan_lead_to_each_other(demo: Demo) -> None:
    """From Rosa to Mia and back, each with the whole list."""
    question = """{ customer(id: "%s") { name latestContract { planKind
      team { members { customer { id name } } } } } }"""
    rosa = demo.see(question % "Customer:213", *DESK)
    family = [each["customer"] for each in rosa["latestContract"]["team"]["members"]]
    assert sorted(each["name"] for each in family) == [
        "Leo Marchetti", "Mia Marchetti", "Rosa Marchetti",
    ]  # fmt: skip
    for member in family:
        there = demo.see(question % member["id"], *DESK)
        assert there["name"] == member["name"]
        assert there["latestContract"]["planKind"] == "MULTI_MEMBER"
        back = [each["customer"] for each in there["latestContract"]["team"]["members"]]
        assert back == family
