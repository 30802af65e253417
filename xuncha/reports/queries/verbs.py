"""What a person may do with a record now, and what stands in the way of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from xuncha.kernel.lifecycle import Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import guards
from xuncha.records.models import Stateful
from xuncha.ui.lifecycles import main_line


@dataclass(frozen=True)
class Verb:
    """A step that is this person's to take.

    hindrance  why it cannot be taken yet
    onward     it leads along the usual way, neither back nor aside
    """

    step: Step
    hindrance: NotAllowed | None
    onward: bool


def open_verbs(record: Stateful, viewer: Viewer, without: Iterable[str] = ()) -> list[Verb]:
    """In the order of the life cycle; `without` names verbs that are taken elsewhere."""
    steps = [step for step in record.steps_for(viewer) if step.verb not in set(without)]
    return [Verb(step, _hindrance(record, step), _is_onward(record, step)) for step in steps]


def _is_onward(record: Stateful, step: Step) -> bool:
    line = main_line(record.life)
    return step.source in line and step.target in line[line.index(step.source) :]


def _hindrance(record: Stateful, step: Step) -> NotAllowed | None:
    try:
        for guard in step.guards:
            guards.check(guard, record)
    except NotAllowed as why:
        return why
    return None
