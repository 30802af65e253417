"""Borrowing files and asking other organs for help."""

from datetime import date

from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models import Assistance, Loan, PersonalMatterCheck
from xuncha.fieldwork.rules.base import WRITERS
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records


def borrow(loan: Loan, *, by: Viewer, at: date, basis: str = "") -> Loan:
    base.admit(loan, WRITERS, by=by)
    if loan.volumes < 1:
        raise NotAllowed("请填写调阅的份数。")
    base.check_members(loan.task, [loan.borrower], at)
    return base.enter(loan, by=by, at=at, basis=basis)


def give_back(loan: Loan, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Loan:
    records.require(loan, WRITERS, by=by)
    if at < loan.at:
        raise NotAllowed("归还日期不能早于调阅日期。")
    return records.fill(loan, "return", by=by, at=at, sets={"returned_on": at}, basis=basis, note=note)


def check_matters(row: PersonalMatterCheck, *, by: Viewer, at: date, basis: str = "") -> PersonalMatterCheck:
    base.admit(row, WRITERS, by=by)
    if row.inconsistent > row.number:
        raise NotAllowed("不一致人数不能多于抽查人数。")
    return base.enter(row, by=by, at=at, basis=basis)


def receive_reply(
    row: Assistance, *, reply: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Assistance:
    records.require(row, WRITERS, by=by)
    if at < row.at:
        raise NotAllowed("回复日期不能早于提请日期。")
    sets = {"reply": reply, "replied_on": at}
    return records.fill(row, "reply", by=by, at=at, sets=sets, basis=basis, note=note)
