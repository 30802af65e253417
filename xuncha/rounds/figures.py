"""How far full coverage is and what each round inspected. A family's number is the round's in the term in force."""

from django.db.models import Min, Q
from django.utils.translation import gettext

from xuncha.basis.models import Line
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.orgs.rules import UnitClass
from xuncha.records.answers import Answer, Rows, Share, Spread
from xuncha.rounds.models import Group, GroupMember, Round, Task, TaskQuerySet
from xuncha.rounds.queries.coverage import after_round, first_by_round, first_inspected
from xuncha.rounds.queries.frame import Frame, counted, frame
from xuncha.rounds.queries.rounds import Reported, reported_rounds, round_tasks
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.kinds import Mode, TaskKind

CATALOGUE: Catalogue[Answer] = Catalogue()
INDICATORS: Catalogue[Answer] = Catalogue()  # what returns ask beyond the annual report


@CATALOGUE.figure(
    "plan.units",
    name="规划内应巡察党组织",
    unit="个",
    definition="统计日现行巡察规划版次所列党组织数，村（社区）另计。",
)
def plan_units(scope: Scope) -> Rows:
    return Rows(frame(scope.office, scope.day).planned())


@CATALOGUE.figure(
    "round[n].units",
    name="本轮首次巡察的党组织",
    unit="家",
    definition="统计日前该轮完成现场了解、本届首次巡察的规划内党组织数；“回头看”和同一届内再次巡察的不计，合并的按承接党组织计一个。",
)
def round_units(scope: Scope, number: int) -> Rows:
    return Rows(first_inspected(frame(scope.office, scope.day), number), date="left_on")


@CATALOGUE.figure(
    "round[n].routine",
    name="本轮常规巡察的党组织",
    unit="个",
    definition="统计日前列入该轮经批准方案的常规巡察任务数，延期、撤销的不计。",
)
def round_routine(scope: Scope, number: int) -> Rows:
    return Rows(_scheduled(scope, number).filter(kind=TaskKind.ROUTINE))


@CATALOGUE.figure(
    "round[n].linked",
    name="其中上下联动",
    unit="个",
    definition="该轮常规巡察任务中组织方式为上下联动的任务数，统计时点和范围同该轮常规巡察任务。",
)
def round_linked(scope: Scope, number: int) -> Rows:
    return Rows(_organised(scope, number, Mode.LINKED))


@CATALOGUE.figure(
    "round[n].own",
    name="其中本级独立",
    unit="个",
    definition="该轮常规巡察任务中组织方式为本级独立的任务数，统计时点和范围同该轮常规巡察任务。",
)
def round_own(scope: Scope, number: int) -> Rows:
    return Rows(_organised(scope, number, Mode.OWN))


@CATALOGUE.figure(
    "round[n].lookback",
    name="本轮“回头看”的党组织",
    unit="个",
    definition="统计日前该轮已经进驻的“回头看”任务数，不计入覆盖。",
)
def round_lookback(scope: Scope, number: int) -> Rows:
    tasks = round_tasks(frame(scope.office, scope.day), number)
    return Rows(tasks.filter(kind=TaskKind.LOOKBACK, entered_on__lte=scope.day), date="entered_on")


@CATALOGUE.figure(
    "coverage.after_round[n]",
    name="本轮结束后的全覆盖完成率",
    unit="%",
    definition="截至该轮已巡察的规划内党组织占现行规划版次所列党组织的比例；有轮次尚未批准或者尚未全部撤点的，"
    "已列入的一并计算，标明预计；“回头看”不计。",
)
def coverage_after_round(scope: Scope, number: int) -> Share:
    return _share_after(scope, number)


@CATALOGUE.figure(
    "coverage.now",
    name="全覆盖完成率",
    unit="%",
    definition="统计日已完成现场了解的规划内党组织占现行规划版次所列党组织的比例；“回头看”不计，村（社区）另计。",
)
def coverage_now(scope: Scope) -> Share:
    measured = frame(scope.office, scope.day)
    return Share(measured.planned(), measured.covered())


@CATALOGUE.figure(
    "pool.per_group",
    name="每组每轮抽调的人才库成员",
    unit="名",
    definition="年度内组建的各轮次中，每个巡察组每轮抽调的人才库成员人数（最少至最多），组内专职人员不计。",
)
def pool_per_group(scope: Scope) -> Spread:
    seats = GroupMember.objects.of(scope.office).filter(round__voided_at=None, at__lte=scope.day)
    posted = Round.objects.of(scope.office).annotate(
        posted=Min("groups__members__at", filter=Q(groups__voided_at=None, groups__members__voided_at=None))
    )
    staffed = posted.filter(posted__gte=scope.period.start, posted__lte=scope.period.end)
    return Spread(seats.filter(round__in=staffed.values("pk"), pool_member__isnull=False), by="group")


def _share_after(scope: Scope, number: int) -> Share:
    after = after_round(frame(scope.office, scope.day), number)
    return Share(after.items, after.part, projected=after.projected)


def _scheduled(scope: Scope, number: int) -> TaskQuerySet:
    return round_tasks(frame(scope.office, scope.day), number).scheduled(scope.day)


def _organised(scope: Scope, number: int, mode: Mode) -> TaskQuerySet:
    """Routine tasks of the round that are organised so."""
    return _scheduled(scope, number).filter(kind=TaskKind.ROUTINE, modes__mode=mode)


def ties(scope: Scope) -> list[Tie[int]]:
    """For each round the year's report speaks of: its tasks against its paper, and coverage against the rounds."""
    return [tie for reported in reported_rounds(scope) for tie in _ties_of(reported)]


def _ties_of(reported: Reported) -> list[Tie[int]]:
    round_, document = reported.round, reported.round.document
    found = [_coverage_tie(round_)]
    # The list of an old round may never have been registered; that of a round under way has to be.
    if document and (reported.under_way or document.lines.live().exists()):
        found += [
            _paper_tie(round_, "routine", TaskKind.ROUTINE.label, tuple(Mode), Q()),
            _paper_tie(round_, "linked", Mode.LINKED.label, (Mode.LINKED,), Q(modes__mode=Mode.LINKED)),
            _paper_tie(round_, "own", Mode.OWN.label, (Mode.OWN,), Q(modes__mode=Mode.OWN)),
        ]
    return found


def _paper_tie(round_: Round, figure: str, label: str, modes: tuple[Mode, ...], condition: Q) -> Tie[int]:
    """Tasks as listed, postponed and withdrawn ones too, against the lines of the approved work plan."""

    def listed(scope: Scope) -> int:
        tasks = round_tasks(frame(scope.office, scope.day), round_.number)
        return tasks.filter(condition, kind=TaskKind.ROUTINE).count()

    def on_paper(scope: Scope) -> int:
        headings = [mode.label for mode in modes]
        return Line.objects.live().filter(document=round_.document_id, heading__in=headings).count()

    return Tie(
        f"round{round_.number}.{figure}.document",
        gettext("%(round)s%(label)s任务") % {"round": round_.name, "label": gettext(label)},
        gettext("任务台账所列数（含延期、撤销）"),
        gettext("经批准的工作方案所列数"),
        listed,
        on_paper,
        (f"round{round_.number}.{figure}",),
    )


def _coverage_tie(round_: Round) -> Tie[int]:
    """Organisations one by one along the plan's list, against the rounds one by one along their tasks."""
    number = round_.number

    def by_organisation(scope: Scope) -> int:
        return _share_after(scope, number).numerator()

    def by_round(scope: Scope) -> int:
        measured = frame(scope.office, scope.day)
        milestone = after_round(measured, number).milestone
        new = first_by_round(measured, milestone)
        return sum(new[n] for n in new if n <= number) + _kept(measured, milestone)

    return Tie(
        f"coverage.after_round{number}.rounds",
        gettext("%(round)s后已覆盖的党组织") % {"round": round_.name},
        gettext("按规划名单逐个核对数"),
        gettext("各轮首次巡察数之和（含按决定保留的）"),
        by_organisation,
        by_round,
        (f"coverage.after_round{number}",),
    )


def _kept(measured: Frame, milestone: Milestone) -> int:
    """Planned units that only a decision keeps as covered."""
    kept = measured.planned().filter(organisation__in=measured.kept)
    return kept.exclude(organisation__in=counted(measured.reached(milestone))).count()


@INDICATORS.figure(
    "coverage.units",
    name="已巡察党组织",
    unit="个",
    definition="统计日现行巡察规划版次所列、已完成现场了解的党组织数；“回头看”不计，村（社区）另计。",
)
def covered_units(scope: Scope) -> Rows:
    measured = frame(scope.office, scope.day)
    return Rows(measured.planned().filter(measured.covered()))


@INDICATORS.figure(
    "villages.planned",
    name="规划内村（社区）",
    unit="个",
    definition="统计日现行巡察规划版次所列村（社区）数。",
)
def villages_planned(scope: Scope) -> Rows:
    return Rows(frame(scope.office, scope.day).villages())


@INDICATORS.figure(
    "villages.covered",
    name="已巡察村（社区）",
    unit="个",
    definition="统计日现行巡察规划版次所列、已完成现场了解的村（社区）数。",
)
def villages_covered(scope: Scope) -> Rows:
    measured = frame(scope.office, scope.day)
    return Rows(measured.villages().filter(measured.covered()))


@INDICATORS.figure(
    "villages.rate",
    name="村（社区）巡察比例",
    unit="%",
    definition="统计日已完成现场了解的村（社区）占现行巡察规划版次所列村（社区）的比例。",
)
def villages_rate(scope: Scope) -> Share:
    measured = frame(scope.office, scope.day)
    return Share(measured.villages(), measured.covered())


def _of_class(unit_class: UnitClass) -> None:
    """The plan, what of it is done, and the share, for one class of units."""

    def planned(scope: Scope) -> Rows:
        return Rows(frame(scope.office, scope.day).planned().filter(unit_class=unit_class))

    def covered(scope: Scope) -> Rows:
        measured = frame(scope.office, scope.day)
        return Rows(measured.planned().filter(measured.covered(), unit_class=unit_class))

    def rate(scope: Scope) -> Share:
        measured = frame(scope.office, scope.day)
        return Share(measured.planned().filter(unit_class=unit_class), measured.covered())

    said = {"label": unit_class.label}
    of_plan = "统计日现行巡察规划版次所列的%(label)s类党组织" % said
    for key, rows, name, unit, definition in (
        ("planned", planned, "计划巡察党组织（%(label)s）" % said, "个", of_plan + "数。"),
        ("covered", covered, "已巡察党组织（%(label)s）" % said, "个", of_plan + "中已完成现场了解的个数。"),
        ("rate", rate, "覆盖率（%(label)s）" % said, "%", of_plan + "中已完成现场了解的比例。"),
    ):
        stem = f"class_{unit_class.value}.{key}"
        INDICATORS.figure(stem, name=name, unit=unit, definition=definition)(rows)


for _class in UnitClass:
    if _class != UnitClass.VILLAGE:
        _of_class(_class)


def _entered(scope: Scope) -> TaskQuerySet:
    """Tasks whose groups went on site within the period."""
    tasks: TaskQuerySet = Task.objects.of(scope.office).filter(round__voided_at=None)
    return tasks.within(scope.period, "entered_on")


def _of_tasks(key: str, name: str, condition: Q) -> None:
    def rows(scope: Scope) -> Rows:
        return Rows(_entered(scope).filter(condition), date="entered_on", distinct="pk")

    definition = "进驻日期在期间内的%(name)s任务数，一项任务计一次；延期、撤销而未进驻的不计。" % {
        "name": name
    }
    INDICATORS.figure(key, name=name, unit="个", definition=definition)(rows)


_of_tasks("tasks.all", "巡察", Q())
for _kind in TaskKind:
    _of_tasks("tasks." + _kind.value, _kind.label, Q(kind=_kind.value))
for _mode in (Mode.LINKED, Mode.RAISED, Mode.CROSS):
    _of_tasks("tasks.mode_" + _mode.value, _mode.label, Q(modes__mode=_mode.value))


@INDICATORS.figure(
    "groups.set_up",
    name="组建巡察组",
    unit="个",
    definition="组建日期在期间内的巡察组数，作废的轮次和巡察组不计。",
)
def groups_set_up(scope: Scope) -> Rows:
    groups = Group.objects.of(scope.office).filter(round__voided_at=None)
    return Rows(groups.within(scope.period))


@INDICATORS.figure(
    "groups.seconded",
    name="抽调干部",
    unit="人次",
    definition="到组日期在期间内、从人才库抽调的巡察组成员人次，一人到一组计一次。",
)
def groups_seconded(scope: Scope) -> Rows:
    seats = GroupMember.objects.of(scope.office).filter(round__voided_at=None, pool_member__isnull=False)
    return Rows(seats.within(scope.period))
