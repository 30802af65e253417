"""Last part of the round's story: its archive, by a list that is settled line by line, handed over and signed for."""

from xuncha.config.tests.cast import Cast, of
from xuncha.config.tests.pages import do, not_taken, register, take, text
from xuncha.config.tests.round_decided import FedBack

KEEPERS = ("liaison", "general")


def volume(cast: Cast, name: str, handover: str, kind: str) -> str:
    page = cast.at(name, handover)
    page.locator("main").get_by_role("link", name=kind).first.click()
    page.wait_for_url("**/volumes/*-*/")
    return page.url


def collect(cast: Cast, task: str, clue: str) -> str:
    """Papers by those who keep them, the clue's material under a seal by those who may see its envelope."""
    door = f"/archive/handovers/new/{of(task, r'tasks/([^/]+)/')}/"
    cast.only(door, *KEEPERS, "groupleader")
    handover = register(cast.at("liaison", task), "建立归档目录", at="2019-12-31", fonds="A012")
    cast.unseen(handover, "member", "petitions", "contact", "clues", "rectification", "sysadmin", "auditor")
    cast.only(f"{handover}hand_over/", "liaison", "groupleader")
    assert "案卷内尚无文件" in not_taken(cast.at("liaison", handover), "hand_over", at="2019-12-31")
    file_report(cast, volume(cast, "liaison", handover, "业务档案"))
    sealed = volume(cast, "groupleader", handover, "线索密封卷")
    cast.closed(
        f"/archive/sealed/new/{of(sealed, r'volumes/([^/]+)/')}/", *KEEPERS, "member", "clues", "contact"
    )
    number = of(cast.at("groupleader", clue).title(), r"(\d+-\d+-\d+-\d+)")
    boxes = {"at": "2019-12-31", "clue": number, "dated_on": "2019-12-18", "retention": "30年"}
    item = register(cast.at("groupleader", sealed), "密封线索材料", pages=3, **boxes)
    assert number not in text(cast.at("general", item))
    return handover


def file_report(cast: Cast, group_volume: str) -> None:
    boxes = {
        "at": "2019-12-31",
        "paper": "巡察报告",
        "title": "巡察报告",
        "dated_on": "2019-12-20",
        "shelf": "3号柜2层",
    }
    liaison = cast.at("liaison", group_volume)
    register(liaison, "归入文件", pages=42, responsible="市委第一巡察组", retention="30年", **boxes)
    assert "A012-ZY·2019-D30-XCZ" in text(liaison)


def hand_over(cast: Cast, handover: str, task: str) -> None:
    """Not while a line is neither filed nor explained; accepted by the office for exactly that list."""
    assert "未归入也未说明" in not_taken(cast.at("liaison", handover), "hand_over", at="2019-12-31")
    cast.only(f"{handover}do/absent/", *KEEPERS)
    do(cast.at("liaison", handover), "absent", at="2019-12-31", papers=[""], note="另行归档。")
    take(cast.at("groupleader", handover), "hand_over", at="2019-12-31")
    cast.only(f"{handover}accept/", "general")
    take(cast.at("general", handover), "accept", at="2019-12-31", signed_by="薛静澜")
    assert "已接收" in text(cast["general"])
    assert "当前" in text(cast.at("general", f"{task}archive/"))  # the unit has its rectification before it


def filed(cast: Cast, told: FedBack, clue: str) -> str:
    handover = collect(cast, told.task, clue)
    hand_over(cast, handover, told.task)
    return handover
