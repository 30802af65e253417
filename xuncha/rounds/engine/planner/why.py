"""Why there is no plan within the term, and what would make one: sentences for who has to decide."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from xuncha.rounds.engine.planner.dates import finish, late_by, placed, soonest
from xuncha.rounds.engine.planner.instance import SAME_ROUND, TOGETHER, Group, Instance
from xuncha.rounds.engine.planner.problem import Problem, Unit
from xuncha.rounds.engine.planner.solve import Result, Solver

TRIED = 1.5  # seconds for one "what if it were otherwise"
MOST_GROUPS = 8  # further groups that are tried
NAMED = 6  # names in one sentence


@dataclass(frozen=True)
class Sentence:
    """A Chinese sentence with its values apart, so that it can be translated."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.text % dict(self.values)


def said(text: str, **values: object) -> Sentence:
    return Sentence(text, tuple(values.items()))


def why(result: Result, *, seconds: float = 20.0) -> list[Sentence]:
    """Nothing for a plan within the term; else what cannot be met, then what would mend it."""
    if result.aims is not None and not result.is_late:
        return []
    found = list(_by_itself(result.problem))
    if found:
        return found
    if result.aims is None and not result.is_impossible:
        return [said("规定时间内没有找到方案，也没有证明方案不存在，请延长求解时限。")]
    if result.aims is None:
        return _core(result.problem.instance, seconds)
    return [*_late(result), *_mends(result.problem.instance, seconds)]


def _by_itself(problem: Problem) -> Iterator[Sentence]:
    """What cannot be met whatever else is given up."""
    asked, rules = problem.instance, problem.rules
    if not asked.groups:
        yield said("没有可用的巡察组。")
        return
    for unit in problem.units:
        names = _names(problem, unit)
        if unit.size > rules.targets:
            yield said(
                "%(names)s须由同一组在一轮内巡察，共%(size)s家，超过每组每轮至多%(most)s家。",
                names=names, size=unit.size, most=rules.targets,
            )  # fmt: skip
        span = max(unit.effort, unit.stay)
        if span > rules.most_days:
            yield said(
                "%(names)s需要现场%(span)s个工作日，超过每轮现场至多%(most)s个工作日。",
                names=names, span=span, most=rules.most_days,
            )  # fmt: skip
        low, high = max(unit.low, problem.first), min(unit.high, problem.last)
        if span <= rules.most_days and high - low + 1 < span:
            yield said(
                "%(names)s最早进驻与最迟撤点之间只有%(there)s个工作日，现场需要%(span)s个工作日，缺%(short)s个。",
                names=names, there=max(high - low + 1, 0), span=span, short=span - max(high - low + 1, 0),
            )  # fmt: skip


def _names(problem: Problem, unit: Unit) -> str:
    return _listed([problem.instance.organisations[m].name for m in unit.members])


def _listed(names: Sequence[str]) -> str:
    shown = "、".join("“%s”" % name for name in names[:NAMED])
    return shown + "等" if len(names) > NAMED else shown


def _late(result: Result) -> Iterator[Sentence]:
    deadline = result.problem.instance.deadline
    ends, late, bound = finish(result), late_by(result), soonest(result)
    if bound and bound > deadline:
        yield said(
            "届满前（%(deadline)s）无法完成全覆盖：最早于%(bound)s完成，已证明不能更早；所示方案于%(ends)s完成，超过届满%(late)s个工作日。",
            deadline=deadline, bound=bound, ends=ends, late=late,
        )  # fmt: skip
    else:
        yield said(
            "没有找到届满前（%(deadline)s）完成的方案：所示方案于%(ends)s完成，超过届满%(late)s个工作日；尚未证明不能更早。",
            deadline=deadline, ends=ends, late=late,
        )  # fmt: skip
    of = {one.id: one.name for one in result.problem.instance.organisations}
    left = [
        of[id]
        for one in placed(result)
        for group, ids in one.groups.items()
        if one.group_leaves[group] > deadline
        for id in ids
    ]
    yield said("按所示方案，届满时还有%(count)s家未完成：%(names)s。", count=len(left), names=_listed(left))


def is_in_time(instance: Instance, seconds: float = TRIED) -> bool:
    result = Solver(Problem(instance), seconds, 0).end_only()
    return result.aims is not None and not result.is_late


def _mends(asked: Instance, seconds: float) -> Iterator[Sentence]:
    """Each by itself: the fewest further groups, one more target, one more round, shorter stays."""
    rules = asked.rules
    share = min(TRIED, seconds / (MOST_GROUPS + 4))
    mended = False
    for more in range(1, MOST_GROUPS + 1):
        extra = tuple(Group("+%d" % n, "+%d" % n) for n in range(more))
        if is_in_time(replace(asked, groups=(*asked.groups, *extra)), share):
            mended = True
            yield said("增加%(more)s个巡察组，届满前可以完成。", more=more)
            break
    others: list[tuple[Instance, Sentence]] = [
        (
            replace(asked, rules=replace(rules, targets=rules.targets + 1)),
            said("每组每轮至多巡察的党组织由%(now)s家增为%(then)s家，届满前可以完成。", now=rules.targets, then=rules.targets + 1),
        ),
        (
            replace(asked, rules=replace(rules, per_year=rules.per_year + 1)),
            said("每年至多的轮次由%(now)s轮增为%(then)s轮，届满前可以完成。", now=rules.per_year, then=rules.per_year + 1),
        ),
    ]  # fmt: skip
    for part in (90, 80, 70, 60, 50):
        if is_in_time(scaled(asked, part), share):
            others.append((asked, said("现场时间压缩到现在的%(part)s%%，届满前可以完成。", part=part)))
            break
    for instance, sentence in others:
        if instance is asked or is_in_time(instance, share):
            mended = True
            yield sentence
    if not mended:
        yield said(
            "单独增加巡察组（至多%(most)s个）、每组增加一家、每年增加一轮、现场时间减半，都不能在届满前完成。",
            most=MOST_GROUPS,
        )


def scaled(asked: Instance, percent: int) -> Instance:
    """With every organisation's days at so many percent of what they are, rounded up; rounds may last longer too."""

    def cut(days: int) -> int:
        return max(-(-days * percent // 100), 1)

    units = tuple(replace(one, effort=cut(one.effort), stay=cut(one.stay)) for one in asked.organisations)
    rules = replace(asked.rules, most_days=max(asked.rules.most_days, cut(asked.rules.most_days)))
    return replace(asked, organisations=units, rules=rules)


Demand = tuple[Sentence, Callable[[Instance], Instance]]


def _core(asked: Instance, seconds: float) -> list[Sentence]:
    """Demands that cannot be met together, of which none can be left out: each is tried once."""
    demands = list(_demands(asked))
    share = max(seconds / max(len(demands), 1), 0.2)
    dropped: set[int] = set()
    for n in range(len(demands)):
        trial = _without(asked, demands, dropped | {n})
        result = Solver(Problem(trial), min(share, TRIED), 0).end_only()
        if result.is_impossible:
            dropped.add(n)
    kept = [sentence for n, (sentence, _) in enumerate(demands) if n not in dropped]
    head = (
        said("下列要求不能同时满足，去掉其中任何一项即可安排：") if kept else said("现有条件下没有可行方案。")
    )
    return [head, *kept]


def _without(asked: Instance, demands: Sequence[Demand], dropped: set[int]) -> Instance:
    for n in dropped:
        asked = demands[n][1](asked)
    return asked


def _demands(asked: Instance) -> Iterator[Demand]:
    for pair in asked.pairs:
        of = {one.id: one.name for one in asked.organisations}
        text = {
            TOGETHER: "%(names)s由同一组在一轮内巡察；",
            SAME_ROUND: "%(names)s安排在同一轮；",
        }[pair.kind]
        names = _listed([of[m] for m in pair.members])

        def drop_pair(instance: Instance, pair: object = pair) -> Instance:
            return replace(instance, pairs=tuple(one for one in instance.pairs if one is not pair))

        yield said(text, names=names), drop_pair
    for unit in asked.organisations:
        if unit.earliest or unit.latest or unit.meets:

            def free(instance: Instance, id: str = unit.id) -> Instance:
                units = tuple(
                    replace(one, earliest=None, latest=None, meets=None) if one.id == id else one
                    for one in instance.organisations
                )
                return replace(instance, organisations=units)

            yield said("“%(name)s”限定的进驻、撤点或者联动时间；", name=unit.name), free
    for group in asked.groups:
        if not group.is_whole:

            def always(instance: Instance, id: str = group.id) -> Instance:
                groups = tuple(replace(one, there=()) if one.id == id else one for one in instance.groups)
                return replace(instance, groups=groups)

            yield said("“%(name)s”可用的时段；", name=group.name), always
