"""Teams and their people into rows."""

from __future__ import annotations

from store.demo.places import PLACES, Place
from store.demo.stage import Stage
from store.demo.written import Content
from store.teams import team_members, teams

_FOUNDED = -350


def add_teams(stage: Stage, content: Content) -> None:
    """Add the teams of a place, still without people: contracts want to name them."""
    place = PLACES[content.place]
    for team in content.teams:
        stage.teams[place.network, team.key] = stage.rows.add(
            teams,
            network_id=place.network,
            location_id=place.id,
            name=team.name,
            summary=team.summary,
            published=team.published,
        )


def add_team_people(stage: Stage, content: Content) -> None:
    """Give the teams of a place their roles, first those written down, then some of the crowd."""
    place = PLACES[content.place]
    crowd = [someone for someone in stage.people[place.id] if someone.is_member]
    for team in content.teams:
        team_id = stage.teams[place.network, team.key]
        for order, (key, role) in enumerate(team.roles):
            someone = stage.named[place.network, key]
            _add(stage, place, team_id, someone.id, role, max(_FOUNDED, someone.registered) + order)
        named = {stage.named[place.network, key].id for key, _ in team.roles}
        joining = [someone for someone in crowd if someone.id not in named][-team.strangers :]
        has_payer = any(role == "paying-member" for _, role in team.roles)
        for order, someone in enumerate(joining if team.strangers else ()):
            role = "member" if has_payer or order else "paying-member"
            crowd.remove(someone)
            _add(stage, place, team_id, someone.id, role, max(_FOUNDED, someone.registered + 5))


def _add(stage: Stage, place: Place, team: int, customer: int, role: str, since: int) -> None:
    stage.rows.add(
        team_members,
        network_id=place.network,
        team_id=team,
        customer_id=customer,
        role=role,
        from_at=stage.days.at(place, min(since, -1), "10:00"),
        until_at=None,
        by_whom="house manager",
        why="joined the team",
    )
    if customer not in stage.team_people[team]:
        stage.team_people[team].append(customer)
