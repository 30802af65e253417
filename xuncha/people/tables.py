"""Lists of persons, posts and who held them."""

from xuncha.people.models import Person, Post, Tenure
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
