"""How somebody stands to a row: in its office, group and unit, or in another one, above, below or beside it."""

from collections.abc import Iterator
from typing import Any

from xuncha.kernel.viewer import GroupHold, Hold, Viewer
from xuncha.kernel.words import Word
from xuncha.records.models import Installation, Office
from xuncha.records.rules import GROUP, Role
from xuncha.records.sealed import sealed_columns

NARROWED = frozenset({Role.UNIT_CONTACT, Role.CLUE_RECEIVER})  # held for one organisation
NOBODY = ""  # an account that holds nothing
ROLES = (*Role, NOBODY)
NOT_THERE = -1


class Standing(Word):
    OWN = "own", "本级本组本单位"
    SEALED = "sealed", "本级本组本单位，含封存内容"
    OTHER_GROUP = "other_group", "其他组"
    OTHER_UNIT = "other_unit", "其他单位"
    ABOVE = "above", "上级机构"
    BELOW = "below", "下级机构"
    BESIDE = "beside", "同级其他机构"
    ADDRESSED = "addressed", "接收机构"


ELSEWHERE = (Standing.ABOVE, Standing.BELOW, Standing.BESIDE)
NEAR = (Standing.OWN, Standing.SEALED)
SEALED = frozenset(column.model for column in sealed_columns())


def standings(row: Any, role: str) -> Iterator[Standing]:
    """In which ways somebody of this role can stand to the row; each is another person."""
    yield Standing.SEALED if type(row) in SEALED else Standing.OWN
    if not role:
        return
    if role in GROUP:
        yield Standing.OTHER_GROUP
        return
    if role in NARROWED:
        yield Standing.OTHER_UNIT
        return
    addressed = along(row, _reach(row).addressed)
    yield from (s for s in ELSEWHERE if office_of(row, s) not in (addressed, NOT_THERE))
    if addressed:
        yield Standing.ADDRESSED


def somebody(user: int, role: str, standing: Standing, row: Any) -> Viewer:
    """An account with just this role, held where the standing says. It is no person and nobody's author."""
    where = office_of(row, standing)
    if not role:
        return Viewer(user, office=where)
    if role in GROUP:
        group = along(row, _reach(row).group) if standing in NEAR else NOT_THERE
        return Viewer(user, office=where, groups=frozenset({GroupHold(role, group or NOT_THERE)}))
    body = None
    if role in NARROWED:
        body = NOT_THERE if standing == Standing.OTHER_UNIT else _body(row) or NOT_THERE
    return Viewer(user, office=where, holds=frozenset({Hold(role, where, body)}))


def along(row: Any, path: str) -> int | None:
    return row.along(path) if path and hasattr(row, "along") else None


def _reach(row: Any) -> Any:
    return type(row).reach


def _body(row: Any) -> int | None:
    return along(row, _reach(row).organisation)


def office_of(row: Any, standing: Standing) -> int:
    """The office in which somebody of that standing sits; no other than the one the row is addressed to, where it is to one."""
    own = getattr(row, "office_id", None) or Installation.objects.get().home_id
    addressed = along(row, _reach(row).addressed)
    others = Office.objects.exclude(pk=addressed or NOT_THERE)
    if standing == Standing.ADDRESSED:
        return addressed or NOT_THERE
    if standing == Standing.ABOVE:
        return Office.objects.get(pk=own).parent_id or NOT_THERE
    if standing == Standing.BELOW:
        return others.filter(parent=own).values_list("pk", flat=True).first() or NOT_THERE
    if standing == Standing.BESIDE:
        level = Office.objects.get(pk=own).level
        return others.filter(level=level).exclude(pk=own).values_list("pk", flat=True).first() or NOT_THERE
    return int(own)
