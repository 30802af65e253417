"""Setting what the pool should look like."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.talent.models import PoolTarget
from xuncha.talent.rules import HEAD
from xuncha.talent.rules.targets import STRUCTURES

WHOLE = 100


@transaction.atomic
def set_target(
    target: PoolTarget, *, by: Viewer, at: date, since: date, part: str, label: str, basis: str = ""
) -> PoolTarget:
    """A target that was decided on `at` and holds from `since` on; `part` is "measure:code"."""
    target.measure, _, target.code = part.partition(":")
    target.label = label
    records.require(target, HEAD, by=by)
    if target.least is not None and target.most is not None and target.most < target.least:
        raise NotAllowed("上限不能小于下限。")
    if target.measure in STRUCTURES and max(target.least or 0, target.most or 0) > WHOLE:
        raise NotAllowed("结构目标按百分比填写，不能超过100。")
    if since < at:
        raise NotAllowed("施行日期不能早于决定日期。")
    there = PoolTarget.objects.of(target.office_id).filter(measure=target.measure, code=target.code, at=since)
    if there.exists():
        raise NotAllowed("“%(target)s”自该日起的目标已经设定。", target=target)
    return records.enter(target, by=by, at=at, since=since, basis=basis)
