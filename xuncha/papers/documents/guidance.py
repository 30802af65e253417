"""Documents of county guidance: the letter of key supervision, and the circular on what counties have in common."""

from datetime import date

from xuncha.basis.models import Meeting
from xuncha.basis.rules import DocumentKind as Kind
from xuncha.guidance.models import (
    Campaign,
    CaseReason,
    CheckVisit,
    CommonProblem,
    CountyProblem,
    CountyStatement,
    DispatchTask,
    SupervisionCase,
)
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import day, imprint, leading_group, letter_head, red_head
from xuncha.papers.engine.document import Block, Heading, OfficialDocument, Paragraph
from xuncha.records.queries import today


def supervision_letter(row: SupervisionCase, viewer: Viewer) -> OfficialDocument:
    """重点督办的函 to the county's committee."""
    reasons = CaseReason.objects.visible_to(viewer).filter(case=row).order_by("pk")
    words = [str(reason.get_code_display()) for reason in reasons]
    issuer = leading_group(row.office)
    return OfficialDocument(
        title="关于对%s巡察工作予以重点督办的函" % row.county.short_name,
        issuer=issuer,
        date=row.at,
        addressee=row.county.committee,
        kind=Kind.LETTER,
        head=letter_head(issuer, row.document),
        blocks=[
            Paragraph(
                "经研究，决定对你县（市、区）巡察工作予以重点督办。督办事项：%s。" % row.matter.rstrip("。")
            ),
            Paragraph("督办原因：%s。" % "、".join(words)) if words else Paragraph("督办原因见督办文件。"),
            Paragraph("请制定整改措施，于%s前整改到位，并书面报告整改情况。" % day(row.due_on)),
        ],
    )


def circular(row: Campaign, viewer: Viewer) -> OfficialDocument:
    """督导检查情况的通报."""
    issuer = row.office.name
    on = row.until or today()
    visits = CheckVisit.objects.visible_to(viewer).filter(team__campaign=row)
    told = "%s以来，%d个检查组对%d个县（市、区）开展了%s。现将有关情况通报如下：" % (
        day(row.at), row.teams.filter(voided_at=None).count(), visits.values("county").distinct().count(), row.name,
    )  # fmt: skip
    return OfficialDocument(
        title="关于%s情况的通报" % row.name,
        issuer=issuer,
        date=on,
        addressee="各县（市、区）委巡察办",
        kind=Kind.CIRCULAR,
        head=red_head(issuer, row.circular),
        blocks=[
            Paragraph(told),
            Heading(1, "发现的共性问题"),
            *_problems(row, viewer),
            Heading(1, "工作要求"),
            Paragraph("各县（市、区）要举一反三、对照检查，逐项整改，并报送整改情况。"),
        ],
        imprint=imprint(row.office, on) if row.circular else None,
    )


def dispatched(meeting: Meeting, viewer: Viewer) -> list[Block]:
    """What a dispatch meeting's minutes say beside its agenda: each county's statement, and what it took home."""
    stated = CountyStatement.objects.visible_to(viewer).filter(dispatch__meeting=meeting)
    tasks = DispatchTask.objects.visible_to(viewer).filter(dispatch__meeting=meeting)
    blocks: list[Block] = []
    spoken = list(stated.select_related("county").order_by("county__code"))
    if spoken:
        blocks.append(Heading(1, "各县（市、区）发言"))
        blocks += [Paragraph("%s：%s" % (row.county.short_name, row.text)) for row in spoken]
    owed: dict[tuple[str, date], list[str]] = {}
    for task in tasks.select_related("county").order_by("due_on", "pk"):
        owed.setdefault((task.text.rstrip("。"), task.due_on), []).append(task.county.short_name)
    if owed:
        blocks.append(Heading(1, "任务安排"))
        blocks += [
            Paragraph("%s。（责任单位：%s，完成期限：%s）" % (text, "、".join(counties), day(due)))
            for (text, due), counties in owed.items()
        ]
    return blocks


def _problems(row: Campaign, viewer: Viewer) -> list[Block]:
    """By aspect, each with the number of counties it was seen in."""
    found = CommonProblem.objects.visible_to(viewer).filter(campaign=row)
    blocks: list[Block] = []
    aspect = 0
    for problem in found.select_related("aspect").order_by("aspect__serial", "serial"):
        if problem.aspect_id != aspect:
            aspect = problem.aspect_id
            blocks.append(Heading(2, problem.aspect.title))
        seen = (
            CountyProblem.objects.visible_to(viewer)
            .filter(common=problem)
            .values("county")
            .distinct()
            .count()
        )
        told = "涉及%d个县（市、区）。" % seen if seen else ""
        blocks.append(Paragraph(told, lead=Heading(3, problem.title.rstrip("。") + "。")))
    return blocks or [Paragraph("尚未归纳共性问题。")]
