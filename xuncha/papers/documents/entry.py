"""Documents around the stay on site: notice, announcement, requests for material, what was borrowed and handed back."""

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.fieldwork.models import ImmediateNotice, Loan, MaterialRequest
from xuncha.fieldwork.queries.petitions import closing_day
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import BLANK, day, form, leading_group, letter_head, red_head, round_words
from xuncha.papers.engine.document import Block, Column, Fields, Heading, OfficialDocument, Paragraph, Table
from xuncha.records.queries import today
from xuncha.rounds.models import GroupMember, Task
from xuncha.rounds.rules.groups import Seat

LOANS = (
    Column("序号", 0.6),
    Column("资料名称", 3, "left"),
    Column("提供部门", 1.6, "left"),
    Column("份数", 0.7),
    Column("调阅人", 1),
    Column("调阅日期", 1.3),
    Column("归还日期", 1.3),
)


def entry_notice(row: Task, viewer: Viewer) -> OfficialDocument:
    """进驻通知 to the organisation."""
    assert row.group is not None
    issuer = leading_group(row.office)
    name = row.organisation.name
    return OfficialDocument(
        title="关于对%s开展%s的通知" % (name, str(row.get_kind_display())),
        issuer=issuer,
        date=row.notified_on or today(),
        addressee=name,
        kind=Kind.NOTICE,
        head=red_head(issuer, None),
        blocks=[
            Paragraph(
                "根据%s工作安排，%s将于%s进驻你单位开展%s，%s结束。现就有关事项通知如下："
                % (
                    round_words(row.round),
                    row.group.name,
                    day(row.entered_on or row.entry_planned_on),
                    str(row.get_kind_display()),
                    day(row.left_on or row.exit_planned_on),
                )
            ),
            Heading(1, "巡察组人员"),
            *_seats(row, viewer),
            Heading(1, "配合事项"),
            Paragraph("请于进驻前报送联络员名单，准备工作汇报和调阅资料，安排好谈话场所。"),
            Paragraph("请在单位醒目位置和门户网站发布巡察公告，设置意见箱，公布联系方式。"),
            Heading(1, "工作要求"),
            Paragraph("党组织领导班子要自觉接受监督，如实报告工作；不得隐瞒情况、干扰巡察或者打击报复。"),
        ],
    )


def announcement(row: Task, viewer: Viewer) -> OfficialDocument:
    """巡察公告: to everybody, hence without addressee. Telephone and box are written in by the group."""
    assert row.group is not None
    closes = closing_day(row)
    return OfficialDocument(
        title="关于巡察%s的公告" % row.organisation.name,
        issuer=row.group.name,
        date=row.entered_on or row.entry_planned_on or today(),
        kind=Kind.ANNOUNCEMENT,
        blocks=[
            Paragraph(
                "根据%s统一部署，%s自%s至%s对%s开展%s。"
                % (
                    leading_group(row.office),
                    row.group.name,
                    day(row.entered_on or row.entry_planned_on),
                    day(row.left_on or row.exit_planned_on),
                    row.organisation.name,
                    str(row.get_kind_display()),
                )
            ),
            Paragraph(
                "巡察期间，巡察组主要受理反映被巡察党组织领导班子及其成员、下一级党组织主要负责人和重要岗位人员"
                "问题的来信、来电、来访，重点是关于违反党的纪律方面的举报和反映。"
            ),
            Paragraph("受理信访时间截止到%s。" % day(closes)),
            Paragraph("值班电话：" + BLANK),
            Paragraph("邮政信箱：" + BLANK),
        ],
    )


def material_request(row: MaterialRequest, viewer: Viewer) -> OfficialDocument:
    """商请提供情况的函."""
    return OfficialDocument(
        title="关于商请提供%s有关情况的函" % round_words(row.round),
        issuer=row.office.name,
        date=row.at,
        addressee=row.department.name,
        kind=Kind.LETTER,
        head=letter_head(row.office.name, row.document),
        blocks=[
            Paragraph("为做好%s工作，商请你单位提供以下情况：" % round_words(row.round)),
            Paragraph(_sentence(row.subject)),
            Paragraph("请于%s前以书面形式密封送我办。" % day(row.due_on)),
            Paragraph("专此函达。"),
        ],
    )


def immediate_notice(row: ImmediateNotice, viewer: Viewer) -> OfficialDocument:
    """立行立改通知书 with the slip of its receipt."""
    group = row.task.group.name if row.task.group else row.office.name
    return OfficialDocument(
        title="关于立行立改有关问题的通知",
        issuer=group,
        date=row.at,
        addressee=row.task.organisation.name,
        kind=Kind.NOTICE,
        blocks=[
            Paragraph("巡察中发现下列问题，请立即整改（第%d号）：" % row.serial),
            Paragraph(_sentence(row.problem)),
            Paragraph("依据：" + _sentence(row.clause)),
            Paragraph("请于%s前整改到位，并将整改结果书面报巡察组。" % day(row.due_on)),
            Fields(
                [
                    [("签收人", row.signed_by), ("签收日期", day(row.signed_on))],
                    [("整改结果", row.result)],
                    [("报结果日期", day(row.reported_on)), ("核实日期", day(row.verified_on))],
                ]
            ),
        ],
    )


def loan_list(row: Task, viewer: Viewer) -> OfficialDocument:
    """调阅资料清退清单: what was borrowed, and whether it went back."""
    loans = Loan.objects.visible_to(viewer).filter(task=row).select_related("borrower__person")
    lines = [
        (
            str(number),
            loan.title,
            loan.owner,
            str(loan.volumes),
            loan.borrower.person.name,
            loan.at.isoformat(),
            loan.returned_on.isoformat() if loan.returned_on else "未归还",
        )
        for number, loan in enumerate(loans.order_by("at", "pk"), 1)
    ]
    left = sum(line[-1] == "未归还" for line in lines)
    told = "%s共调阅资料%d项，未归还%d项。" % (row.organisation.name, len(lines), left)
    blocks: list[Block] = [Paragraph(told), Table(LOANS, lines)]
    return form(
        "调阅资料清退清单", row.office, today(), blocks, ("移交人（签名）", "接收人（签名）", "清退日期")
    )


def is_going_in(row: Task) -> bool:
    return row.group_id is not None and bool(row.entered_on or row.entry_planned_on)


def _seats(row: Task, viewer: Viewer) -> list[Paragraph]:
    """Those who lead: the others are introduced on entry."""
    seats = GroupMember.objects.live().filter(
        group=row.group, until=None, seat__in=(Seat.LEADER, Seat.DEPUTY, Seat.LIAISON)
    )
    order = [Seat.LEADER, Seat.DEPUTY, Seat.LIAISON]
    listed = sorted(seats.select_related("person"), key=lambda seat: (order.index(Seat(seat.seat)), seat.pk))
    return [Paragraph("%s：%s" % (seat.get_seat_display(), seat.person.name)) for seat in listed] or [
        Paragraph("人员名单进驻时宣布。")
    ]


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "；")) else text + "。"
