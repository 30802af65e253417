"""Which rounds a year's report speaks of: those finished before it, in it, and those still under way."""

from dataclasses import dataclass
from datetime import date

from xuncha.kernel.figures import Scope
from xuncha.rounds.models import Round
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.queries.progress import rounds_until
from xuncha.rounds.queries.rounds import reported_rounds

OF_FINISHED = ("round[n].units",)
OF_UNDER_WAY = ("round[n].routine", "round[n].linked", "round[n].own", "round[n].lookback")
OF_THE_YEAR = ("coverage.after_round[n]",)


@dataclass(frozen=True)
class YearRounds:
    earlier: tuple[Round, ...]
    finished: tuple[Round, ...]
    under_way: tuple[Round, ...]

    @property
    def all(self) -> tuple[Round, ...]:
        return (*self.earlier, *self.finished, *self.under_way)


def rounds_of_year(scope: Scope) -> YearRounds:
    """Rounds of the term in force, sorted by when the last task left the site; each by number."""
    reported = reported_rounds(scope)
    return YearRounds(
        earlier=tuple(_earlier(scope, {r.round.pk for r in reported})),
        finished=tuple(r.round for r in reported if not r.under_way),
        under_way=tuple(r.round for r in reported if r.under_way),
    )


def _earlier(scope: Scope, reported: set[int]) -> list[Round]:
    """Those of the term that had left the site before the year began."""
    rounds = rounds_until(frame(scope.office, scope.day)).exclude(pk__in=reported)
    return list(rounds.filter(tasks__left_on__lt=date(scope.year, 1, 1), tasks__voided_at=None).distinct())


def family_numbers(rounds: YearRounds) -> dict[str, list[int]]:
    """For each family of figures the round numbers that mean something in the year."""
    done = [r.number for r in (*rounds.earlier, *rounds.finished)]
    open_ = [r.number for r in rounds.under_way]
    of_the_year = [r.number for r in (*rounds.finished, *rounds.under_way)]
    return {
        **dict.fromkeys(OF_FINISHED, done),
        **dict.fromkeys(OF_UNDER_WAY, open_),
        **dict.fromkeys(OF_THE_YEAR, of_the_year),
    }
