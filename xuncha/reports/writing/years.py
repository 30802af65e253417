"""What the reports of a year refer to: figures of the catalogue, of a round or a county alone, and facts in words."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, get_type_hints

from xuncha.guidance.queries import counties_below
from xuncha.kernel.figures import Scope
from xuncha.records.answers import Rows
from xuncha.records.models import Office
from xuncha.reports.engine.design import Reference, Vocabulary
from xuncha.reports.queries.registry import FIGURES, keys_of
from xuncha.reports.queries.values import Value, answer, by_county, has_counties, styled, values_of
from xuncha.reports.queries.years import rounds_of_year
from xuncha.reports.writing.facts import facts_of, facts_of_counties, months
from xuncha.reports.writing.report import Piece
from xuncha.reports.writing.words import COUNTY_FACTS, FACTS, PER
from xuncha.rounds.models import Round

FINISHED, UNDER_WAY, COUNTY = "finished", "under_way", "county"
ROUNDS = frozenset({FINISHED, UNDER_WAY})


class YearSource:
    """An office's year up to a day. Each figure is counted once; those of the counties only when asked.

    `only` leaves out the other counties where each of them has its paragraph.
    """

    def __init__(self, office: Office, scope: Scope, only: Office | None = None) -> None:
        self.office, self.scope, self.only = office, scope, only
        self.rounds = rounds_of_year(scope)
        self.values = values_of(keys_of(scope, self.rounds), scope)
        self.facts = facts_of(office, scope)
        self._by_county: dict[str, dict[int, Value]] = {}

    def items(self, per: str) -> list[Any]:
        if per == COUNTY:
            return self._counties
        return list(self.rounds.finished if per == FINISHED else self.rounds.under_way)

    def pieces(self, asked: Reference, item: Any) -> list[Piece]:
        match asked.prefix:
            case "@" | "@?":
                fact = self._fact(asked.name, item)
                return [Piece(fact)] if fact or asked.prefix == "@?" else []
            case "months:":
                spelled = months(asked.name, self.scope)
                return [Piece(spelled)] if spelled else []
            case "n-earlier:":
                return self._earlier(asked)
            case "c:":
                return self._put(asked, self._of_counties(asked.name)[item.pk])
        key = asked.name.replace("[n]", str(item.number)) if isinstance(item, Round) else asked.name
        return self._put(asked, self.values.get(key))

    @staticmethod
    def _put(asked: Reference, value: Value | None) -> list[Piece]:
        if value is None or value.is_nothing:
            return []
        return [Piece(styled(value, asked.style) if asked.style else value.printed, value)]

    def _fact(self, name: str, item: Any) -> str:
        if name == "round" and isinstance(item, Round):
            return item.name
        if isinstance(item, Office) and name in COUNTY_FACTS:
            return self._facts_of_counties[item.pk].get(name, "")
        return self.facts.get(name, "")

    def _earlier(self, asked: Reference) -> list[Piece]:
        """The family's members of the rounds before this year, one after another."""
        keys = (asked.name.replace("[n]", str(round_.number)) for round_ in self.rounds.earlier)
        found = (self._put(asked, self.values[key]) for key in keys if key in self.values)
        pieces = [p for put in found for one in put for p in (Piece("、"), one)]
        return pieces[1:]

    @cached_property
    def _counties(self) -> list[Office]:
        return [self.only] if self.only else list(counties_below(self.office.pk))

    @cached_property
    def _facts_of_counties(self) -> dict[int, dict[str, str]]:
        return facts_of_counties(self._counties, self.scope)

    def _of_counties(self, key: str) -> dict[int, Value]:
        if key not in self._by_county:
            self._by_county[key] = by_county(key, self.scope, self._counties)
        return self._by_county[key]


def vocabulary(scope: Scope) -> Vocabulary:
    """What a year's reports of this office may refer to."""
    plain = [figure for figure in FIGURES.values() if not figure.is_family]
    counts = {figure.key for figure in FIGURES.values() if get_type_hints(figure.rows).get("return") is Rows}
    return Vocabulary(
        figures=frozenset(figure.key for figure in plain),
        families=frozenset(FIGURES) - {figure.key for figure in plain},
        rates=frozenset(FIGURES) - counts,
        counties=frozenset(_with_counties((f.key for f in plain if f.key in counts), scope)),
        facts=FACTS | COUNTY_FACTS,
        per=PER,
        rounds=ROUNDS,
        bound={"round": ROUNDS} | dict.fromkeys(COUNTY_FACTS, frozenset({COUNTY})),
    )


def _with_counties(keys: Iterable[str], scope: Scope) -> Iterable[str]:
    return (key for key in keys if has_counties(answer(key, scope)[1]))
