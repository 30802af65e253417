"""Step templates: the bundled ones, and an office's own, changed by a new version once tasks go by them."""

import csv
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.models import StepTemplate, TemplateStep
from xuncha.rounds.queries.bundled import templates_lacking
from xuncha.rounds.rules.bundled import IN_USE_FROM, TemplateFile, templates_for
from xuncha.rounds.rules.checklists import CHECKED
from xuncha.rounds.rules.roles import HEAD
from xuncha.rounds.rules.tasks import SKIPPABLE, TaskState

DATA = Path(__file__).parents[1] / "data"


@transaction.atomic
def load(*, office: Office, by: Viewer) -> list[StepTemplate]:
    """The bundled templates as rows of the office. One it has already, in whatever version, is left as it is."""
    return [_there(one, office) or _enter(one, office, by) for one in templates_for(office.level)]


def _there(bundled: TemplateFile, office: Office) -> StepTemplate | None:
    return StepTemplate.objects.of(office.pk).filter(name=bundled.name).order_by("version").last()


def _enter(bundled: TemplateFile, office: Office, by: Viewer) -> StepTemplate:
    template = blank(bundled)
    template.office = office
    draw_up(template, by=by, at=IN_USE_FROM)
    for line in read(bundled):
        line.template = template
        add_step(line, by=by, at=IN_USE_FROM)
    return template


def blank(bundled: TemplateFile) -> StepTemplate:
    """The head of one template, not yet anybody's."""
    return StepTemplate(
        name=bundled.name,
        kind=bundled.kind,
        level=bundled.level,
        skips=[str(state) for state in bundled.skips],
    )


def read(bundled: TemplateFile) -> Iterator[TemplateStep]:
    """Its lines, not yet anybody's."""
    with (DATA / bundled.file).open(encoding="utf-8", newline="") as file:
        for serial, line in enumerate(csv.DictReader(file), start=1):
            yield TemplateStep(
                serial=serial,
                purpose=line["purpose"],
                stage=line["stage"],
                mandatory=line["mandatory"] == "1",
                who=line["who"],
                text=line["text"],
            )


@transaction.atomic
def load_chosen(blank: StepTemplate, *, chosen: Collection[str], by: Viewer) -> StepTemplate:
    """The bundled templates of these names as rows of the office. Answers with the last of them."""
    wanted = [one for one in templates_lacking(blank.office_id) if one.name in chosen]
    if not wanted:
        raise NotAllowed("请选择尚未载入的模板。")
    return [_enter(one, blank.office, by) for one in wanted][-1]


@transaction.atomic
def draw_up(
    template: StepTemplate,
    *,
    by: Viewer,
    at: date,
    since: date | None = None,
    skips: Sequence[str] | None = None,
) -> StepTemplate:
    """A template without steps yet, in use from `since`."""
    records.require(template, HEAD, by=by)
    template.skips = list(template.skips if skips is None else skips)
    if not set(template.skips) <= set(SKIPPABLE):
        raise NotAllowed("所选环节不能略过。")
    return records.enter(template, by=by, at=at, since=since)


@transaction.atomic
def new_version(
    template: StepTemplate,
    *,
    by: Viewer,
    at: date,
    skips: Sequence[str],
    since: date | None = None,
    basis: str = "",
    note: str = "",
) -> StepTemplate:
    """The next version, in use from `since`, with the same steps to begin with; those of stages now skipped stay out."""
    records.require(template, HEAD, by=by)
    versions = StepTemplate.objects.of(template.office_id).filter(name=template.name)
    last = versions.order_by("version").last() or template
    since = since or at
    if since <= last.at:
        raise NotAllowed("新版次的启用日期应晚于上一版次。")
    copied = StepTemplate(
        office=template.office, name=template.name, kind=template.kind, level=template.level,
        version=last.version + 1,
    )  # fmt: skip
    draw_up(copied, by=by, at=at, since=since, skips=skips)
    for line in template.steps.live().exclude(stage__in=list(skips)).order_by("serial"):
        step = TemplateStep(
            office=template.office, template=copied, serial=line.serial, purpose=line.purpose, text=line.text,
            stage=line.stage, mandatory=line.mandatory, who=line.who,
        )  # fmt: skip
        records.enter(step, by=by, at=at, note=note, basis=basis, since=since)
    return copied


@transaction.atomic
def add_step(step: TemplateStep, *, by: Viewer, at: date) -> TemplateStep:
    """One more step, at the end unless its serial says otherwise."""
    step.office = step.template.office
    records.require(step, HEAD, by=by)
    _require_unused(step.template)
    _check_stage(step.template, step.stage)
    step.serial = step.serial or _last_serial(step.template) + 1
    return records.enter(step, by=by, at=at)


@transaction.atomic
def change_step(
    step: TemplateStep, *, by: Viewer, at: date, note: str, basis: str = "", **changes: object
) -> TemplateStep:
    """A step is worded or placed otherwise, while no task goes by the template."""
    records.require(step, HEAD, by=by)
    _require_unused(step.template)
    _check_stage(step.template, str(changes.get("stage", step.stage)))
    return records.correct(step, by=by, at=at, note=note, changes=changes, basis=basis)


@transaction.atomic
def drop_step(step: TemplateStep, *, by: Viewer, at: date, note: str, basis: str = "") -> TemplateStep:
    """Out of the template, while no task goes by it."""
    records.require(step, HEAD, by=by)
    _require_unused(step.template)
    return records.void(step, by=by, at=at, note=note, basis=basis)


def _require_unused(template: StepTemplate) -> None:
    if template.tasks.exists():
        raise NotAllowed("已有任务采用该流程模板，请另立新版次后修改。")


def _check_stage(template: StepTemplate, stage: str) -> None:
    if stage in template.skips or stage not in CHECKED:
        raise NotAllowed("该流程模板不经过“%(stage)s”环节。", stage=TaskState(stage).label)


def _last_serial(template: StepTemplate) -> int:
    last: int | None = template.steps.aggregate(last=Max("serial"))["last"]
    return last or 0
