"""Lists of persons, posts and who held them; of roles given, and of those lent in an emergency."""

from xuncha.people.models import Emergency, Grant, Person, Post, Tenure
from xuncha.ui.tables import Column, Table

PERSONS = Table(
    model=Person,
    name="persons",
    title="人员",
    measure="名",
    columns=(
        Column("name", link=True, sort=True),
        Column("sex"),
        Column("born_on", sort=True),
        Column("joined_party_on"),
        Column("education"),
    ),
    filters=("sex", "born_on", "joined_party_on"),
    search=("name",),
    order=("name",),
    details=("name", "sex", "born_on", "joined_party_on", "education", Column("at", label="登记日期")),
    lists=("tenures",),
    empty="领导小组成员、巡察干部和被巡察单位主要负责人登记在这里。",
)

POSTS = Table(
    model=Post,
    name="posts",
    title="职务",
    measure="个",
    columns=(
        Column("organisation"),
        Column("title", link=True),
        Column("rank"),
        Column("is_principal"),
    ),
    filters=("organisation", "rank", "is_principal"),
    search=("title", "organisation__name"),
    order=("at",),
    details=("organisation", "title", "rank", "is_principal", Column("at", label="设立日期")),
    lists=("tenures",),
    empty="党组织的职务登记后显示在这里，整改责任落到职务。",
)

TENURES = Table(
    model=Tenure,
    name="tenures",
    title="任职",
    measure="条",
    columns=(
        Column("person", link=True),
        Column("post__organisation", label="党组织"),
        Column("post"),
        Column("at", label="任职日期", sort=True),
        Column("until", sort=True),
    ),
    filters=("person", "post__organisation", "at", "until"),
    search=("person__name", "post__title"),
    details=("person", "post", Column("at", label="任职日期"), "until"),
    empty="任职、离任登记后显示在这里。",
)

GRANTS = Table(
    model=Grant,
    name="grants",
    title="岗位授权",
    measure="项",
    columns=(
        Column("user", link=True),
        Column("user__username", label="登录名"),
        Column("role"),
        Column("office"),
        Column("organisation__name", label="所属单位"),
        Column("since", sort=True),
        Column("until", sort=True),
        Column("basis"),
    ),
    filters=("role", "office", "since", "until", "emergency"),
    search=("user__name", "user__username", "basis"),
    order=("-since",),
    details=(
        "user", Column("user__username", label="登录名"), "role", "office",
        Column("organisation__name", label="所属单位"), "since", "until", "basis", "by", "emergency", "expires_at",
    ),
    empty="授予账号的岗位显示在这里。",
)  # fmt: skip

EMERGENCIES = Table(
    model=Emergency,
    name="emergencies",
    title="紧急授权",
    measure="项",
    columns=(
        Column("user", link=True),
        Column("role"),
        Column("office"),
        Column("standing", label="状态"),
        Column("hours"),
        Column("recorded_at", sort=True),
        Column("by"),
        Column("decided_by"),
        Column("ends_at"),
    ),
    filters=("role", "recorded_at"),
    search=("user__name", "user__username", "reason"),
    order=("-recorded_at",),
    details=(
        "user", "role", "office", Column("standing", label="状态"), "hours", "reason", "by", "asked_as",
        "recorded_at", "decided_by", "decided_at", "ends_at",
    ),
    empty="紧急授权须由一名管理员申请、另一类管理员批准，到时自行失效，记录在这里。",
)  # fmt: skip
