"""The general section's proposal for the wording of the annual report: one version, not yet confirmed."""

from dataclasses import replace

from xuncha.accounts.models import User
from xuncha.operations.city.world import World
from xuncha.records.models import Passage, recorded_noon
from xuncha.records.rules import Role
from xuncha.reports.actions import designs
from xuncha.reports.engine.design import Design, paragraph
from xuncha.reports.models import ReportDesign
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.rules import DesignKind
from xuncha.reports.writing.wording.annual import ANNUAL
from xuncha.reports.writing.years import vocabulary
from xuncha.rounds.queries.viewer import viewer_of

WHY = "按领导小组意见，拟在末尾增写下一步打算"
NEXT = (
    "下一步，对已反馈的{feedback.problems|over}问题逐项核对整改成效。",
    "对移交的问题线索{clues.transferred|exact}跟踪办理进度。",
)


def propose(world: World) -> None:
    today = world.profile.today
    row = ReportDesign(
        uid=world.dice.uid(ReportDesign._meta.label_lower),
        office=world.home,
        kind=DesignKind.ANNUAL,
        why=WHY,
        recorded_at=recorded_noon(today),
    )
    general = User.objects.get(pk=world.users[Role.GENERAL].pk)
    known = vocabulary(scope_of(world.home, today.year))
    designs.save(row, _longer(ANNUAL), onto=0, known=known, by=viewer_of(general), at=today)
    Passage.objects.filter(subject_uid=row.uid).update(recorded_at=row.recorded_at)


def _longer(design: Design) -> Design:
    return replace(design, sections=(*design.sections, paragraph(*NEXT)))
