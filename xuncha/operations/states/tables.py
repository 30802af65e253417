"""What can be said of a life cycle's table by reading it: whether it is sound, and how it reads on a terminal."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from xuncha.kernel import guards
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.operations import reference
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Role


def stateful() -> list[type[Stateful]]:
    """Every kind of record with a life cycle, in the order of the models."""
    return [model for model in reference.business_models() if issubclass(model, Stateful)]


def unsound(model: type[Stateful]) -> list[str]:
    """What no running of the table would show: a way nobody can go, a condition nobody provides."""
    return [*_doubtful(model.life), *_strangers(model, model.life)]


def _doubtful(life: LifeCycle) -> Iterator[str]:
    """Two steps for one person, states that cannot be reached, one verb with two labels."""
    for one, other in combinations(life.steps, 2):
        same = (one.verb, one.source) == (other.verb, other.source) and not one.roles.isdisjoint(other.roles)
        if same:
            yield "“%s”在“%s”状态下对同一岗位有两种去向" % (one.label, one.source.label)
        if one.verb == other.verb and one.label != other.label:
            yield "%s有两种叫法：“%s”“%s”" % (one.verb, one.label, other.label)
    for state in life.states:
        if str(state) not in _reached(life):
            yield "没有任何事项能够到达“%s”状态" % state.label


def _reached(life: LifeCycle) -> set[str]:
    """States that the steps lead to, from the one in which a record begins."""
    reached, found = {str(life.initial)}, 0
    while len(reached) > found:
        found = len(reached)
        reached |= {str(step.target) for step in life.steps if str(step.source) in reached}
    return reached


def _strangers(model: type[Record], life: LifeCycle) -> Iterator[str]:
    """Roles, conditions and columns that nothing in the house knows."""
    columns = {field.name for field in model._meta.concrete_fields}
    for step in life.steps:
        for role in sorted(step.roles - set(Role)):
            yield "“%s”列有不存在的岗位%s" % (step.label, role)
        for guard in step.guards:
            if guard not in guards.provided():
                yield "“%s”的条件%s没有着落" % (step.label, guard)
        if not step.roles:
            yield "“%s”没有任何岗位可以办理" % step.label
        if step.sets and step.sets not in columns:
            yield "“%s”要填的日期%s不是该记录的栏目" % (step.label, step.sets)


def lines(life: LifeCycle) -> Iterator[str]:
    """The table as text: one step a line, its parts divided by tabs."""
    counts = Counter(str(step.verb) for step in life.steps)
    yield "%s（%d个状态，%d个事项）" % (life.name, len(life.states), len(counts))
    for step in life.steps:
        conditions = [*step.guards, *(["写明理由"] if step.needs_note else [])]
        parts = [
            step.label,
            f"{step.source.label} → {step.target.label}",
            "、".join(_roles(step)),
            *conditions,
        ]
        yield "\t" + "\t".join(parts)


def as_data(life: LifeCycle) -> list[dict[str, object]]:
    return [
        {
            "verb": step.verb,
            "source": str(step.source),
            "target": str(step.target),
            "roles": sorted(step.roles),
            "guards": list(step.guards),
            "needs_note": step.needs_note,
        }
        for step in life.steps
    ]


def _roles(step: Step) -> list[str]:
    return [str(role.label) for role in Role if role in step.roles]
