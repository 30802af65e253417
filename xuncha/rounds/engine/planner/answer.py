"""A result in the words of its instance: JSON, and lines for a reader."""

from collections.abc import Iterator
from typing import Any

from xuncha.rounds.engine.planner.dates import finish, late_by, needed, placed, soonest, within
from xuncha.rounds.engine.planner.offices import Together
from xuncha.rounds.engine.planner.solve import Result
from xuncha.rounds.engine.planner.whatif import Outcome
from xuncha.rounds.engine.planner.why import Sentence

AIMS = ("finish", "uneven", "priorities")
STATUS = {
    "optimal": "已证明最优",
    "feasible": "可行",
    "late": "届满前不能完成",
    "infeasible": "无可行方案",
    "unknown": "未找到方案",
}


def status(result: Result) -> str:
    """`late`: a plan, though not within the term."""
    if result.aims is None:
        return "infeasible" if result.is_impossible else "unknown"
    if result.is_late:
        return "late"
    return "optimal" if result.is_proven else "feasible"


def as_json(result: Result, why: list[Sentence], cases: list[Outcome] | None = None) -> dict[str, Any]:
    """`{"status", "finish", "soonest", "deadline", "late_days", "aims", "bounds", "gap_days", "rounds", "loads", "why"}`."""
    problem, asked = result.problem, result.problem.instance
    ends, bound = finish(result), soonest(result)
    loads = problem.loads(result.plan or ())
    aims, bounds = result.aims, result.bounds
    return {
        "status": status(result),
        "proven": result.is_proven,
        "finish": ends and ends.isoformat(),
        "soonest": bound and bound.isoformat(),
        "deadline": asked.deadline.isoformat(),
        "late_days": late_by(result),
        "gap_days": round(aims[0] - bounds[0]) if aims else None,
        "aims": dict(zip(AIMS, map(round, aims), strict=True)) if aims else None,
        "bounds": dict(zip(AIMS, map(round, bounds), strict=True)),
        "seconds": round(result.seconds, 2),
        "needed_days": needed(problem),
        "days_left": within(problem),
        "rounds": [
            {
                "number": one.number,
                "enters": one.enters.isoformat(),
                "leaves": one.leaves.isoformat(),
                "groups": [
                    {"id": id, "leaves": one.group_leaves[id].isoformat(), "organisations": list(units)}
                    for id, units in one.groups.items()
                ],
            }
            for one in placed(result)
        ],
        "loads": {group.id: load for group, load in zip(asked.groups, loads, strict=True)},
        "why": [str(sentence) for sentence in why],
        "why_said": [_said(sentence) for sentence in why],
        "what_if": [case_json(one) for one in cases or ()],
    }


def case_json(one: Outcome) -> dict[str, Any]:
    return {
        "case": one.case.key,
        "label": str(one.case.label),
        "said": _said(one.case.label),
        "finish": one.ends and one.ends.isoformat(),
        "later_days": one.later,
        "rounds": one.rounds,
        "late_days": one.late,
        "proven": one.is_proven,
        "deadline": one.deadline.isoformat(),
    }


def _said(sentence: Sentence) -> dict[str, Any]:
    """The sentence with its values apart, for who reads another language."""
    values = {name: value if isinstance(value, int) else str(value) for name, value in sentence.values}
    return {"text": sentence.text, "values": values}


def together_json(found: Together) -> dict[str, Any]:
    """`{"status", "finish", "gap", "seconds", "offices": {id: as_json}}`; `gap` in percent."""
    every = {
        office.id: as_json(result, []) | {"finish_bound": round(bound[0])}
        for office, result, bound in zip(found.offices.offices, found.results, found.bounds, strict=True)
    }
    statuses = {one["status"] for one in every.values()}
    worst = next((one for one in ("infeasible", "unknown", "late", "feasible") if one in statuses), "optimal")
    return {
        "status": worst,
        "finish": found.finish and found.finish.isoformat(),
        "gap": None if found.gap is None else round(found.gap * 100, 2),
        "seconds": round(found.seconds, 2),
        "offices": every,
    }


def as_text(answer: dict[str, Any], names: dict[str, str], groups: dict[str, str]) -> Iterator[str]:
    """Lines of one office's answer; `names` of organisations and `groups` by id."""
    yield "结果：%s" % STATUS[answer["status"]]
    yield from answer["why"]
    if answer["finish"]:
        yield "完成全覆盖：%s（届满%s）；不可能早于%s，差距%d个工作日" % (
            answer["finish"], answer["deadline"], answer["soonest"], answer["gap_days"],
        )  # fmt: skip
    for one in answer["rounds"]:
        yield "拟定第%d轮 %s至%s" % (one["number"], one["enters"], one["leaves"])
        for group in one["groups"]:
            units = "、".join(names[id] for id in group["organisations"])
            yield "  %s（至%s）：%s" % (groups[group["id"]], group["leaves"], units)
    for case in answer["what_if"]:
        yield "%s：%s" % (case["label"], _came_to(case))


def _came_to(case: dict[str, Any]) -> str:
    if not case["finish"]:
        return "无可行方案"
    late = "，超过届满%d个工作日" % case["late_days"] if case["late_days"] else ""
    return "%s完成，比原方案%+d天%s" % (case["finish"], case["later_days"], late)
