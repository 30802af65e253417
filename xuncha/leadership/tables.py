"""Lists of what was put to the leaders, what they named, the office's rules and its means."""

from xuncha.leadership.models import (
    Briefing,
    Disposition,
    Institution,
    InstitutionVersion,
    MatterReply,
    NamedMatter,
    PrivilegeEntry,
    StaffAddition,
    StudySession,
    Suggestion,
    Vehicle,
)
from xuncha.ui.tables import Column, Table

STUDY = Table(
    model=StudySession,
    name="study",
    title="学习传达",
    measure="次",
    columns=(
        Column("at", label="日期", sort=True),
        Column("subject", link=True),
        Column("level"),
        Column("meeting"),
        Column("audience"),
    ),
    filters=("at",),
    search=("subject", "level", "meeting__title"),
    details=("subject", "level", "meeting", "document", "audience", Column("at", label="日期")),
    empty="学习传达上级精神后登记在这里。",
)

BRIEFINGS = Table(
    model=Briefing,
    name="briefings",
    title="请示汇报",
    measure="次",
    columns=(
        Column("at", label="汇报日期", sort=True),
        Column("forum"),
        Column("purpose"),
        Column("subject", link=True),
        Column("round"),
        Column("document"),
    ),
    filters=("forum", "purpose", "round", "at"),
    search=("subject", "document__title", "document__number"),
    details=(
        "subject",
        "forum",
        "purpose",
        "agenda_item",
        "document",
        "round",
        Column("at", label="汇报日期"),
    ),
    lists=("suggestions",),
    empty="向市委常委会、书记专题会、领导小组汇报的事项登记在这里。",
)

SUGGESTIONS = Table(
    model=Suggestion,
    name="suggestions",
    title="工作建议",
    measure="条",
    columns=(
        Column("at", label="提出日期", sort=True),
        Column("serial"),
        Column("text", link=True),
        Column("briefing"),
        Column("state"),
    ),
    filters=("state", "briefing__forum", "at"),
    search=("text", "briefing__subject"),
    order=("-at", "serial"),
    details=("text", "serial", "briefing", "upper_meeting", Column("at", label="提出日期")),
    empty="上级会议召开后提出的工作建议逐条登记在这里。",
)

MATTERS = Table(
    model=NamedMatter,
    name="matters",
    title="点人点事",
    measure="项",
    columns=(
        Column("at", label="交办日期", sort=True),
        Column("gist", link=True),
        Column("lead"),
        Column("due_on", sort=True),
        Column("state"),
        Column("closed_on"),
    ),
    filters=("state", "lead", "meeting", "at", "due_on", "closed_on"),
    search=("gist", "lead__name", "result"),
    details=(
        "gist",
        "meeting",
        "serial",
        "lead",
        Column("at", label="交办日期"),
        "due_on",
        "result",
        "card",
        "closed_on",
    ),
    lists=("replies",),
    empty="书记专题会点人点事后，逐项建账在这里。",
)

MATTER_REPLIES = Table(
    model=MatterReply,
    name="matter_replies",
    title="点人点事回复",
    measure="版",
    columns=(
        Column("matter", link=True),
        Column("number", sort=True),
        Column("text"),
        Column("at", label="回复日期", sort=True),
    ),
    filters=("matter", "at"),
    search=("text", "matter__gist"),
    order=("-at",),
    details=("matter", "number", "text", Column("at", label="回复日期")),
    empty="点人点事的历次回复列在这里，退回重办的版次保留原样。",
)

INSTITUTIONS = Table(
    model=Institution,
    name="institutions",
    title="制度",
    measure="项",
    columns=(
        Column("name", link=True, sort=True),
        Column("field", sort=True),
        Column("at", label="制定日期", sort=True),
    ),
    filters=("field", "at"),
    search=("name", "field"),
    details=("name", "field", Column("at", label="制定日期")),
    lists=("versions",),
    empty="巡察工作制度印发后登记在这里。",
)

VERSIONS = Table(
    model=InstitutionVersion,
    name="versions",
    title="制度立改废",
    measure="项",
    columns=(
        Column("at", label="印发日期", sort=True),
        Column("institution", link=True),
        Column("number"),
        Column("act"),
        Column("document"),
    ),
    filters=("act", "at", "institution"),
    search=("institution__name", "document__number"),
    details=("institution", "number", "act", "document", Column("at", label="印发日期")),
    empty="制度的制定、修订、废止显示在这里。",
)

STAFF = Table(
    model=StaffAddition,
    name="staff",
    title="增加人员",
    measure="名",
    columns=(
        Column("person", link=True),
        Column("title"),
        Column("at", label="到岗日期", sort=True),
        Column("decision"),
    ),
    filters=("at",),
    search=("person__name", "title"),
    details=("person", "title", Column("at", label="到岗日期"), "decision"),
    empty="经领导小组决定充实到巡察办的人员登记在这里。",
)

VEHICLES = Table(
    model=Vehicle,
    name="vehicles",
    title="工作用车",
    measure="辆",
    columns=(
        Column("plate", link=True),
        Column("model"),
        Column("group_number"),
        Column("at", label="配备日期", sort=True),
        Column("withdrawn_on"),
    ),
    filters=("at", "withdrawn_on"),
    search=("plate", "model"),
    details=("plate", "model", "group_number", Column("at", label="配备日期"), "decision", "withdrawn_on"),
    empty="经领导小组决定配备的车辆登记在这里。",
)

PRIVILEGES = Table(
    model=PrivilegeEntry,
    name="privileges",
    title="重要会议和文件范围",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("privilege"),
        Column("at", label="列入日期", sort=True),
        Column("until"),
        Column("document"),
    ),
    filters=("privilege", "at", "until"),
    search=("person__name",),
    details=("person", "privilege", "seat", "document", Column("at", label="列入日期"), "until"),
    empty="列入参加重要会议、阅知重要文件范围的组长登记在这里。",
)

DISPOSITIONS = Table(
    model=Disposition,
    name="dispositions",
    title="分类处置",
    measure="条",
    columns=(
        Column("text", link=True),
        Column("task__organisation__short_name", label="党组织"),
        Column("kind"),
        Column("body__short_name", label="承办单位"),
        Column("ruling"),
        Column("at", label="建议日期", sort=True),
        Column("ruled_on", sort=True),
    ),
    filters=("kind", "ruling", "task__round", "at", "ruled_on"),
    search=("text", "task__organisation__name"),
    order=("-at",),
    details=(
        "task", "kind", "text", "body", Column("at", label="建议日期"), "ruling", "ruled_text", "ruled_on",
    ),
    empty="组长提出、领导小组决定的处置建议登记在这里。",
)  # fmt: skip
