"""Addresses of schedules and destructions."""

from xuncha.retention import actions, forms, tables
from xuncha.retention.models import Schedule
from xuncha.retention.rules import APPROVERS, PROPOSERS
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def _in_force(schedule: Schedule) -> bool:
    return schedule.ended_on is None


app_name = "retention"
urlpatterns = [
    *addresses(tables.SCHEDULES),
    *deed_addresses(
        tables.SCHEDULES, Deed("end", "停用", forms.EndForm, actions.end_schedule, APPROVERS, _in_force)
    ),
    *addresses(tables.DESTRUCTIONS),
    *verb_addresses(tables.DESTRUCTIONS, actions.move, {"destroy": Ask(forms.DestroyForm, actions.destroy)}),
    *addresses(tables.LINES),
    *entry_addresses(
        Entry("schedules", "登记保管期限", forms.ScheduleForm, actions.set_schedule, APPROVERS),
        Entry(
            "destructions",
            "提出到期销毁",
            forms.ProposalForm,
            actions.propose,
            PROPOSERS,
            "schedule",
            _in_force,
        ),
    ),
]
