"""Third part of the round's story: working papers, in versions and with evidence; three hands, never the same twice."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from xuncha.config.tests.cast import Cast, of
from xuncha.config.tests.pages import enter, fill, not_taken, register, saved, take, text
from xuncha.config.tests.round_in_field import GROUP, OnSite

SIGNED = ("信息化设备采购未公开招标", "办公用房面积超标")
TEXT = "2019年4月至10月，采购服务器等设备未按规定公开招标。"


@dataclass(frozen=True)
class Written:
    """The signed papers, in the order of SIGNED."""

    site: OnSite
    papers: tuple[str, str]

    @property
    def task(self) -> str:
        return self.site.out.task


def write(cast: Cast, site: OnSite, who: str, title: str, amount: str = "") -> str:
    page = cast.at(who, site.task)
    boxes = {"at": "2019-12-12", "title": title, "period": "2019年", "text": TEXT}
    return register(page, "撰写工作底稿", amount=amount, **boxes)


def lay_evidence(cast: Cast, who: str, paper: str) -> str:
    """A record of the task's own fieldwork that the writer may read, and a file."""
    page = cast.at(who, paper)
    enter(page, "添加证据")
    cast.only(page.url, *GROUP)
    fill(page, {"at": "2019-12-12", "kind": "笔录", "record": "信访第1号"})
    saved(page)
    page.goto(paper)
    with TemporaryDirectory() as folder:
        contract = Path(folder) / "采购合同.pdf"
        contract.write_bytes(b"%PDF-1.7 contract")
        enter(page, "添加证据")
        fill(
            page,
            {"at": "2019-12-12", "kind": "书证", "title": "采购合同", "source": "财务科", "upload": contract},
        )
        return saved(page)


def by_three_hands(cast: Cast, site: OnSite, title: str, amount: str) -> str:
    """Written by a member, reviewed by the liaison, studied by the group, signed by the leader."""
    paper = write(cast, site, "member", title, amount)
    evidence = lay_evidence(cast, "member", paper)
    take(cast.at("member", paper), "submit", at="2019-12-12")
    take(cast.at("liaison", paper), "review", at="2019-12-13")
    take(cast.at("groupleader", paper), "study", at="2019-12-16", basis="第1次组务会")
    take(cast.at("groupleader", paper), "sign", at="2019-12-17")
    cast.unseen(f"{evidence}file/", "general", "clues", "contact", "leader", "rectification", "auditor")
    return paper


def every_hand_tried(cast: Cast, site: OnSite, title: str, amount: str) -> str:
    """The same, with every hand tried that is not the right one."""
    cast.only(f"/fieldwork/working_papers/new/{of(site.task, r'tasks/([^/]+)/')}/", *GROUP)
    paper = write(cast, site, "member", title, amount)
    assert "至少须有一件证据" in not_taken(cast["member"], "submit", at="2019-12-12")
    lay_evidence(cast, "member", paper)
    revise(cast, paper)
    cast.unseen(
        paper, "general", "rectification", "clues", "leader", "approver", "contact", "county", "sysadmin"
    )
    cast.only(f"{paper}submit/", *GROUP)
    take(cast.at("member", paper), "submit", at="2019-12-12")
    cast.only(f"{paper}review/", "liaison")
    cast.without_door(paper, f"{paper}review/", "member", "petitions", "groupleader", "director")
    take(cast.at("liaison", paper), "review", at="2019-12-13")
    cast.only(f"{paper}study/", "liaison", "groupleader")
    take(cast.at("liaison", paper), "study", at="2019-12-16", basis="第1次组务会")
    cast.only(f"{paper}sign/", "groupleader")
    cast.without_door(paper, f"{paper}sign/", "member", "liaison", "petitions", "director")
    take(cast.at("groupleader", paper), "sign", at="2019-12-17")
    assert "已签批" in text(cast["groupleader"])
    return paper


def revise(cast: Cast, paper: str) -> None:
    """Each saving is a version; what two save at once is laid beside each other."""
    member, liaison = cast.at("member", f"{paper}edit/"), cast.at("liaison", f"{paper}edit/")
    member.fill("[name=text]", f"{TEXT}涉及3个批次。")
    saved(member)
    assert "第2版" in text(member)
    liaison.fill("[name=text]", f"{TEXT}涉及4个批次。")
    liaison.locator("form.x-entry button.x-primary").click()
    assert "他人已保存了新的一版" in text(liaison)


def not_by_oneself(cast: Cast, site: OnSite) -> None:
    """Who wrote a paper neither reviews nor signs it."""
    own = write(cast, site, "liaison", "会议记录不完整")
    lay_evidence(cast, "liaison", own)
    take(cast.at("liaison", own), "submit", at="2019-12-12")
    assert "撰写人不能复核自己的底稿" in not_taken(cast["liaison"], "review", at="2019-12-13")
    leaders = write(cast, site, "groupleader", "制度建设滞后")
    lay_evidence(cast, "groupleader", leaders)
    take(cast.at("groupleader", leaders), "submit", at="2019-12-12")
    take(cast.at("liaison", leaders), "review", at="2019-12-13")
    take(cast.at("liaison", leaders), "study", at="2019-12-16", basis="第1次组务会")
    assert "撰写人不能签批自己的底稿" in not_taken(cast.at("groupleader", leaders), "sign", at="2019-12-17")
    assert "组务会已研究" in text(cast["groupleader"])


def written(cast: Cast, site: OnSite) -> Written:
    first = every_hand_tried(cast, site, SIGNED[0], "128.5")
    second = by_three_hands(cast, site, SIGNED[1], "")
    not_by_oneself(cast, site)
    return Written(site, (first, second))
