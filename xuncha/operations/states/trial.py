"""Every life cycle tried: each of its verbs in each of its states by each role, and by a person who holds none.

Two trials, and neither leaves anything behind:

of the table   `records.actions.move`, through which every step of every app passes, on a bare row in the database.
               The role is given to the row for the trial and the conditions stand aside; what is proven is that
               a step is taken exactly where the table has it: state, date, passage, and the conditions asked.
of the verbs   what the pages call (`ui.reception`: the app's own verb), on a stored row as it is, by a person who
               really holds the role towards it, with the real conditions. What the table refuses must be refused.
               What it allows may still be refused for a reason of the app's own, but not for the role.
               An installation without rows of a kind has nothing to try this on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from xuncha.kernel import guards
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.operations.states import bare
from xuncha.records import actions
from xuncha.records.models import Passage, Stateful
from xuncha.records.rules import Role

EVERYBODY: tuple[str, ...] = (*(str(role) for role in Role), "")  # "": who holds nothing


@dataclass
class Result:
    """What a trial of one life cycle came to; `held_up` were allowed and refused for reasons of their own."""

    name: str
    allowed: int = 0
    refused: int = 0
    held_up: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        return self.allowed + self.refused + self.held_up


@dataclass(frozen=True)
class Try:
    """One verb in one state by one role, and the step that the table has for it."""

    verb: str
    state: str
    role: str
    step: Step | None

    def differs(self, said: str) -> str:
        return "%s：状态%s，岗位%s，%s" % (self.verb, self.state, self.role or "（无）", said)


def tries(life: LifeCycle, state: str) -> Iterator[Try]:
    """Read off the rows of the table, not asked of the code that reads them."""
    for verb in life.verbs():
        steps = [step for step in life.steps if (step.verb, str(step.source)) == (verb, state)]
        for role in EVERYBODY:
            yield Try(verb, state, role, next((step for step in steps if role in step.roles), None))


def of_table(model: type[Stateful]) -> Result:
    """The first trial of one kind of record. Each state has a transaction of its own, so that nobody waits long."""
    result = Result(model.life.name)
    with guards.standing_aside() as asked:
        for state in map(str, model.life.states):
            with transaction.atomic():
                _in_state(model, state, asked, result)
                transaction.set_rollback(True)
    return result


def _in_state(model: type[Stateful], state: str, asked: list[str], result: Result) -> None:
    try:
        row = bare.stored(model, state, bare.columns_of(model, state))
    except bare.Untried:
        result.differences.append("没有记录能够处于“%s”状态" % state)
        return
    start = transaction.savepoint()
    for one in tries(model.life, state):
        fault = _taken(row, one, asked, result) if one.step else _turned_away(row, one, result)
        if fault:
            result.differences.append(one.differs(fault))
        if one.step or fault:
            transaction.savepoint_rollback(start)
            row.refresh_from_db()
    now = model._base_manager.get(pk=row.pk).state
    if now != state or Passage.objects.filter(subject_uid=row.uid).exists():
        result.differences.append("“%s”状态下的拒绝留下了改动" % state)


def _turned_away(row: Stateful, one: Try, result: Result) -> str:
    """What is wrong with the refusal; "" when it is one and nothing has been written."""
    try:
        _move(row, one, note="理由")
    except NotAllowed as why:
        result.refused += 1
        known = any((s.verb, str(s.source)) == (one.verb, one.state) for s in row.life.steps)
        return "" if isinstance(why, WrongRole) == known else "拒绝的理由不对"
    return "应当拒绝，却办理了"


def _taken(row: Stateful, one: Try, asked: list[str], result: Result) -> str:
    """What is wrong with a step that the table has; "" when it was taken as the table says."""
    step = one.step
    assert step
    if step.needs_note and not _refuses_without_reason(row, one):
        return "应当写明理由，没有写也办理了"
    asked.clear()
    try:
        _move(row, one, note="理由")
    except NotAllowed as why:
        result.refused += 1
        return "应当准予，却被拒绝：%s" % why
    except bare.Untried:
        return "没有记录能够处于“%s”状态" % step.target.label
    result.allowed += 1
    return _wrong_in(row, step, asked)


def _wrong_in(row: Stateful, step: Step, asked: list[str]) -> str:
    """Of a step that was taken: its state, its date, its one passage, its conditions."""
    now = type(row)._base_manager.get(pk=row.pk)
    steps = Passage.objects.filter(subject_uid=row.uid).values_list("verb", "before", "after", "at")
    if now.state != step.target:
        return "办理后的状态应为%s，实为%s" % (step.target, now.state)
    if step.sets and getattr(now, step.sets) != bare.DAY:
        return "没有填写%s" % step.sets
    if list(steps) != [(step.verb, str(step.source), str(step.target), bare.DAY)]:
        return "留下的办理记录不是恰好一条"
    return "" if asked == list(step.guards) else "核对的条件应为%s，实为%s" % (list(step.guards), asked)


def _refuses_without_reason(row: Stateful, one: Try) -> bool:
    try:
        with transaction.atomic():
            _move(row, one, note=" ")
            transaction.set_rollback(True)
    except NotAllowed:
        return True
    return False


def _move(row: Stateful, one: Try, note: str) -> None:
    """The step, by somebody who holds just this role; with the columns that the state it leads to needs."""
    row.roles_of = lambda viewer: frozenset({one.role} - {""})  # type: ignore[method-assign]
    step = one.step
    sets = None
    if step:
        filled = {step.sets} if step.sets else ()
        columns = bare.columns_of(type(row), str(step.target), filled)
        sets = {name: value for name, value in columns.items() if name != step.sets}
    actions.move(row, one.verb, by=Viewer(row.by_id), at=bare.DAY, note=note, sets=sets)
