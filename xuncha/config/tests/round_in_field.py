"""Second part of the round's story: on site. Hearings, talks, petitions; whoever wrote one stays sealed."""

from dataclasses import dataclass

from xuncha.config.tests.canaries import readers_of
from xuncha.config.tests.cast import Cast, of
from xuncha.config.tests.pages import declined, do, fill, register, saved, take, text
from xuncha.config.tests.round_prepared import Out

GROUP = ("groupleader", "liaison", "member", "petitions")
REPORTER, CONTACT = "乔木笙", "13900007788"
OTHER_GROUP = "市市场监管局"


@dataclass(frozen=True)
class OnSite:
    """What later parts go on from."""

    out: Out
    talk: str
    petition: str

    @property
    def task(self) -> str:
        return self.out.task


def work_off(cast: Cast, task: str, at: str, *names: str) -> None:
    """The list of the stage: each ticks what is theirs."""
    for name in names or ("liaison", "general"):
        do(cast.at(name, task), "steps", at=at)


def go_in(cast: Cast, out: Out) -> None:
    """Not before the list of the stage is settled, and by the group itself."""
    liaison = cast.at("liaison", f"{out.task}enter/")
    assert "本环节尚有" in text(liaison)
    cast.only(f"{out.task}do/steps/", "general", "director", "groupleader", "liaison", "member")
    work_off(cast, out.task, "2019-12-06")
    cast.only(f"{out.task}enter/", "groupleader", "liaison")
    cast.without_door(out.task, f"{out.task}enter/", "general", "director", "member", "leader")
    cast.without_door(out.task, talk_door(out), "groupleader", "liaison", "member")  # not on site yet
    take(cast.at("groupleader", out.task), "enter", at="2019-12-09", basis="进驻动员会")
    assert "已进驻" in text(cast["groupleader"])


def talk_door(out: Out) -> str:
    return f"/fieldwork/talks/new/{of(out.task, r'tasks/([^/]+)/')}/"


def listen(cast: Cast, out: Out) -> str:
    """A hearing, and a talk that two hold; a confidential one is read by those who held it and by the leader."""
    member = cast.at("member", out.task)
    register(
        member, "登记听取汇报", at="2019-12-09", kind="党组织", subject="党组织工作情况汇报", reporter="某书记",
        text="汇报了成立以来的工作。",
    )  # fmt: skip
    cast.only(talk_door(out), *GROUP)
    said = {"at": "2019-12-10", "interviewee": "覃某", "post": "办公室主任", "category": "中层"}
    said |= {"place": "驻地谈话室", "minutes": "谈到采购。"}
    member.goto(out.task)
    alone = declined(member, "登记个别谈话", interviewers=["黎应桐"], **said)
    assert "两" in alone or "2" in alone
    fill(member, {"interviewers": ["黎应桐", "尹素筠"], "confidential": True})
    talk = saved(member)
    cast.unseen(
        talk, "petitions", "general", "rectification", "clues", "leader", "contact", "sysadmin", "auditor"
    )
    for name in ("groupleader", "liaison", "director"):
        assert "谈到采购" in text(cast.at(name, talk))
    return talk


def receive_petition(cast: Cast, out: Out) -> str:
    """Registered by its clerk; who wrote it is opened by two roles only, each time on record."""
    cast.only(
        f"/fieldwork/petitions/new/{of(out.task, r'tasks/([^/]+)/')}/", "petitions", "groupleader", "liaison"
    )
    clerk = cast.at("petitions", out.task)
    boxes = {"at": "2019-12-11", "channel": "来信", "scope": "受理范围内", "objects_reflected": "信息中心"}
    summary = "反映设备采购价格偏高。"
    assert "实名件须登记反映人" in declined(clerk, "登记信访", named=True, summary=summary, **boxes)
    fill(clerk, {"reporter": REPORTER, "contact": CONTACT})
    petition = saved(clerk)
    assert "信访第1号" in text(clerk)
    keep_reporter_sealed(cast, petition)
    cast.only(f"{petition}dispose/", "groupleader", "liaison")
    take(cast.at("liaison", petition), "dispose", at="2019-12-12", outcome="组内核实")
    cast.only(f"{petition}answer/", *GROUP[:2], "petitions")
    take(cast.at("petitions", petition), "answer", at="2019-12-16")
    return petition


def keep_reporter_sealed(cast: Cast, petition: str) -> None:
    """No list, spreadsheet, search, detail or address says who wrote, to anyone; the two who may ask are told."""
    cast.only(f"{petition}reporter/", "groupleader", "petitions")
    cast.without_door(petition, f"{petition}reporter/", "liaison", "member", "director")
    where = [petition, f"{petition}reporter/"]
    where += [f"/fieldwork/{name}/{rest}" for name in ("petitions", "reporters") for rest in ("", "excel/")]
    assert not readers_of(cast, (REPORTER, CONTACT), where)
    searched = [
        f"/{place}/?q={REPORTER}" for place in ("fieldwork/petitions", "fieldwork/reporters", "registers")
    ]
    assert not readers_of(cast, ("信息中心", "信访第1号"), searched)
    assert readers_of(cast, ("信息中心",), ["/fieldwork/petitions/excel/"]) == {*GROUP, "director"}
    leader = cast.at("groupleader", petition)
    leader.get_by_role("link", name="查阅反映人").first.click()
    leader.locator("main form button").first.click()
    leader.wait_for_load_state("load")
    assert all(word in text(leader) for word in (REPORTER, CONTACT))
    assert REPORTER not in leader.title() + leader.url


def keep_groups_apart(cast: Cast) -> None:
    """What the second group found on site is not there for the first one, by list or by address."""
    director = cast["director"]
    for kind in ("talks", "petitions", "working_papers"):
        director.goto(f"/fieldwork/{kind}/?q=医疗保障")
        director.locator("main table tbody a").first.click()
        director.wait_for_url(f"**/{kind}/*-*/")
        cast.unseen(director.url, *GROUP, "general", "contact", "county", "province", "security")


def in_field(cast: Cast, out: Out) -> OnSite:
    go_in(cast, out)
    talk = listen(cast, out)
    petition = receive_petition(cast, out)
    keep_groups_apart(cast)
    return OnSite(out, talk, petition)
