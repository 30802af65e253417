"""Proposals as lines, and side by side."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from xuncha.teams.models import Proposal
from xuncha.teams.queries.proposals import Shown, Sitting, shown
from xuncha.teams.rules import PARTS


@dataclass(frozen=True)
class Outline:
    """A proposal as one line."""

    proposal: Proposal
    parts: tuple[tuple[str, float], ...]
    gap: float | None
    tone: str


@dataclass(frozen=True)
class Row:
    """One measure of several plans; `best` are the places of the smallest values where they differ."""

    label: str
    values: tuple[float | None, ...]
    best: frozenset[int]


@dataclass(frozen=True)
class Compared:
    """Plans side by side: what each costs, and each group's people with those that only one plan has marked."""

    plans: tuple[Shown, ...]
    rows: tuple[Row, ...]
    groups: tuple[tuple[str, tuple[tuple[tuple[Sitting, bool], ...], ...]], ...]


def outline(proposal: Proposal) -> Outline:
    parts = json.loads(proposal.answer).get("parts", {}) if proposal.answer else {}
    found = Shown(proposal, (), (), ())
    return Outline(
        proposal, tuple((PARTS[name], parts[name]) for name in PARTS if name in parts), found.gap, found.tone
    )


def compared(proposals: Iterable[Proposal]) -> Compared:
    plans = tuple(shown(one) for one in proposals)
    rows = [_row("目标值", [plan.proposal.objective for plan in plans])]
    rows += [_row(label, [dict(plan.parts).get(label) for plan in plans]) for label in PARTS.values()]
    names = list(dict.fromkeys(table.team.id for plan in plans for table in plan.tables))
    return Compared(plans, tuple(rows), tuple((name, _side_by_side(plans, name)) for name in names))


def _row(label: str, values: list[float | None]) -> Row:
    known = [value for value in values if value is not None]
    differ = len(set(known)) > 1
    best = {n for n, value in enumerate(values) if differ and value == min(known)}
    return Row(label, tuple(values), frozenset(best))


def _side_by_side(plans: Iterable[Shown], name: str) -> tuple[tuple[tuple[Sitting, bool], ...], ...]:
    """Of each plan the group's people, and whether every plan has them there."""
    columns = [next((table.people for table in plan.tables if table.team.id == name), ()) for plan in plans]
    common = set.intersection(*({(one.candidate.id, one.leads) for one in column} for column in columns))
    return tuple(
        tuple((one, (one.candidate.id, one.leads) in common) for one in column) for column in columns
    )
