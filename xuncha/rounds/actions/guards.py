"""Conditions that the life cycles of rounds and tasks name and this app can judge. Each refuses with a sentence.

`findings_frozen`, which feedback needs, is judged one stair higher.
"""

from xuncha.kernel.guards import Guard
from xuncha.kernel.refusals import NotAllowed
from xuncha.records.models import Record
from xuncha.rounds.models import Authorisation, Round, Task
from xuncha.rounds.queries.checklists import owing
from xuncha.rounds.queries.recusal import require_cleared, require_staffed
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import IDLE, SETTLED, SKIPPABLE, TaskState

UNDER_WAY = (RoundState.AUTHORISED, RoundState.MOBILISED)


def targets_listed(record: Record) -> None:
    """A proposal names at least one organisation; each was held against the plan when it was listed."""
    assert isinstance(record, Round)
    if not record.tasks.live().exclude(state__in=IDLE).exists():
        raise NotAllowed("本轮尚未列入巡察对象，不能报审。")


def recusal_decided(record: Record) -> None:
    """Every task has a group, every group its seats, and everyone in it a decided check (I3, I4)."""
    assert isinstance(record, Round)
    without = record.tasks.live().exclude(state__in=IDLE).filter(group=None).count()
    if without:
        raise NotAllowed("尚有%(count)s个巡察任务没有分配到组。", count=without)
    groups = list(record.groups.live().select_related("round"))
    if not groups:
        raise NotAllowed("本轮尚未组建巡察组。")
    for group in groups:
        require_staffed(group)


def tasks_settled(record: Record) -> None:
    """A round is closed when each of its tasks is archived or withdrawn."""
    assert isinstance(record, Round)
    left = record.tasks.live().exclude(state__in=SETTLED).count()
    if left:
        raise NotAllowed("本轮尚有%(count)s个任务没有归档，不能办结。", count=left)


def round_approved(record: Record) -> None:
    """Nobody is told of an inspection before it is decided."""
    assert isinstance(record, Task)
    if record.round.state not in (RoundState.APPROVED, *UNDER_WAY):
        raise NotAllowed("本轮尚未批准或者已经终止，不能发进驻通知。")


def group_authorised(record: Record) -> None:
    """Only an authorised group enters, and only where each of its people is cleared, also those who came later."""
    assert isinstance(record, Task)
    group = record.group
    if group is None or not Authorisation.objects.live().filter(group=group).exists():
        raise NotAllowed("巡察组尚未取得授权，不能进驻。")
    if record.round.state not in UNDER_WAY:
        raise NotAllowed("本轮尚未授权或者已经终止，不能进驻。")
    members = group.members.live().filter(until=None).select_related("person")
    require_cleared(group, [member.person for member in members])


def steps_done(record: Record) -> None:
    """The mandatory steps of the stage are done or waived. A task without a checklist (older rounds) passes."""
    assert isinstance(record, Task)
    left = owing(record)
    if left:
        named = "、".join(step.text for step in left[:3])
        raise NotAllowed(
            "本环节尚有%(count)s个必经步骤未办：%(steps)s。可在步骤清单中完成或者免办。",
            count=len(left),
            steps=named if len(left) <= 3 else f"{named}……",
        )


def _skips(state: TaskState) -> Guard:
    def guard(record: Record) -> None:
        assert isinstance(record, Task)
        if state not in record.skips:
            raise NotAllowed("本任务的流程模板没有略过“%(state)s”环节。", state=state.label)

    return guard


SKIPPING: dict[str, Guard] = {f"skips_{state}": _skips(state) for state in SKIPPABLE}
