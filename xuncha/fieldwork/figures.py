"""What groups did on site, as returns count it (domain §8.4, process)."""

from typing import Any

from django.db.models import Q

from xuncha.fieldwork.models import (
    Forum,
    Hearing,
    ImmediateNotice,
    Loan,
    Petition,
    Questionnaire,
    SitIn,
    Talk,
    Visit,
    WorkingPaper,
)
from xuncha.fieldwork.rules.petitions import Channel
from xuncha.kernel.figures import Catalogue, Scope
from xuncha.records.answers import Answer, Rows, Total
from xuncha.records.models import Record

INDICATORS: Catalogue[Answer] = Catalogue()  # what returns ask beyond the annual report


def _counted(
    key: str, model: type[Record], name: str, unit: str, day: str, condition: Q | None = None
) -> None:
    """A kind of record, counted by its own day."""

    def rows(scope: Scope) -> Rows:
        done: Any = model._default_manager
        return Rows(done.of(scope.office).within(scope.period).filter(condition or Q()))

    definition = "%(day)s在期间内的%(name)s数，作废的不计。" % {"day": day, "name": name}
    INDICATORS.figure(key, name=name, unit=unit, definition=definition)(rows)


def _summed(key: str, model: type[Record], of: str, name: str, unit: str, definition: str) -> None:
    def rows(scope: Scope) -> Total:
        done: Any = model._default_manager
        return Total(done.of(scope.office).within(scope.period).filter(**{of + "__isnull": False}), of=of)

    INDICATORS.figure(key, name=name, unit=unit, definition=definition)(rows)


_counted("fieldwork.talks", Talk, "个别谈话", "人次", "谈话日期")
_counted("fieldwork.petitions", Petition, "受理信访", "件", "收到日期")
_counted("fieldwork.petitions_named", Petition, "实名信访", "件", "收到日期", Q(named=True))
for _channel in Channel:
    _counted(
        "fieldwork.petitions_" + _channel.value,
        Petition,
        "%s信访" % _channel.label,
        "件",
        "收到日期",
        Q(channel=_channel.value),
    )
_summed(
    *("fieldwork.questionnaires", Questionnaire, "valid", "有效问卷", "份"),
    definition="调查日期在期间内的问卷调查和民主测评收回的有效份数之和。",
)
_counted("fieldwork.loans", Loan, "调阅资料", "次", "调阅日期")
_summed(
    *("fieldwork.loan_volumes", Loan, "volumes", "调阅资料份数", "份"),
    definition="调阅日期在期间内的调阅登记所载份数之和。",
)
_counted("fieldwork.visits", Visit, "走访", "次", "走访日期")
_summed(
    *("fieldwork.visit_households", Visit, "households", "走访户数", "户"),
    definition="走访日期在期间内的走访登记所载户数之和。",
)
_counted("fieldwork.hearings", Hearing, "听取汇报", "次", "汇报日期")
_counted("fieldwork.forums", Forum, "座谈会", "场", "座谈日期")
_counted("fieldwork.sit_ins", SitIn, "列席会议", "次", "列席日期")
_counted("fieldwork.immediate", ImmediateNotice, "立行立改", "件", "通知日期")


@INDICATORS.figure(
    "fieldwork.papers",
    name="工作底稿",
    unit="份",
    definition="签批日期在期间内的工作底稿份数，作废的不计。",
)
def papers(scope: Scope) -> Rows:
    return Rows(WorkingPaper.objects.of(scope.office).within(scope.period, "signed_on"), date="signed_on")
