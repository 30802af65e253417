"""Sixth part of the round's story: a clue, whose words nobody reads by list, search, spreadsheet, figure or address."""

from xuncha.config.tests.canaries import readers_of
from xuncha.config.tests.cast import Cast, of
from xuncha.config.tests.pages import do, enter, fill, register, saved, take, text
from xuncha.config.tests.round_decided import FedBack

WORDS = ("供应商宴请三次", "靳某某", "冼木桥")  # what happened, whom it reflects, who said so
REGISTRARS = ("groupleader", "liaison", "member", "petitions", "clues")
LETTER = "云巡线〔2019〕801号"


def hand_in(cast: Cast, task: str) -> str:
    """Sealed as it is saved: whoever handed it in does not read it again."""
    door = f"/clues/clues/new/{of(task, r'tasks/([^/]+)/')}/"
    cast.only(door, *REGISTRARS)
    member = cast.at("member", door)
    what, whom, who = WORDS
    fill(
        member, {"at": "2019-12-18", "source": "谈话", "summary": what, "subjects": f"{whom}，信息中心，主任"}
    )
    fill(member, {"named": True, "reporter": who})
    saved(member)
    assert not any(word in text(member) for word in WORDS)
    leader = cast.at("groupleader", "/clues/clues/")
    leader.locator("main table tbody a").first.click()
    leader.wait_for_url("**/clues/clues/*-*/")
    return leader.url


def keep_sealed(cast: Cast, clue: str) -> None:
    """Whatever is asked for, nothing of it is said; only its keeper opens it, by a button and on record."""
    envelope = ("groupleader", "clues", "director", "approver")
    cast.unseen(
        clue, "general", "rectification", "liaison", "member", "leader", "contact", "receiver", "sysadmin"
    )
    where = [
        clue,
        f"{clue}open/",
        "/figures/?year=2019",
        "/figures/clues.transferred/?year=2019",
        "/reports/2019/",
    ]
    where += [
        f"/clues/{name}/{rest}" for name in ("clues", "contents", "subjects") for rest in ("", "excel/")
    ]
    assert not readers_of(cast, WORDS, where)
    for word in WORDS:
        number = of(cast.at("groupleader", clue).title(), r"(\d+-\d+-\d+-\d+)")
        assert not readers_of(cast, (number,), [f"/clues/clues/?q={word}", f"/clues/subjects/?q={word}"])
        assert word not in cast["groupleader"].title() + clue
    cast.only(f"{clue}open/", "clues")
    for name in envelope:
        shown = cast.at(name, clue).get_by_role("button", name="查阅内容").count()
        assert shown == (1 if name == "clues" else 0), name
    keeper = cast["clues"]
    keeper.goto(clue)
    keeper.get_by_role("button", name="查阅内容").click()
    keeper.wait_for_load_state("load")
    assert all(word in text(keeper) for word in WORDS)


def transfer(cast: Cast, clue: str) -> str:
    """Suggested by the leader, decided by the leading group, handed over in a batch by its keeper."""
    cast.only(f"{clue}suggest/", "groupleader")
    take(cast.at("groupleader", clue), "suggest", at="2019-12-20", receiver_kind="纪委监委")
    cast.only(f"{clue}decide/", "approver")
    cast.without_door(clue, f"{clue}decide/", "groupleader", "clues", "director")
    decided = {"at": "2019-12-27", "receiver_kind": "纪委监委", "basis": "领导小组第12次会议"}
    take(cast.at("approver", clue), "decide", **decided)
    number = of(cast.at("clues", clue).title(), r"(\d+-\d+-\d+-\d+)")
    keeper = cast.at("clues", "/clues/transfers/")
    enter(keeper, "移交线索")
    cast.only(keeper.url, "clues", "county")
    fill(keeper, {"at": "2019-12-30", "receiver_kind": "纪委监委", "receiver": "纪律检查", "letter": LETTER})
    fill(keeper, {"leading": [number]})
    return saved(keeper)


def answer(cast: Cast, clue: str, batch: str) -> None:
    """Signed for, disposed of and answered by its receiver; closed by its keeper."""
    assert "已移交" in text(cast.at("clues", clue))
    number = of(cast["clues"].title(), r"(\d+-\d+-\d+-\d+)")
    cast.unseen(batch, "general", "groupleader", "member", "contact", "leader", "county", "auditor")
    receiver = cast.at("receiver", batch)
    slip = {"number": "收字801号", "stated": 1, "stated_leading": 1, "signed_by": "龚景恪"}
    register(receiver, "登记回执", at="2019-12-30", **slip)
    receiver.goto(batch)
    receiver.locator("main").get_by_role("link", name=number).first.click()
    receiver.wait_for_url("**/lines/*-*/")
    row = receiver.url
    cast.only(f"{row}do/dispose/", "receiver", "clues")
    do(cast.at("receiver", row), "dispose", at="2019-12-30", disposition="初步核实")
    register(
        cast.at("receiver", row), "登记办理结果", at="2019-12-31", result="第一种形态", filed=0, handled=1
    )
    cast.only(f"{clue}close/", "clues")
    take(cast.at("clues", clue), "close", at="2019-12-31")
    assert "已办结" in text(cast["clues"])


def clued(cast: Cast, told: FedBack) -> str:
    clue = hand_in(cast, told.task)
    keep_sealed(cast, clue)
    batch = transfer(cast, clue)
    answer(cast, clue, batch)
    return clue
