"""Step templates and the checklists made of them: what gates a task, what leads over a state, who ticks."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Level, Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.rounds.actions import checklists, guards, rule_sets, step_templates, tasks
from xuncha.rounds.models import Round, RuleSet, StepTemplate, Task, TaskStep
from xuncha.rounds.queries.checklists import owing, parts, template_for
from xuncha.rounds.rules.bundled import TEMPLATES, TemplateFile
from xuncha.rounds.rules.checklists import Doer, Purpose
from xuncha.rounds.rules.kinds import TaskKind
from xuncha.rounds.rules.tasks import SKIPPABLE, TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 1)


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def by(city: Office) -> Viewer:
    return director(city)


@pytest.fixture
def round_(city: Office) -> Round:
    return make.round_(office=city)


def group_leader(task: Task) -> Viewer:
    assert task.group
    return viewer(office=office(), groups=(GroupHold(Role.GROUP_LEADER, task.group.pk),))


def bundled(name: str, city: Office, by: Viewer) -> StepTemplate:
    return next(one for one in step_templates.load(office=city, by=by) if name in one.name)


# --- Templates ---------------------------------------------------------------------------------


def test_bundled_templates_are_loaded_once_and_each_by_the_offices_that_use_it(city: Office) -> None:
    by = director(city)
    names = [one.name for one in step_templates.load(office=city, by=by)]
    assert names == ["常规巡察流程", "巡察“回头看”流程", "直接巡村六步流程"]
    assert [one.pk for one in step_templates.load(office=city, by=by)] == [
        one.pk for one in StepTemplate.objects.order_by("pk")
    ]
    county = office(level=Level.COUNTY)
    assert "县级常规巡察简化流程" in [
        one.name for one in step_templates.load(office=county, by=director(county))
    ]


def test_an_ordinary_inspection_has_some_fifty_steps_and_a_village_six(city: Office, by: Viewer) -> None:
    steps = {
        t.name: t.steps.filter(purpose=Purpose.STEP).count() for t in step_templates.load(office=city, by=by)
    }
    assert 50 <= steps["常规巡察流程"] <= 60
    assert steps["直接巡村六步流程"] == 6
    assert bundled("直接巡村", city, by).skips == [str(state) for state in SKIPPABLE]


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.file)
def test_no_bundled_step_lies_in_a_state_that_its_template_skips(one: TemplateFile) -> None:
    lines = list(step_templates.read(one))
    assert all(line.stage not in one.skips and len(line.text) <= 120 for line in lines)
    assert {line.purpose for line in lines} <= {purpose.value for purpose in Purpose}
    assert {line.who for line in lines} <= {doer.value for doer in Doer}


def test_the_last_version_in_force_is_taken_and_one_for_the_level_first(city: Office, round_: Round) -> None:
    task = make.task(round=round_)
    assert template_for(task, DAY) is None
    general = make.template(city)
    make.template(city, kind=TaskKind.LOOKBACK)
    make.template(city, at=date(2020, 1, 1))
    make.template(office())
    assert template_for(task, DAY) == general
    later = make.template(city, name=general.name, version=2, at=date(2018, 1, 1))
    assert template_for(task, DAY) == later
    own = make.template(city, level=task.organisation.level)
    assert template_for(task, DAY) == own


def test_a_template_in_use_is_changed_by_a_new_version_only(city: Office, by: Viewer, round_: Round) -> None:
    template = make.template(city)
    step = make.template_step(template)
    step_templates.change_step(step, by=by, at=DAY, note="用语", text="听取综合汇报")
    task = make.task(round=round_)
    checklists.instantiate(task, by=by, at=DAY)
    for change in (
        lambda: step_templates.change_step(step, by=by, at=DAY, note="用语", text="改"),
        lambda: step_templates.drop_step(step, by=by, at=DAY, note="多余"),
        lambda: step_templates.add_step(
            make.TemplateStep(template=template, text="新步骤", stage="left", who="group"), by=by, at=DAY
        ),
    ):
        with pytest.raises(NotAllowed, match="另立新版次"):
            change()
    with pytest.raises(NotAllowed, match="晚于上一版次"):
        step_templates.new_version(template, by=by, at=template.at, skips=[])
    second = step_templates.new_version(template, by=by, at=DAY, skips=["reviewed"])
    assert (second.version, [s.text for s in second.steps.all()]) == (2, ["听取综合汇报"])
    step_templates.drop_step(second.steps.get(), by=by, at=DAY, note="多余")
    assert not second.steps.live().exists()
    with pytest.raises(NotAllowed, match="不能略过"):
        step_templates.new_version(second, by=by, at=date(2019, 5, 1), skips=["entered"])
    with pytest.raises(WrongRole):
        step_templates.new_version(
            second, by=viewer(Role.GENERAL, office=city), at=date(2019, 5, 1), skips=[]
        )


def test_a_step_lies_on_the_way_of_its_template(city: Office, by: Viewer) -> None:
    template = make.template(city, skips=["reviewed"])
    for stage in ("reviewed", "listed", "archived"):
        row = make.TemplateStep(template=template, text="步骤", stage=stage, who="office")
        with pytest.raises(NotAllowed, match="不经过"):
            step_templates.add_step(row, by=by, at=DAY)


# --- Checklists --------------------------------------------------------------------------------


def test_with_its_notice_a_task_gets_its_checklist_and_its_mandatory_steps_hold_it(
    city: Office, by: Viewer, round_: Round
) -> None:
    template = make.template(city)
    make.template_step(template, stage=TaskState.NOTIFIED, text="批准实施方案")
    make.template_step(template, stage=TaskState.NOTIFIED, text="召开通报会", mandatory=False)
    task = make.task(round=round_)
    tasks.move(task, "notify", by=by, at=DAY)
    assert (task.template, task.steps.count()) == (template, 2)
    assert Passage.objects.filter(subject="rounds.taskstep", verb="enter").count() == 2
    with pytest.raises(NotAllowed, match="1个必经步骤未办：批准实施方案"):
        guards.steps_done(task)
    checklists.finish(owing(task)[0], by=by, at=DAY)
    guards.steps_done(task)
    with pytest.raises(NotAllowed, match="不能重复"):
        checklists.instantiate(task, by=by, at=DAY)


def test_a_task_of_an_office_without_templates_passes(by: Viewer, round_: Round) -> None:
    task = make.task(round=round_)
    tasks.move(task, "notify", by=by, at=DAY)
    assert task.template is None
    guards.steps_done(task)
    with pytest.raises(NotAllowed, match="没有适用"):
        checklists.instantiate(task, by=by, at=DAY)


def test_a_step_is_settled_once_waived_for_a_reason_and_reopened_for_one(by: Viewer, round_: Round) -> None:
    step = make.task_step(make.task(round=round_))
    with pytest.raises(NotAllowed, match="免办理由"):
        checklists.waive(step, by=by, at=DAY, reason=" ")
    checklists.waive(step, by=by, at=DAY, reason="本单位无下属")
    assert (step.waived_on, step.reason, step.settled_by_id) == (DAY, "本单位无下属", by.user)
    with pytest.raises(NotAllowed, match="已经完成或者免办"):
        checklists.finish(step, by=by, at=DAY)
    checklists.reopen(step, by=by, at=DAY, note="误办")
    checklists.finish(step, by=by, at=DAY)
    step.refresh_from_db()
    assert (step.done_on, step.waived_on, step.reason) == (DAY, None, "")


def test_the_group_ticks_its_own_steps_and_its_leader_alone_waives(round_: Round) -> None:
    task = make.task(round=round_, group=make.group(round=round_), state=TaskState.ENTERED)
    own, offices = make.task_step(task), make.task_step(task, who=Doer.OFFICE)
    assert task.group
    member = viewer(office=office(), groups=(GroupHold(Role.MEMBER, task.group.pk),))
    with pytest.raises(WrongRole):
        checklists.finish(offices, by=member, at=DAY)
    with pytest.raises(WrongRole):
        checklists.waive(own, by=member, at=DAY, reason="不适用")
    with pytest.raises(WrongRole):
        checklists.waive(offices, by=group_leader(task), at=DAY, reason="不适用")
    checklists.finish(own, by=member, at=DAY)
    assert [(t.may_finish, t.may_waive) for part in parts(task, group_leader(task)) for t in part.ticks] == [
        (False, False), (False, False),
    ]  # fmt: skip


def test_lines_are_added_to_the_lists_of_a_task(by: Viewer, round_: Round) -> None:
    task = make.task(round=round_, state=TaskState.NOTIFIED)
    make.task_step(task)
    row = TaskStep(
        office=task.office,
        task=task,
        purpose=Purpose.PRESUMED,
        text="资金拨付不及时",
        stage="entered",
        who=Doer.GROUP,
    )
    assert checklists.add(row, by=by, at=DAY).serial == 2
    assert [(part.title, part.now) for part in parts(task, by)] == [("已通知", True), ("预判问题", False)]


# --- The way of a village ----------------------------------------------------------------------


@pytest.mark.usefixtures("own_guards_only")
def test_a_village_is_inspected_in_six_steps(city: Office, by: Viewer, round_: Round) -> None:
    template = bundled("直接巡村", city, by)
    one = make.organisation(office=city, level=Level.VILLAGE)
    task = make.task(round=round_, organisation=one)
    make.authorisation(make.staffed(round_, [task]))
    tasks.move(task, "notify", by=by, at=DAY)
    assert task.template == template
    way = ("enter", "leave", "report", "hear", "feed_back", "report_progress", "archive")
    both = Viewer(user=by.user, office=city.pk, holds=by.holds | viewer(Role.LIAISON, office=city).holds)
    settled = 0
    for verb in way:
        if owing(task):
            with pytest.raises(NotAllowed, match="必经步骤"):
                tasks.move(task, verb, by=both, at=DAY)
            for step in owing(task):
                checklists.finish(step, by=both, at=DAY)
                settled += 1
        assert [
            s.verb for s in task.steps_for(both) if s.verb not in ("postpone", "withdraw", "send_back")
        ] == [verb]
        tasks.move(task, verb, by=both, at=DAY)
    assert (task.state, settled, task.decided_on) == (TaskState.ARCHIVED, 6, None)


def test_only_a_template_that_skips_a_state_leads_over_it(city: Office, by: Viewer, round_: Round) -> None:
    usual = make.task(round=round_, state=TaskState.REPORTED)
    with pytest.raises(NotAllowed, match="不办理“领导小组审议”"):
        tasks.move(usual, "hear", by=by, at=DAY)
    with pytest.raises(NotAllowed, match="没有略过“办公室已审核”"):
        guards.SKIPPING["skips_reviewed"](usual)
    assert "hear" not in [step.verb for step in usual.steps_for(by)]
    short = make.task(
        round=round_, state=TaskState.REPORTED, template=make.template(city, skips=["reviewed"])
    )
    with pytest.raises(NotAllowed, match="不办理“审核通过”"):
        tasks.move(short, "review", by=by, at=DAY)
    assert tasks.move(short, "hear", by=by, at=DAY).state == TaskState.HEARD


# --- Rule sets ---------------------------------------------------------------------------------


def test_a_rule_set_is_edited_until_a_round_is_bound_to_it(city: Office, by: Viewer) -> None:
    first = rule_sets.load(office=city, by=by)[0]
    second = rule_sets.copy(first, name="2019年制度", by=by, at=DAY)
    assert second.rules.count() == first.rules.count()
    rule = second.rules.get(code="D10")
    values = {"unit": rule.unit, "stated": ""}
    rule_sets.change_rule(rule, by=by, at=DAY, note="省里调整", offset=10, **values)
    with pytest.raises(NotAllowed, match="期限和单位"):
        rule_sets.change_rule(rule, by=by, at=DAY, note="调整", offset=None, **values)
    rule_sets.drop_rule(second.rules.get(code="D30"), by=by, at=DAY, note="不适用")
    make.round_(office=city, rule_set=second)
    with pytest.raises(NotAllowed, match="另立新版本"):
        rule_sets.change_rule(rule, by=by, at=DAY, note="调整", offset=5, **values)
    with pytest.raises(NotAllowed, match="晚于原版本"):
        rule_sets.copy(second, name="2020年制度", by=by, at=DAY)
    with pytest.raises(WrongRole):
        rule_sets.copy(first, name="另一制度", by=viewer(Role.GENERAL, office=city), at=DAY)


# --- From which day, and what comes with the system -----------------------------------------------


def test_a_version_is_drawn_up_before_the_day_from_which_it_is_in_use(
    city: Office, by: Viewer, round_: Round
) -> None:
    task, until = make.task(round=round_), date(2020, 1, 1)
    first = bundled("常规", city, by)
    second = step_templates.new_version(first, by=by, at=DAY, since=until, skips=[])
    assert (second.at, [p.at for p in second.passages()]) == (until, [DAY])
    assert template_for(task, date(2019, 12, 31)) == first
    assert template_for(task, until) == second
    rules = rule_sets.load(office=city, by=by)[0]
    copied = rule_sets.copy(rules, name="2020年制度", by=by, at=DAY, since=until)
    assert (copied.at, copied.rules.first().at, copied.passages().get().at) == (until, until, DAY)
    with pytest.raises(NotAllowed, match="晚于上一版次"):
        step_templates.new_version(second, by=by, at=DAY, since=until, skips=[])


def test_what_comes_with_the_system_is_loaded_through_the_web_by_the_head(
    city: Office, client: Client
) -> None:
    installation(city)
    sign_in(client, Role.GENERAL, city)
    rules, templates = reverse("rounds:bundled_rule_sets_new"), reverse("rounds:bundled_templates_new")
    assert {client.get(door).status_code for door in (rules, templates)} == {403}
    sign_in(client, Role.DIRECTOR, city)
    assert "载入随附版本" in client.get(reverse("rounds:rule_sets")).content.decode()
    assert "2022年以来制度" in client.get(rules).content.decode()
    assert client.post(rules, {"chosen": ["2017年制度", "2022年以来制度"]}).status_code == 302
    assert client.post(templates, {"chosen": ["常规巡察流程"]}).status_code == 302
    assert RuleSet.objects.of(city.pk).count() == 2
    assert StepTemplate.objects.get(office=city).steps.count() > 50
    assert client.post(rules, {"chosen": ["2017年制度"]}).status_code == 422
    assert "载入随附版本" not in client.get(reverse("rounds:rule_sets")).content.decode()


def test_a_new_round_is_bound_to_the_set_in_use_and_not_to_one_to_come(
    city: Office, client: Client, by: Viewer
) -> None:
    installation(city)
    in_use, to_come = rule_sets.load(office=city, by=by)
    sign_in(client, Role.GENERAL, city)
    page = client.get(reverse("rounds:rounds_new", args=[make.term(office=city).uid])).content.decode()
    assert f'<option value="{in_use.pk}" selected>' in page
    assert f'<option value="{to_come.pk}">' in page
