"""Documents of a round: its notice and request, what authorises its groups, and letters that ask for persons."""

from collections.abc import Sequence
from datetime import date

from xuncha.basis.models import Document
from xuncha.basis.rules import DocumentKind as Kind
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import (
    day,
    imprint,
    leading_group,
    letter_head,
    red_head,
    round_words,
    upward_head,
)
from xuncha.papers.engine.document import (
    Attachment,
    Block,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
)
from xuncha.records.queries import today
from xuncha.rounds.models import Authorisation, Group, GroupMember, Round, Task
from xuncha.rounds.rules.tasks import IDLE

TASKS = (
    Column("序号", 0.6),
    Column("被巡察党组织", 4, "left"),
    Column("类型", 1.2),
    Column("计划进驻", 1.6),
    Column("计划撤点", 1.6),
)
DIVISION = (Column("巡察组", 1.6), Column("被巡察党组织", 4, "left"), Column("类型", 1.2))
MEMBERS = (Column("职责", 1), Column("姓名", 1), Column("工作单位及职务", 3, "left"))
SECONDED = (Column("姓名", 1), Column("职务", 2, "left"), Column("编入巡察组", 2), Column("职责", 1))


def authorisation(row: Authorisation, viewer: Viewer) -> OfficialDocument:
    """授权书 of one group: once a round, for this round only."""
    return _decision(row.group.round, [row.group], row.at, row.document, viewer)


def round_authorisation(row: Round, viewer: Viewer) -> OfficialDocument:
    """One decision for all groups of a round, as the leading group signs it before they are sent out."""
    return _decision(row, _groups(row), row.approved_on or today(), None, viewer)


def plan_notice(row: Round, viewer: Viewer) -> OfficialDocument:
    """通知 that sends out who inspects whom."""
    issuer = leading_group(row.office)
    on = row.approved_on or today()
    return OfficialDocument(
        title="关于做好%s工作的通知" % round_words(row),
        issuer=issuer,
        date=on,
        addressee="各巡察组，各被巡察党组织",
        kind=Kind.NOTICE,
        head=red_head(issuer, row.document),
        blocks=[
            Paragraph(_counted(row, viewer)),
            Heading(1, "巡察任务"),
            Paragraph("各巡察组的任务分工见附件。未经批准，不得变更巡察对象和时间安排。"),
            Heading(1, "工作要求"),
            Paragraph(
                "各巡察组要紧扣职责定位，依规依纪依法开展巡察；被巡察党组织要自觉接受监督，如实提供情况和资料。"
            ),
            Paragraph("严格执行请示报告、回避和保密制度，重要情况随时报告。"),
        ],
        attachments=[Attachment("%s任务分工表" % round_words(row), [_division(row, viewer)])],
        imprint=imprint(row.office, on),
    )


def targets_request(row: Round, viewer: Viewer) -> OfficialDocument:
    """请示 by which the office asks for the list and its division among the groups."""
    return OfficialDocument(
        title="关于%s对象和任务分工的请示" % round_words(row),
        issuer=row.office.name,
        date=row.at,
        addressee=leading_group(row.office),
        kind=Kind.REQUEST,
        head=upward_head(row.office.name, None),
        blocks=[
            Paragraph(_counted(row, viewer) + "建议名单和任务分工见附件。"),
            Paragraph("妥否，请批示。"),
        ],
        attachments=[Attachment("%s对象建议名单和任务分工表" % round_words(row), [_division(row, viewer)])],
        note="此件为送审稿",
    )


def secondment(row: GroupMember, viewer: Viewer) -> OfficialDocument:
    """抽调函 to the unit this member comes from: it names all whom the round asks of that unit."""
    assert row.pool_member is not None
    asked = GroupMember.objects.visible_to(viewer).filter(
        round=row.round, pool_member__organisation=row.pool_member.organisation, until=None
    )
    rows = asked.select_related("person", "group", "pool_member__organisation").order_by(
        "group__number", "pk"
    )
    return secondment_letter(row.round, list(rows) or [row], on=row.at, document=row.letter)


def secondment_letter(
    round_: Round, members: Sequence[GroupMember], *, on: date, document: Document | None = None
) -> OfficialDocument:
    """抽调函 for members of one unit. ValueError where they come from several, or from none."""
    units = {member.pool_member.organisation.name for member in members if member.pool_member}
    if len(units) != 1 or not all(member.pool_member for member in members):
        raise ValueError("a letter of secondment goes to the one unit its persons come from")
    issuer = leading_group(round_.office)
    names = "、".join(member.person.name for member in members)
    until = max((exit_ for exit_ in _exits(members) if exit_), default=None)
    return OfficialDocument(
        title="关于抽调%s等%d名同志参加%s的函" % (members[0].person.name, len(members), round_words(round_))
        if len(members) > 1
        else "关于抽调%s同志参加%s的函" % (names, round_words(round_)),
        issuer=issuer,
        date=on,
        addressee=units.pop(),
        kind=Kind.LETTER,
        head=letter_head(issuer, document),
        blocks=[
            Paragraph(
                "因工作需要，经研究，拟抽调你单位%s同志参加%s，名单如下：" % (names, round_words(round_))
            ),
            Table(SECONDED, [_seconded(member) for member in members]),
            Paragraph("抽调时间自%s起，至%s止。" % (day(on), day(until) if until else "本轮巡察任务结束")),
            Paragraph("抽调期间与原单位工作脱钩，工资福利待遇不变。请予支持，并通知本人按时报到。"),
        ],
    )


def is_posted(row: GroupMember) -> bool:
    return row.pool_member_id is not None


def _decision(
    round_: Round, groups: Sequence[Group], on: date, document: Document | None, viewer: Viewer
) -> OfficialDocument:
    if not groups:
        raise NotAllowed("本轮尚未组建巡察组，没有授权可以出具。")
    issuer = leading_group(round_.office)
    of = groups[0].name if len(groups) == 1 else ""
    return OfficialDocument(
        title="关于%s%s授权任职及任务分工的决定" % (round_words(round_), of),
        issuer=issuer,
        date=on,
        kind=Kind.DECISION,
        head=red_head(issuer, document),
        blocks=[
            Paragraph(
                "根据巡察工作有关规定，经研究，决定组建%s，授权其对下列党组织开展巡察。"
                "授权一次一办，任务结束后自行终止。" % "、".join(group.name for group in groups)
            ),
            *[block for group in groups for block in _group(group, viewer)],
        ],
        imprint=imprint(round_.office, on) if document else None,
    )


def _group(group: Group, viewer: Viewer) -> list[Block]:
    seats = GroupMember.objects.visible_to(viewer).filter(group=group, until=None)
    rows = seats.select_related("person", "pool_member__organisation").order_by("pk")
    tasks = Task.objects.visible_to(viewer).filter(group=group).exclude(state__in=IDLE)
    listed = tasks.select_related("organisation").order_by("entry_planned_on", "pk")
    return [
        Heading(1, group.name),
        Table(MEMBERS, [_member(seat) for seat in rows], title="组成人员"),
        Table(TASKS, [_task(number, task) for number, task in enumerate(listed, 1)], title="巡察任务"),
    ]


def _member(seat: GroupMember) -> tuple[str, ...]:
    drawn = seat.pool_member
    post = drawn.organisation.short_name + drawn.title if drawn else "巡察机构"
    return (str(seat.get_seat_display()), seat.person.name, post)


def _task(number: int, task: Task) -> tuple[str, ...]:
    planned = (task.entered_on or task.entry_planned_on, task.left_on or task.exit_planned_on)
    days = [on.isoformat() if on else "另行通知" for on in planned]
    return (str(number), task.organisation.name, str(task.get_kind_display()), *days)


def _division(row: Round, viewer: Viewer) -> Table:
    tasks = Task.objects.visible_to(viewer).filter(round=row).exclude(state__in=IDLE)
    listed = tasks.select_related("group", "organisation").order_by("group__number", "pk")
    return Table(
        DIVISION,
        [
            (task.group.name if task.group else "待定", task.organisation.name, str(task.get_kind_display()))
            for task in listed
        ],
    )


def _counted(row: Round, viewer: Viewer) -> str:
    tasks = Task.objects.visible_to(viewer).filter(round=row).exclude(state__in=IDLE)
    return "%s安排巡察任务%d项，由%d个巡察组承担。" % (round_words(row), tasks.count(), len(_groups(row)))


def _groups(row: Round) -> list[Group]:
    return list(Group.objects.live().filter(round=row).order_by("number"))


def _seconded(member: GroupMember) -> tuple[str, ...]:
    title = member.pool_member.title if member.pool_member else ""
    return (member.person.name, title, member.group.name, str(member.get_seat_display()))


def _exits(members: Sequence[GroupMember]) -> list[date | None]:
    groups = {member.group_id for member in members}
    return list(Task.objects.live().filter(group__in=groups).values_list("exit_planned_on", flat=True))
