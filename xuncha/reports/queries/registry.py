"""Every figure of the house under its key. The apps define them; here they are found."""

import re
from collections.abc import Iterator, Mapping, Sequence

from xuncha.archive.figures import INDICATORS as OF_ARCHIVE
from xuncha.clues.figures import CATALOGUE as CLUES
from xuncha.clues.figures import INDICATORS as OF_CLUES
from xuncha.fieldwork.figures import INDICATORS as OF_FIELDWORK
from xuncha.findings.figures import CATALOGUE as FINDINGS
from xuncha.findings.figures import INDICATORS as OF_FINDINGS
from xuncha.guidance.figures import CATALOGUE as GUIDANCE
from xuncha.guidance.figures import INDICATORS as OF_GUIDANCE
from xuncha.kernel.figures import Catalogue, Figure, Scope
from xuncha.kernel.refusals import BadInput
from xuncha.leadership.figures import CATALOGUE as LEADERSHIP
from xuncha.leadership.figures import INDICATORS as OF_LEADERSHIP
from xuncha.linkage.figures import CATALOGUE as LINKAGE
from xuncha.records.answers import Answer
from xuncha.rectification.figures import CATALOGUE as RECTIFICATION
from xuncha.rectification.figures.indicators import INDICATORS as OF_RECTIFICATION
from xuncha.reports.queries.years import YearRounds, family_numbers, rounds_of_year
from xuncha.rounds.figures import CATALOGUE as ROUNDS
from xuncha.rounds.figures import INDICATORS as OF_ROUNDS
from xuncha.rounds.models import Round
from xuncha.rounds.queries.frame import frame
from xuncha.talent.figures import CATALOGUE as TALENT
from xuncha.talent.figures import INDICATORS as OF_TALENT
from xuncha.teams.figures import CATALOGUE as TEAMS

CATALOGUES = (LEADERSHIP, ROUNDS, LINKAGE, TALENT, GUIDANCE, CLUES, FINDINGS, RECTIFICATION, TEAMS)
FIGURES: dict[str, Figure[Answer]] = {f.key: f for catalogue in CATALOGUES for f in catalogue.figures}
# What returns ask beyond the annual report: found and opened like every figure, but no chapter of the report.
FURTHER = (
    *(OF_LEADERSHIP, OF_ROUNDS, OF_TALENT, OF_GUIDANCE, OF_FIELDWORK, OF_FINDINGS),
    *(OF_CLUES, OF_RECTIFICATION, OF_ARCHIVE),
)
INDICATORS: dict[str, Figure[Answer]] = {f.key: f for catalogue in FURTHER for f in catalogue.figures}
NUMBER = re.compile(r"(?<=[a-z_])[1-9]\d{0,2}(?=\.|$)")


def provide(catalogue: Catalogue[Answer]) -> None:
    """Indicators of an app above reports on the stairs; config wires them."""
    INDICATORS.update({figure.key: figure for figure in catalogue.figures})


def family_of(key: str) -> str:
    """round7.units → round[n].units; a key without a number is its own."""
    return NUMBER.sub("[n]", key, count=1)


def find(key: str) -> tuple[Figure[Answer], int | None]:
    """The figure of a key; for a member of a family also its number. BadInput for an unknown key."""
    if key in FIGURES and not FIGURES[key].is_family:
        return FIGURES[key], None
    if key in INDICATORS:
        return INDICATORS[key], None
    number, family = NUMBER.search(key), family_of(key)
    if number and family in FIGURES:
        return FIGURES[family], int(number.group())
    raise BadInput("没有名为“%(key)s”的指标，请用 xuncha figure --list 查看指标目录。", key=key)


def demand(key: str, scope: Scope) -> tuple[Figure[Answer], Round | None]:
    """As `find`, for a key that a person typed: the round it names must exist. BadInput otherwise."""
    figure, number = find(key)
    if number is None:
        return figure, None
    of_term = Round.objects.of(scope.office).filter(term=frame(scope.office, scope.day).term)
    round_ = of_term.filter(number=number).first()
    if round_ is None:
        raise BadInput("没有名为“%(key)s”的指标：尚无第%(number)s轮巡察。", key=key, number=number)
    return figure, round_


def keys_of(scope: Scope, rounds: YearRounds | None = None) -> list[str]:
    """The keys that mean something in this year, families unfolded by the year's rounds (asked for if not given)."""
    return list(_unfolded(family_numbers(rounds or rounds_of_year(scope))))


def _unfolded(numbers: Mapping[str, Sequence[int]]) -> Iterator[str]:
    for figure in FIGURES.values():
        if figure.is_family:
            yield from (figure.key.replace("[n]", str(n)) for n in numbers.get(figure.key, ()))
        else:
            yield figure.key
