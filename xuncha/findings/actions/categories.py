"""The tree of problem types: the bundled one, and what an office adds to it, renames, ends."""

from datetime import date

from django.db import transaction

from xuncha.findings import queries
from xuncha.findings.models import Category
from xuncha.findings.rules import BEGINS, KEEPERS, check_code, code_above
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records


@transaction.atomic
def load(blank: Category, *, by: Viewer) -> Category:
    """Of the bundled tree what the office has no code for. Answers with the last node."""
    records.require(blank, KEEPERS, by=by)
    wanted = queries.categories_lacking(blank.office_id)
    if not wanted:
        raise NotAllowed("随附的问题类别已经全部载入。")
    for code, name in wanted:
        row = Category(office_id=blank.office_id, code=code, name=name)
        row.parent = _above(row, BEGINS)
        records.enter(row, by=by, at=BEGINS)
    return row


@transaction.atomic
def add(category: Category, *, by: Viewer, at: date, since: date) -> Category:
    """A node at the place its code says, in use from `since`."""
    records.require(category, KEEPERS, by=by)
    category.code = category.code.strip()
    check_code(category.code)
    category.parent = _above(category, since)
    before = Category.objects.of(category.office_id).filter(code=category.code)
    if before.filter(ended_on=None).exists():
        raise NotAllowed("编号“%(code)s”已有类别，请换一个编号。", code=category.code)
    if before.filter(ended_on__gt=since).exists():
        raise NotAllowed("编号“%(code)s”的原类别到该日尚未停用。", code=category.code)
    return records.enter(category, by=by, at=at, since=since)


@transaction.atomic
def rename(category: Category, *, name: str, by: Viewer, at: date, note: str, basis: str = "") -> Category:
    """Another name, while nothing is sorted by the node or by one below it."""
    records.require(category, KEEPERS, by=by)
    _require_unused(category)
    return records.correct(category, by=by, at=at, note=note, changes={"name": name.strip()}, basis=basis)


@transaction.atomic
def drop(category: Category, *, by: Viewer, at: date, note: str, basis: str = "") -> Category:
    """Out of the tree, with what is below it, while nothing is sorted by any of them."""
    records.require(category, KEEPERS, by=by)
    _require_unused(category)
    for row in queries.below(category):
        records.void(row, by=by, at=at, note=note, basis=basis)
    return records.void(category, by=by, at=at, note=note, basis=basis)


@transaction.atomic
def end(
    category: Category, *, ends_on: date, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Category:
    """From that day nothing more is sorted by the node or by one below it. What was, stays."""
    records.require(category, KEEPERS, by=by)
    if ends_on <= category.at:
        raise NotAllowed("停用日期应晚于启用日期。")
    for row in [*queries.below(category), category]:
        if row.ended_on is None:
            sets = {"ended_on": max(ends_on, row.at)}
            records.fill(row, "end", by=by, at=at, sets=sets, basis=basis, note=note)
    return category


def _above(category: Category, since: date) -> Category | None:
    """The node above by the code; refused where there is none in use."""
    code = code_above(category.code)
    if not code:
        return None
    row = Category.objects.of(category.office_id).in_force(since).filter(code=code).first()
    if row is None:
        raise NotAllowed("没有在用的上级类别“%(code)s”，请先登记。", code=code)
    return row


def _require_unused(category: Category) -> None:
    if not queries.is_unsorted(category):
        raise NotAllowed("已有问题按该类别或者其下级类别分类，不能修改。可停用后另立新类别。")
