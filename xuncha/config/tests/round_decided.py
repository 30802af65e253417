"""Fifth part of the round's story: heard by the leading group and the secretary, ruled on, and fed back."""

from dataclasses import dataclass

from xuncha.config.tests.cast import Cast, of
from xuncha.config.tests.pages import declined, do, fill, not_taken, register, saved, take, text
from xuncha.config.tests.round_found import Found
from xuncha.config.tests.round_in_field import work_off
from xuncha.config.tests.round_prepared import UNIT, paper

OFFICE = ("general", "director")
TO_BODY = f"关于向{UNIT}党组反馈巡察意见的通知"
TO_PRINCIPAL = f"关于向{UNIT}党组主要负责人反馈巡察意见的函"


@dataclass(frozen=True)
class FedBack:
    found: Found

    @property
    def task(self) -> str:
        return self.found.task


def hear(cast: Cast, task: str) -> None:
    """The leader proposes; the leading group rules by its minutes, and nobody in the group for it."""
    number = of(task, r"tasks/([^/]+)/")
    cast.only(f"/leadership/dispositions/new/{number}/", "groupleader")
    rows = [
        register(cast.at("groupleader", task), "提出处置建议", at="2019-12-24", kind=kind, text=said)
        for kind, said in (
            ("移交问题线索", "采购问题线索移交纪检监察机关。"),
            ("责令限期整改", "办公用房限期清理。"),
        )
    ]
    meeting(cast, "领导小组会议", "2019-12-25", f"审议{UNIT}巡察情况")
    cast.only(f"{task}hear/", *OFFICE)
    work_off(cast, task, "2019-12-24", "general")
    take(cast.at("general", task), "hear", at="2019-12-25", basis="领导小组第12次会议")
    work_off(cast, task, "2019-12-26")
    general = cast.at("general", task)
    assert "尚有2条处置建议未经领导小组决定" in not_taken(general, "decide", at="2019-12-27")
    for row in rows:
        cast.only(f"{row}do/rule/", *OFFICE)
        do(cast.at("general", row), "rule", at="2019-12-25", ruling="同意", basis="领导小组第12次会议纪要")


def meeting(cast: Cast, kind: str, at: str, subject: str) -> str:
    general = cast.at("general", "/basis/meetings/")
    return register(
        general, "登记会议", at=at, kind=kind, title=f"{at}{kind}", place="市委会议室", agenda=subject
    )


def decide(cast: Cast, task: str) -> None:
    """The secretary hears, and names a matter."""
    secretary = meeting(cast, "书记专题会", "2019-12-27", f"听取{UNIT}巡察情况汇报")
    general = cast.at("general", secretary)
    gist = "限期查清设备采购问题"
    register(general, "登记点人点事", gist=gist, lead="中共云岫市大数据发展管理局党组", due_on="2020-03-31")
    assert gist in text(cast.at("leader", "/leadership/matters/"))
    cast.unseen("/leadership/matters/", "groupleader", "member", "contact", "clues", "sysadmin")
    cast.only(f"{task}decide/", *OFFICE)
    take(cast.at("general", task), "decide", at="2019-12-27", basis="书记专题会")


def feed_back(cast: Cast, found: Found) -> None:
    """By letters that say as many problems as the list has; each addressee signs for its own."""
    task = found.task
    paper(cast, TO_BODY, "2019-12-30")
    paper(cast, TO_PRINCIPAL, "2019-12-30", kind="函")
    cast.closed(f"{task}feed_back/", "groupleader", "liaison", "member", *OFFICE)  # never without its letters
    work_off(cast, task, "2019-12-30")
    cast.unseen(found.findings[0], "contact")
    general = cast.at("general", task)
    said = declined(general, "反馈", at="2019-12-30", document=TO_BODY, stated=3, principal=TO_PRINCIPAL)
    assert "反馈意见所述问题数为3个，问题清单为2个" in said
    fill(general, {"stated": 2})
    cast.only(f"/findings/feedbacks/new/{of(task, r'tasks/([^/]+)/')}/", *OFFICE, "rectification")
    letter = saved(general)
    assert "已反馈" in text(cast.at("general", task))
    sign(cast, letter)
    for finding in found.findings:
        assert "已反馈" in text(cast.at("contact", finding))
        cast.closed(f"{finding}do/rewrite/", "contact", "rectification", "general", "clues")
    assert "当前不能" in text(cast.at("member", f"{found.findings[0]}do/rewrite/"))


def sign(cast: Cast, letter: str) -> None:
    """The unit signs for the letter to its body; the one to its principal is not shown to its contact."""
    contact = cast.at("contact", "/findings/feedbacks/")
    assert TO_BODY in text(contact)
    assert TO_PRINCIPAL not in text(contact)
    cast.unseen(letter, "clues", "receiver", "county", "province", "sysadmin", "security", "auditor")
    do(cast.at("contact", letter), "sign", at="2019-12-31")
    assert "2019-12-31" in text(contact)


def fed_back(cast: Cast, found: Found) -> FedBack:
    hear(cast, found.task)
    decide(cast, found.task)
    feed_back(cast, found)
    return FedBack(found)
