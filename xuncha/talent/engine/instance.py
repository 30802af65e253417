"""What is asked of the staffing of a round: people, groups, who may not sit where, and what it costs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.kernel.refusals import BadInput

TOP = ("people", "groups", "barred", "apart", "targets", "weights")
MOST = 1_000_000  # no number of an instance is larger: sums stay exact
Id = str | int
Number = int | float


@dataclass(frozen=True)
class Person:
    """Somebody of the pool. `age` in years, `rank` as a number, `served` times sent so far."""

    id: Id
    leader: bool
    age: Number
    rank: Number
    served: Number
    specialties: frozenset[str] = frozenset()
    organisation: str = ""
    channel: str = ""


@dataclass(frozen=True)
class Group:
    """Seats to be filled: `leaders` exactly, members from `least` to `most`, who cover `needs` (specialty → how many)."""

    id: Id
    least: int
    most: int
    leaders: int
    needs: Mapping[str, int]


@dataclass(frozen=True)
class Weights:
    served: Number
    age: Number
    rank: Number
    age_worst: Number
    rank_worst: Number
    short: Number


@dataclass(frozen=True)
class Instance:
    """`barred` are (person, group), `apart` are (person, person), both by place in `people` and `groups`."""

    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    barred: frozenset[tuple[int, int]]
    apart: frozenset[tuple[int, int]]
    age: Number
    rank: Number
    weights: Weights


def read(data: Any) -> Instance:
    """An instance out of its JSON. BadInput names the first thing that is wrong."""
    if not isinstance(data, dict):
        raise BadInput("组建实例应为JSON对象。")
    unknown = sorted(set(data) - set(TOP))
    if unknown:
        raise BadInput("组建实例含有未知字段：%(names)s。", names="、".join(unknown))
    people = tuple(_person(row, n) for n, row in enumerate(_rows(data, "people"), 1))
    groups = tuple(_group(row, n) for n, row in enumerate(_rows(data, "groups"), 1))
    of_person, of_group = _places("people", people), _places("groups", groups)
    barred = {
        (_found("barred", a, of_person), _found("barred", b, of_group)) for a, b in _pairs(data, "barred")
    }
    apart = set()
    for a, b in _pairs(data, "apart"):
        one, other = sorted((_found("apart", a, of_person), _found("apart", b, of_person)))
        if one == other:
            raise BadInput("apart中同一人“%(id)s”不能与本人分开。", id=a)
        apart.add((one, other))
    targets, weights = _object(data, "targets"), _object(data, "weights")
    return Instance(
        people=people,
        groups=groups,
        barred=frozenset(barred),
        apart=frozenset(apart),
        age=_number(targets, "age", "targets"),
        rank=_number(targets, "rank", "targets"),
        weights=Weights(**{name: _number(weights, name, "weights") for name in Weights.__annotations__}),
    )


def _person(row: Any, place: int) -> Person:
    where = f"people[{place}]"
    fields = _mapping(row, where)
    specialties = fields.get("specialties", [])
    if not isinstance(specialties, list) or not all(isinstance(word, str) for word in specialties):
        raise BadInput("%(where)s的specialties应为文字列表。", where=where)
    if not isinstance(fields.get("leader"), bool):
        raise BadInput("%(where)s的leader应为true或者false。", where=where)
    return Person(
        id=_id(fields, where),
        leader=fields["leader"],
        age=_number(fields, "age", where),
        rank=_number(fields, "rank", where),
        served=_number(fields, "served", where),
        specialties=frozenset(specialties),
        organisation=str(fields.get("organisation", "")),
        channel=str(fields.get("channel", "")),
    )


def _group(row: Any, place: int) -> Group:
    where = f"groups[{place}]"
    fields = _mapping(row, where)
    needs = fields.get("needs", {})
    if not isinstance(needs, dict):
        raise BadInput("%(where)s的needs应为“专长: 人数”对象。", where=where)
    group = Group(
        id=_id(fields, where),
        least=_count(fields, "min", where),
        most=_count(fields, "max", where),
        leaders=_count(fields, "leaders", where) if "leaders" in fields else 1,
        needs={str(word): _count(needs, word, f"{where}.needs") for word in sorted(needs)},
    )
    if group.least > group.most:
        raise BadInput("%(where)s的min大于max。", where=where)
    return group


def _rows(data: Mapping[str, Any], name: str) -> list[Any]:
    rows = data.get(name)
    if not isinstance(rows, list):
        raise BadInput("组建实例缺少列表“%(name)s”。", name=name)
    return rows


def _pairs(data: Mapping[str, Any], name: str) -> list[tuple[Any, Any]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == 2 for row in rows):
        raise BadInput("%(name)s应为成对的编号列表。", name=name)
    return [(row[0], row[1]) for row in rows]


def _object(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _mapping(data.get(name), name)


def _mapping(row: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        raise BadInput("%(where)s应为JSON对象。", where=where)
    return row


def _id(fields: Mapping[str, Any], where: str) -> Id:
    found = fields.get("id")
    if isinstance(found, bool) or not isinstance(found, str | int) or found == "":
        raise BadInput("%(where)s缺少编号id。", where=where)
    return found


def _number(fields: Mapping[str, Any], name: str, where: str) -> Number:
    found = fields.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= MOST:
        raise BadInput("%(where)s的%(name)s应为非负数。", where=where, name=name)
    return found


def _count(fields: Mapping[str, Any], name: str, where: str) -> int:
    found = _number(fields, name, where)
    if not isinstance(found, int):
        raise BadInput("%(where)s的%(name)s应为整数。", where=where, name=name)
    return found


def _places(name: str, rows: Iterable[Person | Group]) -> dict[Id, int]:
    places: dict[Id, int] = {}
    for place, row in enumerate(rows):
        if row.id in places:
            raise BadInput("%(name)s中编号“%(id)s”重复。", name=name, id=row.id)
        places[row.id] = place
    return places


def _found(name: str, code: Any, places: Mapping[Id, int]) -> int:
    if isinstance(code, bool) or not isinstance(code, str | int) or code not in places:
        raise BadInput("%(name)s中的编号“%(id)s”不存在。", name=name, id=code)
    return places[code]
