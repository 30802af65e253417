"""How far full coverage is and what each round inspected. A family's number is the round's in the term in force."""

from django.db.models import Min, Q
from django.utils.translation import gettext

from xuncha.basis.models import Line
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.records.answers import Answer, Rows, Share, Spread
from xuncha.rounds.models import GroupMember, Round, TaskQuerySet
from xuncha.rounds.queries.coverage import after_round, first_by_round, first_inspected
from xuncha.rounds.queries.frame import Frame, counted, frame
from xuncha.rounds.queries.rounds import Reported, reported_rounds, round_tasks
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.kinds import Mode, TaskKind

CATALOGUE: Catalogue[Answer] = Catalogue()


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
