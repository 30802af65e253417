"""Records of the stay on site as forms: talks, petitions, working papers, meetings of the group."""

from xuncha.fieldwork.actions import petitions as opening
from xuncha.fieldwork.models import Evidence, GroupMeeting, Petition, Talk, WorkingPaper
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import day, form, paragraphs
from xuncha.papers.engine.document import Block, Column, Fields, Heading, OfficialDocument, Paragraph, Table
from xuncha.records.queries import today
from xuncha.rounds.models import Task

PETITIONS = (
    Column("序号", 0.6),
    Column("收件日期", 1.3),
    Column("渠道", 0.8),
    Column("署名", 0.8),
    Column("被反映对象", 1.8, "left"),
    Column("内容摘要", 4, "left"),
    Column("处置方式", 1.6),
)
EVIDENCE = (Column("证据号", 0.8), Column("类型", 1), Column("名称", 3, "left"), Column("来源", 3, "left"))


def talk_record(row: Talk, viewer: Viewer) -> OfficialDocument:
    """谈话记录, to be signed page by page by who was talked to."""
    blocks: list[Block] = [
        Fields(
            [
                [("谈话对象", row.interviewee), ("职务", row.post)],
                [("谈话时间", day(row.at)), ("谈话地点", row.place)],
                [("谈话人", row.interviewer_names), ("人员类别", str(row.get_category_display()))],
                [("巡察对象", row.task.organisation.name)],
            ]
        )
    ]
    if row.outline.strip():
        blocks += [Heading(1, "谈话提纲"), *paragraphs(row.outline)]
    blocks += [Heading(1, "谈话内容"), *paragraphs(row.minutes)]
    signs = ("谈话对象（签名）", "谈话人（签名）", "记录人（签名）")
    return form("个别谈话记录", row.office, row.at, blocks, signs)


def petition_register(row: Task, viewer: Viewer) -> OfficialDocument:
    """信访登记表 of a task: nothing in it says who wrote."""
    found = Petition.objects.visible_to(viewer).filter(task=row).order_by("serial")
    lines = [
        (
            str(petition.serial),
            petition.at.isoformat(),
            str(petition.get_channel_display()),
            "实名" if petition.named else "匿名",
            petition.objects_reflected,
            petition.summary,
            str(petition.get_outcome_display() or petition.state_label()),
        )
        for petition in found
    ]
    told = "巡察%s期间收到信访%d件，反映人信息密封保存。" % (row.organisation.name, len(lines))
    return form(
        "信访登记表", row.office, today(), [Paragraph(told), Table(PETITIONS, lines)], ("登记人（签名）",)
    )


def petition_slip(row: Petition, viewer: Viewer) -> OfficialDocument:
    """信访件处理单 without who wrote it."""
    return form("信访件处理单", row.office, row.at, [_slip(row)], ("承办人（签名）",))


def petition_slip_opened(row: Petition, viewer: Viewer) -> OfficialDocument:
    """The same with the reporter: opened on record, by those who may (WrongRole)."""
    reporter = opening.open_reporter(row, by=viewer)
    who = (
        Fields([[("反映人", reporter.name), ("联系方式", reporter.contact)]])
        if reporter
        else Paragraph("匿名。")
    )
    return form("信访件处理单（含反映人）", row.office, row.at, [_slip(row), who], ("承办人（签名）",))


def working_paper(row: WorkingPaper, viewer: Viewer) -> OfficialDocument:
    """工作底稿 in its latest version, with its evidence and the three hands."""
    latest = row.latest()
    amount = "%s万元" % latest.amount if latest.amount is not None else "不涉及"
    evidence = Evidence.objects.visible_to(viewer).filter(paper=row).order_by("number")
    return form(
        "巡察工作底稿",
        row.office,
        row.signed_on or row.at,
        [
            Fields(
                [
                    [("巡察对象", row.task.organisation.name)],
                    [("底稿号", str(row.number)), ("版次", "第%d版" % row.version)],
                    [("问题", latest.title)],
                    [("发生时间", latest.period), ("涉及金额", amount)],
                    [("违反规定", latest.clause)],
                ]
            ),
            Heading(1, "问题描述"),
            *paragraphs(latest.text),
            Heading(1, "证据"),
            Table(
                EVIDENCE,
                [("证%d" % e.number, str(e.get_kind_display()), e.title, e.source) for e in evidence],
            ),
            Fields(
                [
                    [
                        ("撰写人", row.written_by.name),
                        ("复核人", row.reviewed_by.name if row.reviewed_by else ""),
                    ],
                    [
                        ("签批人", row.signed_by.name if row.signed_by else ""),
                        ("签批日期", day(row.signed_on)),
                    ],
                ]
            ),
        ],
    )


def group_meeting(row: GroupMeeting, viewer: Viewer) -> OfficialDocument:
    """组务会记录."""
    blocks: list[Block] = [
        Fields(
            [
                [("巡察组", row.group.name), ("会议日期", day(row.at))],
                [("会议类型", str(row.get_kind_display())), ("议题", row.agenda)],
                [("参加人员", row.attendance)],
            ]
        ),
        Heading(1, "议定事项"),
        *paragraphs(row.decisions),
    ]
    return form("组务会会议记录", row.office, row.at, blocks, ("主持人（签名）", "记录人（签名）"))


def is_on_site(row: Task) -> bool:
    return row.entered_on is not None


def _slip(row: Petition) -> Fields:
    return Fields(
        [
            [("序号", str(row.serial)), ("收件日期", day(row.at))],
            [("来件渠道", str(row.get_channel_display())), ("署名", "实名" if row.named else "匿名")],
            [("巡察对象", row.task.organisation.name)],
            [("被反映对象", row.objects_reflected)],
            [("内容摘要", row.summary)],
            [("受理范围", str(row.get_scope_display())), ("处置方式", str(row.get_outcome_display()))],
            [("处置日期", day(row.disposed_on)), ("答复日期", day(row.answered_on))],
        ]
    )
