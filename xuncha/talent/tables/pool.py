"""Lists of the talent pool."""

from xuncha.talent.models import Channel, PoolMember, PoolTarget, Renewal
from xuncha.ui.tables import Column, Table

CHANNELS = Table(
    model=Channel,
    name="channels",
    title="抽调渠道",
    measure="个",
    columns=(
        Column("name", link=True),
        Column("body"),
        Column("at", label="启用日期", sort=True),
    ),
    search=("name", "body__name"),
    details=("name", "body", Column("at", label="启用日期")),
    lists=("members",),
    empty="人才库的抽调渠道登记在这里。",
)

MEMBERS = Table(
    model=PoolMember,
    name="members",
    title="人才库",
    measure="名",
    columns=(
        Column("person", link=True),
        Column("organisation__short_name", label="工作单位"),
        Column("title"),
        Column("rank"),
        Column("pool"),
        Column("specialty"),
        Column("channel"),
        Column("state"),
        Column("entered_on", sort=True),
    ),
    filters=(
        "state", "channel", "pool", "specialty", "rank", "source", "person__sex", "person__born_on", "entered_on",
        "exit_reason",
    ),
    search=("person__name", "organisation__name", "title"),
    details=(
        "person", Column("person__sex"), Column("person__born_on"), Column("person__joined_party_on"), "organisation",
        "title", "rank", "pool", "specialty", "channel", "source", Column("at", label="提名日期"), "opinion", "approval",
        "entered_on", "left_on", "exit_reason",
    ),
    facts=("organisation", "pool", "rank"),
    lists=("postings", "renewals"),
    empty="经渠道提名的人选显示在这里，审定后入库。",
)  # fmt: skip

RENEWALS = Table(
    model=Renewal,
    name="renewals",
    title="续用",
    measure="次",
    columns=(
        Column("member", link=True),
        Column("at", label="续用日期", sort=True),
        Column("reason"),
    ),
    filters=("member", "at"),
    search=("member__person__name",),
    details=("member", Column("at", label="续用日期"), "reason"),
    empty="入库期满后决定续用的登记在这里。",
)

TARGETS = Table(
    model=PoolTarget,
    name="targets",
    title="人才库定额和结构目标",
    measure="项",
    columns=(
        Column("measure", link=True),
        Column("label"),
        Column("least"),
        Column("most"),
        Column("at", label="施行日期", sort=True),
    ),
    filters=("measure", "at"),
    details=("measure", "label", "least", "most", Column("at", label="施行日期")),
    empty="人才库的定额、期限和结构目标登记在这里，自施行之日起有效。",
)
