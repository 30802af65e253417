"""What each demand and each choice costs: the same question without it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuncha.teams.rules.instances import Demands, Team, Wish


@dataclass(frozen=True)
class Without:
    """What was asked, less one thing: a choice, or a group's need of a specialty."""

    demands: Demands
    wish: Wish | None = None
    team: str = ""
    specialty: str = ""


def without(demands: Demands) -> Iterator[Without]:
    """Each choice left out, then each need."""
    for place, wish in enumerate(demands.wishes):
        rest = demands.wishes[:place] + demands.wishes[place + 1 :]
        yield Without(replace(demands, wishes=rest), wish=wish)
    for place, team in enumerate(demands.teams):
        for word in sorted(team.needs):
            teams = (*demands.teams[:place], _less(team, word), *demands.teams[place + 1 :])
            yield Without(replace(demands, teams=teams), team=team.id, specialty=word)


def _less(team: Team, word: str) -> Team:
    return replace(team, needs={key: number for key, number in team.needs.items() if key != word})
