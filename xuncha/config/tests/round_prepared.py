"""First part of the round's story: planned, approved, staffed past the recusal checks, and sent out."""

from dataclasses import dataclass

from xuncha.config.tests.cast import Cast
from xuncha.config.tests.pages import declined, do, enter, fill, register, saved, take, text

UNIT = "市大数据局"
NAME = "中共云岫市大数据发展管理局党组"
SEATS = (
    ("组长", "侯仲钧"),
    ("副组长", "邓维澄"),
    ("联络员", "尹素筠"),
    ("组员", "黎应桐"),
    ("信访接待员", "汤采禾"),
)
POOLED = ("黎应桐", "汤采禾")


@dataclass(frozen=True)
class Out:
    """Addresses of a round whose group may enter."""

    round: str
    group: str
    task: str


def paper(cast: Cast, title: str, at: str, *, kind: str = "通知", to: str = "") -> None:
    """A document of the office, in the register before anything rests on it."""
    general = cast.at("general", "/basis/documents/")
    register(
        general, "登记公文", direction="发文", kind=kind, at=at, title=title, issuer="市委巡察办", sent_to=to
    )


def plan(cast: Cast) -> tuple[str, str]:
    """The new organisation comes into the plan by a new version, into the round by its list, and is approved."""
    paper(cast, "关于调整巡察工作规划的通知", "2019-12-02")
    general = cast.at("general", "/rounds/plan_versions/")
    enter(general, "调整规划")
    cast.only(general.url, "general", "director")
    rows = {"kind": "新增", "organisation": NAME, "reason": "机构改革新设立"}
    fill(general, {f"changes-0-{column}": value for column, value in rows.items()})
    fill(general, {"at": "2019-12-02", "document": "关于调整巡察工作规划的通知"})
    saved(general)
    assert UNIT in text(general) or NAME in text(general)
    general.goto("/rounds/rounds/")
    cast.only("/rounds/rounds/new/", "general", "director", "county")
    round_ = register(general, "提出轮次", at="2019-12-02")
    assert "四届市委第八轮" in text(general)
    assert "尚未列入巡察对象" in refusal_of(cast, "general", round_, "submit")
    general.goto(round_)
    enter(general, "增列巡察对象")
    cast.only(general.url, "general", "director")
    fill(general, {"at": "2019-12-02", "organisation": NAME, "kind": "常规"})
    fill(general, {"entry_planned_on": "2019-12-09", "exit_planned_on": "2019-12-20"})
    task = saved(general)
    approve(cast, round_, task)
    return round_, task


def approve(cast: Cast, round_: str, task: str) -> None:
    """Proposed by the office, approved by the leader in charge and by nobody else."""
    cast.only(f"{round_}submit/", "general", "director")
    assert "尚未批准" in refusal_of(cast, "general", task, "notify")
    take(cast.at("general", round_), "submit", at="2019-12-02")
    cast.only(f"{round_}approve/", "approver")
    cast.without_door(round_, f"{round_}approve/", "general", "director", "leader")
    take(cast.at("approver", round_), "approve", at="2019-12-03", basis="市委书记批示")
    paper(cast, "四届市委第八轮巡察工作方案", "2019-12-03")
    do(cast.at("general", round_), "issue", at="2019-12-03", document="四届市委第八轮巡察工作方案")
    assert "已批准" in text(cast["general"])


def refusal_of(cast: Cast, name: str, row: str, verb: str) -> str:
    """What the page of a step says that cannot be taken yet."""
    page = cast.at(name, f"{row}{verb}/")
    return text(page)


def staff(cast: Cast, round_: str, task: str) -> str:
    """Nobody sits in the group whose recusal is not decided; the group is not sent out before it is whole."""
    general = cast.at("general", round_)
    enter(general, "组建巡察组")
    cast.only(general.url, "general", "director", "guidance")
    fill(general, {"at": "2019-12-04"})
    group = saved(general)
    do(cast.at("general", task), "assign", at="2019-12-04", group="市委第一巡察组")
    home_again(cast)
    guidance = cast.at("guidance", group)
    said = declined(guidance, "抽调到组", at="2019-12-04", seat="组长", person="侯仲钧")
    assert "回避核查尚未作出决定" in said
    cast.only(f"{group}do/check/", "general", "director", "guidance")
    do(cast.at("guidance", group), "check", at="2019-12-04", people="\n".join(name for _, name in SEATS))
    cast.only(f"{round_}do/decide/", "director")
    do(cast.at("director", round_), "decide", at="2019-12-04", verdict="无需回避")
    for seat, name in SEATS:
        box = "pool_member" if name in POOLED else "person"
        register(cast.at("guidance", group), "抽调到组", at="2019-12-04", seat=seat, **{box: name})
    return group


def home_again(cast: Cast) -> None:
    """Those of the pool who sit in a group are not free for another one."""
    for name in POOLED:
        guidance = cast.at("guidance", f"/rounds/group_members/?q={name}")
        guidance.locator("main table").get_by_role("link", name=name).first.click()
        guidance.wait_for_url("**/group_members/*-*/")
        cast.closed(f"{guidance.url}do/release/", "general", "groupleader", "liaison", "leader", "sysadmin")
        do(guidance, "release", at="2019-12-03")


def send_out(cast: Cast, round_: str, group: str, task: str) -> None:
    """Authorised once and for this round; told of before it enters; the list of steps is worked off."""
    paper(cast, "关于市委第一巡察组授权任职及任务分工的决定", "2019-12-05", kind="决定")
    director = cast.at("director", group)
    enter(director, "授权")
    cast.only(director.url, "director")
    fill(director, {"at": "2019-12-05", "document": "授权任职及任务分工"})
    saved(director)
    cast.only(f"{round_}authorise/", "director")
    take(cast.at("director", round_), "authorise", at="2019-12-05")
    take(cast.at("general", round_), "mobilise", at="2019-12-06", basis="巡察动员部署会")
    cast.only(f"{task}notify/", "general", "director")
    take(cast.at("general", task), "notify", at="2019-12-06")


def prepared(cast: Cast) -> Out:
    round_, task = plan(cast)
    group = staff(cast, round_, task)
    send_out(cast, round_, group, task)
    return Out(round_, group, task)
