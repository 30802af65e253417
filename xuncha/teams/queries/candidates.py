"""Who might go to one group, with what keeps them from it, as the last proposal found it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from xuncha.talent.models import PoolMember
from xuncha.teams.models import Proposal
from xuncha.teams.queries.proposals import Chip, by_uid, chips_of
from xuncha.teams.rules.instances import Candidate

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One candidate towards one group. `place` is where the plan has him, "" for nowhere."""

    member: PoolMember
    candidate: Candidate
    kept_out: bool
    chips: tuple[Chip, ...]
    place: str


@dataclass(frozen=True)
class Lines:
    rows: tuple[Line, ...]
    total: int
    page: int
    pages: int

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1


def lines(proposal: Proposal, team: str, *, specialty: str = "", name: str = "", page: int = 1) -> Lines:
    """Those who may go there first, then by how seldom they were sent."""
    demands = proposal.demands
    kept_out = {one for one, group in demands.blocked if group == team}
    found = [one for one in demands.candidates if _is_meant(one, specialty, name)]
    found.sort(key=lambda one: (one.id in kept_out, one.served, one.name, one.id))
    pages = max(-(-len(found) // PAGE), 1)
    page = min(max(page, 1), pages)
    cut = found[(page - 1) * PAGE : page * PAGE]
    members = by_uid(one.id for one in cut)
    chips = chips_of(json.loads(proposal.ties))
    places = _places(proposal)
    rows = [
        Line(
            members[one.id],
            one,
            one.id in kept_out,
            tuple(chips.get((one.id, team), ())),
            places.get(one.id, ""),
        )
        for one in cut
        if one.id in members
    ]
    return Lines(tuple(rows), len(found), page, pages)


def specialties(candidates: Iterable[Candidate]) -> list[str]:
    return sorted({one.specialty for one in candidates})


def _is_meant(one: Candidate, specialty: str, name: str) -> bool:
    return (not specialty or one.specialty == specialty) and (not name or name in one.name)


def _places(proposal: Proposal) -> dict[str, str]:
    return {uid: group for group, row in proposal.seats.items() for part in row.values() for uid in part}
