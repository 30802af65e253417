"""An instance out of its JSON. BadInput names the first thing that is wrong."""

import itertools
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from xuncha.kernel.refusals import BadInput
from xuncha.rounds.engine.planner.instance import (
    PER_YEAR_MOST,
    SAME_ROUND,
    TOGETHER,
    Group,
    Instance,
    Link,
    Office,
    Offices,
    Organisation,
    Pair,
    Rules,
)

TOP = frozenset({"name", "start", "deadline", "rules", "organisations", "groups", "pairs", "rest", "work"})
OF_ORGANISATION = frozenset(one.name for one in fields(Organisation))
MOST_DAYS, MOST_ROWS = 1000, 20_000
LIMITS = {  # of each rule: least and most
    "preparation": (0, 250),
    "feedback": (0, 250),
    "gap": (0, 250),
    "targets": (1, 12),
    "most_days": (1, 250),
    "per_year": (1, PER_YEAR_MOST),
    "even": (0, 250),
}


def read(data: Any) -> Instance | Offices:
    """One office's instance, or several with their links where there is an "offices"."""
    if isinstance(data, dict) and "offices" in data:
        return _offices(data)
    return read_one(data)


def read_one(data: Any, where: str = "") -> Instance:
    """`{"start", "deadline", "rules", "organisations", "groups", "pairs", "rest", "work"}`; dates are ISO."""
    if not isinstance(data, dict):
        raise BadInput("%(where)s筹划实例应为JSON对象。", where=where)
    unknown = sorted(set(data) - TOP)
    if unknown:
        raise BadInput("%(where)s筹划实例含有未知字段：%(names)s。", where=where, names="、".join(unknown))
    start, deadline = _day(data.get("start"), "start"), _day(data.get("deadline"), "deadline")
    if not start or not deadline or deadline < start:
        raise BadInput("%(where)sstart和deadline应为日期，且deadline不早于start。", where=where)
    organisations = tuple(_organisation(row) for row in _rows(data, "organisations"))
    groups = tuple(_group(row) for row in _rows(data, "groups"))
    _once("organisations", [one.id for one in organisations])
    _once("groups", [one.id for one in groups])
    known = {one.id for one in organisations}
    return Instance(
        start=start,
        deadline=deadline,
        rules=_rules(data.get("rules")),
        organisations=organisations,
        groups=groups,
        pairs=tuple(_pair(row, known) for row in _rows(data, "pairs")),
        rest=_days(data, "rest"),
        work=_days(data, "work"),
        name=str(data.get("name", "")),
    )


def _offices(data: Mapping[str, Any]) -> Offices:
    rows = _rows(data, "offices")
    found = []
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise BadInput("offices的每一行应为含有id的对象。")
        rest = {name: value for name, value in row.items() if name != "id"}
        found.append(Office(row["id"], read_one(rest, where=row["id"])))
    _once("offices", [one.id for one in found])
    if not found:
        raise BadInput("offices不能为空。")
    known = {(one.id, unit.id) for one in found for unit in one.instance.organisations}
    links = tuple(_link(row, known) for row in _rows(data, "links"))
    upper, linked = found[0].id, [member for link in links for member in link.members]
    if any(upper not in (office for office, _ in link.members) for link in links):
        raise BadInput("每条links应含有第一个机构（上级）的党组织。")
    if len(set(linked)) < len(linked):
        raise BadInput("一个党组织只能列入一条links。")
    return Offices(tuple(found), links)


def _link(row: Any, known: set[tuple[str, str]]) -> Link:
    try:
        members = tuple((str(office), str(unit)) for office, unit in row["members"])
    except (TypeError, KeyError, ValueError) as why:
        raise BadInput("links的每一行应有members，写作[机构, 党组织]。") from why
    for one in members:
        if one not in known:
            raise BadInput("links中的“%(one)s”不存在。", one=" ".join(one))
    if len({office for office, _ in members}) != len(members) or len(members) < 2:
        raise BadInput("links的每一行应是两个以上不同机构的党组织。")
    return Link(members, str(row.get("reason", "")))


def _rules(row: Any) -> Rules:
    if not isinstance(row, dict) or set(row) != set(LIMITS):
        raise BadInput("rules应有且只有这些字段：%(names)s。", names="、".join(LIMITS))
    for name, (least, most) in LIMITS.items():
        if not _is_whole(row[name]) or not least <= row[name] <= most:
            raise BadInput(
                "rules的%(name)s应为%(least)s至%(most)s的整数。", name=name, least=least, most=most
            )
    return Rules(**row)


def _organisation(row: Any) -> Organisation:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise BadInput("organisations的每一行应为含有id的对象。")
    id = row["id"]
    unknown = sorted(set(row) - OF_ORGANISATION)
    if unknown:
        raise BadInput("党组织“%(id)s”含有未知字段：%(names)s。", id=id, names="、".join(unknown))
    for name, least in (("effort", 1), ("stay", 1), ("priority", 0)):
        value = row.get(name, least)
        if not _is_whole(value) or not least <= value <= MOST_DAYS:
            raise BadInput(
                "党组织“%(id)s”的%(name)s应为%(least)s至%(most)s的整数。",
                id=id, name=name, least=least, most=MOST_DAYS,
            )  # fmt: skip
    meets = row.get("meets")
    if meets is not None and (not isinstance(meets, list) or len(meets) != 2):
        raise BadInput("党组织“%(id)s”的meets应为起止两个日期。", id=id)
    return Organisation(
        id=id,
        name=str(row.get("name", id)),
        kind=str(row.get("kind", "")),
        effort=row.get("effort", 1),
        stay=row.get("stay", 1),
        earliest=_day(row.get("earliest"), id),
        latest=_day(row.get("latest"), id),
        meets=(_given(meets[0], id), _given(meets[1], id)) if meets else None,
        priority=row.get("priority", 0),
        reasons=tuple(map(str, row.get("reasons", ()))),
    )


def _group(row: Any) -> Group:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not row["id"]:
        raise BadInput("groups的每一行应为含有id的对象。")
    there = row.get("there", [])
    if not isinstance(there, list) or any(not isinstance(pair, list) or len(pair) != 2 for pair in there):
        raise BadInput("巡察组“%(id)s”的there应为起止日期的列表。", id=row["id"])
    spans = sorted((_given(a, row["id"]), _given(b, row["id"])) for a, b in there)
    if any(b < a for a, b in spans) or any(b >= c for (_, b), (c, _) in itertools.pairwise(spans)):
        raise BadInput("巡察组“%(id)s”可用的时段颠倒或者重叠。", id=row["id"])
    return Group(row["id"], str(row.get("name", row["id"])), tuple(spans))


def _pair(row: Any, known: set[str]) -> Pair:
    if not isinstance(row, dict) or row.get("kind") not in (TOGETHER, SAME_ROUND):
        raise BadInput("pairs的每一行应有kind：group（同组）或者round（同轮）。")
    members = row.get("members")
    if not isinstance(members, list) or len(set(map(str, members))) < 2:
        raise BadInput("pairs的members应为两个以上党组织。")
    for one in members:
        if one not in known:
            raise BadInput("pairs中的党组织“%(one)s”不存在。", one=one)
    return Pair(row["kind"], tuple(dict.fromkeys(members)), str(row.get("reason", "")))


def _rows(data: Mapping[str, Any], name: str) -> list[Any]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise BadInput("%(name)s应为至多%(most)s行的列表。", name=name, most=MOST_ROWS)
    return rows


def _days(data: Mapping[str, Any], name: str) -> frozenset[date]:
    return frozenset(_given(text, name) for text in _rows(data, name))


def _once(name: str, ids: list[str]) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1}) if len(set(ids)) < len(ids) else []
    if twice:
        raise BadInput("%(name)s的标识“%(id)s”重复。", name=name, id=twice[0])


def _given(text: Any, where: str) -> date:
    day = _day(text, where)
    if day is None:
        raise BadInput("“%(where)s”的日期不能为空。", where=where)
    return day


def _day(text: Any, where: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as why:
        raise BadInput("“%(where)s”的“%(text)s”不是有效日期。", where=where, text=text) from why


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
