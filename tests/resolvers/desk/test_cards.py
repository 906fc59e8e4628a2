"""Staff put customers into the stages of their boards; customers never see them."""

from __future__ import annotations

from tests.resolvers.desk.conftest import ALFAMA, Studio

MOVE = """
mutation M($input: MoveCrmCardInput!) {
  moveCrmCard(input: $input) {
    card { id why stage { name } customer { name } }
    errors { code field }
  }
}
"""


async def _stages(studio: Studio) -> tuple[str, str, str]:
    """Write a board of Mitte's with two stages, and one of Alfama's with one."""
    add = studio.rows.add
    here, there = add("crm_boards", name="New"), add("crm_boards", name="Far", location_id=ALFAMA)
    asked = add("crm_stages", board_id=here, key="asked", name="Asked", position=1)
    joined = add("crm_stages", board_id=here, key="joined", name="Joined", position=2)
    far = add("crm_stages", board_id=there, key="a", name="Far", position=1, location_id=ALFAMA)
    await studio.rows.write(studio.database)
    return f"CrmStage:{asked}", f"CrmStage:{joined}", f"CrmStage:{far}"


async def test_a_customer_is_in_one_stage_of_a_board(studio: Studio) -> None:
    """A move ends one row and begins the next; moving to where they are changes nothing."""
    asked, joined, _ = await _stages(studio)
    ada = f"Customer:{studio.ada}"
    first = await studio(MOVE, customerId=ada, stageId=asked, why="Rang.")
    assert first["card"]["stage"] == {"name": "Asked"}
    again = await studio(MOVE, customerId=ada, stageId=asked, why="Rang twice.")
    assert again["card"] == first["card"]
    second = await studio(MOVE, customerId=ada, stageId=joined, why="Signed.")
    assert second["card"]["stage"] == {"name": "Joined"}
    rows = await studio.stored("select why, until_at is null from crm_cards order by id")
    assert [(why, bool(open_)) for why, open_ in rows] == [("Rang.", False), ("Signed.", True)]
    trail = await studio.stored("select action, record_type from audit_entries")
    assert trail == [("crm.move", "CrmCard")] * 2


async def test_who_may_move(studio: Studio) -> None:
    """Staff with the permission at the board's place; others do not know of the board."""
    asked, _, far = await _stages(studio)
    ada, nuno = f"Customer:{studio.ada}", f"Customer:{studio.nuno}"
    desk = await studio(MOVE, studio.staff("front-desk"), customerId=ada, stageId=asked, why="x")
    assert desk["errors"] == [{"code": "NOT_FOUND", "field": "stageId"}]
    elsewhere = await studio(MOVE, customerId=ada, stageId=far, why="x")
    assert elsewhere["errors"] == [{"code": "NOT_FOUND", "field": "stageId"}]
    stranger = await studio(MOVE, customerId=nuno, stageId=asked, why="x")
    assert stranger["errors"] == [{"code": "NOT_FOUND", "field": "customerId"}]
    wordless = await studio(MOVE, customerId=ada, stageId=asked, why=" ")
    assert wordless["errors"] == [{"code": "INVALID_VALUE", "field": "why"}]


async def test_entering_a_board_suspends_where_that_is_declared(studio: Studio) -> None:
    """Once for each time they come onto it: going on to another stage suspends nobody again."""
    asked, joined, _ = await _stages(studio)
    ada, occasion = f"Customer:{studio.ada}", "suspension.automatic: [{ overdue-days: 30 }]"
    declared = ((occasion, "suspension.automatic: [crm-stage]"),)
    causes = (
        "select s.why, c.occasion from customer_suspensions s "
        "join suspension_causes c on c.suspension_id = s.id"
    )
    await studio(MOVE, None, declared, customerId=ada, stageId=asked, why="Rang.")
    assert await studio.stored(causes) == [("Rang.", "crm-stage")]
    async with studio.database.transaction() as connection:
        await connection.fetch("update customer_suspensions set until_at = from_at", ())
    await studio(MOVE, None, declared, customerId=ada, stageId=joined, why="Signed.")
    assert await studio.stored(causes) == [("Rang.", "crm-stage")]
