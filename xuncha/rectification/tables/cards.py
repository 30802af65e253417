"""Lists of supervision cards and of suggestions to departments."""

from xuncha.rectification.models import Advice, Card, CardReply, Escalation
from xuncha.rectification.rules.cards import CardState
from xuncha.ui.tables import Column, Table

CARDS = Table(
    model=Card,
    name="cards",
    title="督办卡",
    measure="件",
    columns=(
        Column("number"),
        Column("matter", link=True),
        Column("source"),
        Column("lead__short_name", label="承办单位"),
        Column("state"),
        Column("due_on", sort=True),
        Column("closed_on", sort=True),
        Column("at", label="拟办日期", sort=True),
    ),
    filters=("state", "source", "lead", "item", "due_on", "closed_on", "at"),
    search=("number", "matter", "lead__name", "basis"),
    order=("-at",),
    details=(
        "number", "matter", "source", "basis", "item", "lead", "partners", "contact", "due_on", "answer", "issued_on",
        "delivered_on", "receipt", "closed_on", "closed_by", Column("at", label="拟办日期"),
    ),
    lists=("replies", "escalations"),
    tones={CardState.LONG_TERM: "grey"},
    empty="点人点事、整改逾期、领导批示等须书面督办的事项，开具督办卡后列在这里。",
)  # fmt: skip

REPLIES = Table(
    model=CardReply,
    name="card_replies",
    title="督办回复",
    measure="版",
    columns=(
        Column("card", link=True),
        Column("number", sort=True),
        Column("text"),
        Column("paper"),
        Column("at", label="回复日期", sort=True),
    ),
    filters=("card", "at"),
    search=("text", "paper", "card__matter"),
    order=("-at",),
    details=("card", "number", "text", "paper", Column("at", label="回复日期")),
    empty="承办单位对督办卡的历次回复列在这里，退回重办的版次保留原样。",
)

ESCALATIONS = Table(
    model=Escalation,
    name="escalations",
    title="升级督办",
    measure="次",
    columns=(
        Column("card", link=True),
        Column("level"),
        Column("late", sort=True),
        Column("text"),
        Column("at", label="督办日期", sort=True),
    ),
    filters=("level", "card", "at"),
    search=("text", "card__matter"),
    order=("-at",),
    details=("card", "level", "late", "text", "paper", Column("at", label="督办日期")),
    empty="逾期未回复的督办卡，逐级催办、约谈、通报的情况列在这里。",
)

ADVICES = Table(
    model=Advice,
    name="advices",
    title="职能部门建议",
    measure="条",
    columns=(
        Column("text", link=True),
        Column("department__short_name", label="职能部门"),
        Column("round"),
        Column("state"),
        Column("due_on", sort=True),
        Column("replied_on", sort=True),
        Column("at", label="发出日期", sort=True),
    ),
    filters=("state", "department", "round", "due_on", "replied_on", "at"),
    search=("text", "department__name", "reply"),
    order=("-at",),
    details=(
        "round", "department", "text", "due_on", "reply", "replied_on", "closed_on", "closed_by",
        Column("at", label="发出日期"),
    ),
    empty="巡察中发现的行业性、系统性问题，向职能部门提出的建议及其回复列在这里。",
)  # fmt: skip
