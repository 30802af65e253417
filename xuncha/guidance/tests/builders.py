"""Pairs, contact points, checks, cases and dispatch meetings for tests."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from xuncha.basis.rules import DocumentKind, MeetingKind
from xuncha.basis.tests.builders import document, meeting
from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CaseAction,
    CaseGauge,
    CaseJudgement,
    CaseReason,
    CheckEvidence,
    CheckMember,
    CheckPoint,
    CheckTeam,
    CheckVisit,
    CommonProblem,
    ContactPoint,
    CountyProblem,
    CountyStatement,
    DispatchMeeting,
    DispatchTask,
    PointResult,
    Recheck,
    Sponsorship,
    SponsorVisit,
    Staffing,
    SupervisionCase,
    SupervisionLine,
)
from xuncha.guidance.queries.recusal import checks_of, errand_of
from xuncha.guidance.rules import (
    ActionKind,
    ContactLevel,
    ContactPurpose,
    Gauge,
    Judgement,
    ReasonCode,
    RecheckResult,
    Score,
)
from xuncha.orgs.models import Division, Organisation
from xuncha.orgs.tests.builders import division, organisation
from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records.models import Office
from xuncha.records.rules import Level
from xuncha.records.tests.builders import DAY, NUMBERS, county, office, user
from xuncha.rounds.queries.screening import check_for
from xuncha.rounds.rules.groups import RecusalVerdict


def sponsorship(**over: Any) -> Sponsorship:
    paper = over.get("document") or document(**_of(over))
    values = {
        "office": paper.office,
        "by": paper.by,
        "at": paper.at,
        "document": paper,
        "purpose": "指导巡察工作",
    }
    if "person" not in over:
        values["person"] = person(office=paper.office)
    if "county" not in over:
        values["county"] = county(paper.office)
    return Sponsorship.objects.create(**(values | over))


def sponsor_visit(**over: Any) -> SponsorVisit:
    pair = over.get("sponsorship") or sponsorship(**_of(over))
    values = {"office": pair.office, "by": pair.by, "at": pair.at, "sponsorship": pair, "county": pair.county}
    return SponsorVisit.objects.create(**(values | {"seen": "进度偏慢"} | over))


def place(below: Office, level: Level = Level.COUNTY, **over: Any) -> Division:
    """The county's division, or a township or village in it."""
    n = next(NUMBERS) % 1000
    code = {
        Level.COUNTY: below.code,
        Level.TOWNSHIP: f"{below.code}{n:03d}",
        Level.VILLAGE: f"{below.code}001{n:03d}",
    }
    return division(**({"code": code[level], "level": level} | over))


def contact_point(**over: Any) -> ContactPoint:
    """A county for standardisation unless said otherwise."""
    paper = over.get("document") or document(**_of(over))
    below = over.get("county") or county(paper.office)
    level = over.get("level", ContactLevel.COUNTY)
    purpose = ContactPurpose.STANDARDISATION if level == ContactLevel.COUNTY else ContactPurpose.RECTIFICATION
    values = {"office": paper.office, "by": paper.by, "at": paper.at, "document": paper, "county": below}
    values |= {"level": level, "purpose": purpose}
    if "division" not in over:
        values["division"] = place(below, Level(level.value))
    return ContactPoint.objects.create(**(values | over))


def campaign(**over: Any) -> Campaign:
    plan = over.get("plan") or document(**_of(over))
    values = {
        "office": plan.office,
        "by": plan.by,
        "at": plan.at,
        "plan": plan,
        "name": "县级巡察工作督导检查",
    }
    return Campaign.objects.create(**(values | over))


def team(**over: Any) -> CheckTeam:
    of = over.get("campaign") or campaign(**_of(over))
    number = of.teams.count() + 1
    values = {"office": of.office, "by": of.by, "at": of.at, "campaign": of, "number": number}
    if "head" not in over:
        values["head"] = person(office=of.office)
    return CheckTeam.objects.create(**(values | {"name": f"第{number}检查组"} | over))


def visit(**over: Any) -> CheckVisit:
    of = over.get("team") or team(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "team": of}
    if "county" not in over:
        values["county"] = county(of.office)
    return CheckVisit.objects.create(**(values | over))


def committee(below: Office) -> Organisation:
    """The county's committee on the city's register."""
    known = Organisation.objects.filter(name=below.committee).first()
    return known or organisation(
        office=below.parent, name=below.committee, short_name=below.short_name, level=Level.COUNTY
    )


def cleared(of: CheckTeam, *counties: Office, people: Iterable[Person] = (), **over: Any) -> None:
    """Decided checks that clear the team's head, and these people, towards the counties."""
    values = {"verdict": RecusalVerdict.CLEAR, "decided_on": of.at} | over
    for below in counties:
        for who in (of.head, *people):
            unit = committee(below)
            if checks_of(of.campaign).filter(person=who, organisation=unit).exists():
                continue
            row = check_for(errand_of(of.campaign), person=who, organisation=unit)
            row.by, row.at = of.by, of.at
            for name, value in values.items():
                setattr(row, name, value)
            row.save()


def member(**over: Any) -> CheckMember:
    of = over.get("team") or team(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "team": of, "campaign": of.campaign}
    if "person" not in over:
        values["person"] = person(office=of.office)
    return CheckMember.objects.create(**(values | over))


def point(**over: Any) -> CheckPoint:
    of = over.get("aspect") or aspect(**_of(over))
    serial = of.points.count() + 1
    values = {
        "office": of.office,
        "by": of.by,
        "at": of.at,
        "aspect": of,
        "serial": serial,
        "text": "台账齐全",
    }
    return CheckPoint.objects.create(**(values | over))


def result(**over: Any) -> PointResult:
    seen = over.get("visit") or visit(**_of(over))
    values = {"office": seen.office, "by": seen.by, "at": seen.at, "visit": seen, "county": seen.county}
    if "point" not in over:
        values["point"] = point(aspect=aspect(campaign=seen.team.campaign))
    return PointResult.objects.create(**(values | {"score": Score.PARTLY} | over))


def evidence(**over: Any) -> CheckEvidence:
    of = over.get("problem") or problem(**_of(over))
    values = {
        "office": of.office,
        "by": of.by,
        "at": of.at,
        "problem": of,
        "title": "记录",
        "shelf": "资料盒",
    }
    return CheckEvidence.objects.create(**(values | over))


def recheck(**over: Any) -> Recheck:
    of = over.get("problem") or problem(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "problem": of, "county": of.county}
    return Recheck.objects.create(**(values | {"result": RecheckResult.DONE, "text": "到位"} | over))


def line(**over: Any) -> SupervisionLine:
    owner = over.get("office") or office()
    values = {"office": owner, "by": over.get("by") or user(), "at": DAY, "gauge": Gauge.STAFFING}
    return SupervisionLine.objects.create(**(values | {"value": Decimal(70), "basis": "要点"} | over))


def judgement(**over: Any) -> CaseJudgement:
    owner = over.get("office") or office()
    values = {"office": owner, "by": over.get("by") or user(), "at": DAY, "verdict": Judgement.DECLINED}
    if "county" not in over:
        values["county"] = county(owner)
    return CaseJudgement.objects.create(**(values | {"grounds": "到位率低", "reason": "刚补充人员"} | over))


def gauge(**over: Any) -> CaseGauge:
    of = over.get("case") or case(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "case": of, "county": of.county}
    return CaseGauge.objects.create(**(values | {"gauge": Gauge.STAFFING, "before": Decimal(50)} | over))


def task(**over: Any) -> DispatchTask:
    of = over.get("dispatch") or dispatch(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "dispatch": of, "text": "按月报告"}
    if "county" not in over:
        values["county"] = county(of.office)
    return DispatchTask.objects.create(**(values | {"due_on": date(2019, 7, 31)} | over))


def aspect(**over: Any) -> Aspect:
    of = over.get("campaign") or campaign(**_of(over))
    serial = of.aspects.count() + 1
    values = {
        "office": of.office,
        "by": of.by,
        "at": of.at,
        "campaign": of,
        "serial": serial,
        "title": "组织建设",
    }
    return Aspect.objects.create(**(values | over))


def common(**over: Any) -> CommonProblem:
    of = over.get("campaign") or campaign(**_of(over))
    serial = of.common_problems.count() + 1
    values = {
        "office": of.office,
        "by": of.by,
        "at": of.at,
        "campaign": of,
        "serial": serial,
        "title": "底稿不规范",
    }
    if "aspect" not in over:
        values["aspect"] = aspect(campaign=of)
    return CommonProblem.objects.create(**(values | over))


def problem(**over: Any) -> CountyProblem:
    """Of the visit's county, along an aspect of its campaign."""
    seen = over.get("visit") or visit(**_of(over))
    values = {"office": seen.office, "by": seen.by, "at": seen.at, "visit": seen, "county": seen.county}
    if "aspect" not in over:
        values["aspect"] = aspect(campaign=seen.team.campaign)
    return CountyProblem.objects.create(**(values | {"text": f"第{next(NUMBERS)}个县级问题"} | over))


def case(**over: Any) -> SupervisionCase:
    paper = over.get("document") or document(**_of(over))
    values = {
        "office": paper.office,
        "by": paper.by,
        "at": paper.at,
        "document": paper,
        "matter": "全覆盖进度",
    }
    if "county" not in over:
        values["county"] = county(paper.office)
    return SupervisionCase.objects.create(**(values | {"due_on": date(2030, 1, 1)} | over))


def reason(**over: Any) -> CaseReason:
    of = over.get("case") or case(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "case": of, "county": of.county}
    return CaseReason.objects.create(**(values | {"code": ReasonCode.SLOW_COVERAGE} | over))


def talk(**over: Any) -> CaseAction:
    """The talk with the county's secretary, on the day of its record."""
    of = over.get("case") or case(**_of(over))
    at = over.get("at", of.at)
    values = {
        "office": of.office,
        "by": of.by,
        "at": at,
        "case": of,
        "county": of.county,
        "kind": ActionKind.TALK,
    }
    if "meeting" not in over:
        values["meeting"] = meeting(kind=MeetingKind.TALK, office=of.office, by=of.by, at=at)
    return CaseAction.objects.create(**(values | over))


def talked_case(**over: Any) -> SupervisionCase:
    of = case(**over)
    talk(case=of)
    return of


def dispatch(**over: Any) -> DispatchMeeting:
    held = over.get("meeting") or meeting(kind=MeetingKind.DISPATCH, **_of(over))
    values = {
        "office": held.office,
        "by": held.by,
        "at": held.at,
        "meeting": held,
        "rule": "主任和一名组长参加",
    }
    return DispatchMeeting.objects.create(**(values | over))


def statement(**over: Any) -> CountyStatement:
    of = over.get("dispatch") or dispatch(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "dispatch": of, "text": "加快推进"}
    if "county" not in over:
        values["county"] = county(of.office)
    return CountyStatement.objects.create(**(values | over))


def staffing(**over: Any) -> Staffing:
    owner = over.get("office") or office()
    values = {"office": owner, "by": user(), "at": DAY, "approved": 6, "filled": 4}
    if "county" not in over:
        values["county"] = county(owner)
    return Staffing.objects.create(**(values | over))


def circular(of: Campaign, lines: int, **over: Any) -> Any:
    """A circular with so many lines, entered as the campaign is."""
    paper = document(
        **({"office": of.office, "by": of.by, "at": of.at, "kind": DocumentKind.CIRCULAR} | over)
    )
    for serial in range(1, lines + 1):
        paper.lines.create(serial=serial, text="共性问题", office=of.office, by=of.by, at=paper.at)
    return paper


def _of(over: dict[str, Any]) -> dict[str, Any]:
    """What a row's own builder hands down to what it rests on."""
    return {name: over[name] for name in ("office", "by", "at") if name in over}
