"""The days on which a group keeps its own records: from the day it was set up until it hands over."""

from datetime import date

from xuncha.kernel.refusals import NotAllowed


def check_group_day(set_up_on: date, dissolved_on: date | None, at: date, basis: str) -> None:
    if at < set_up_on:
        raise NotAllowed("日期早于巡察组组建日期（%(day)s），请核对。", day=set_up_on)
    if dissolved_on is None:
        return
    if not basis.strip():
        raise NotAllowed("巡察组已经撤组，补录须写明依据。")
    if at > dissolved_on:
        raise NotAllowed("日期晚于撤组日期（%(day)s），请核对。", day=dissolved_on)
