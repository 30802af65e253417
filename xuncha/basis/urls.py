"""Addresses of the register."""

from xuncha.basis import actions, forms, tables
from xuncha.basis.models import Addressee, Decision, Meeting
from xuncha.basis.rules import CLERKS
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses


def _unsigned(row: Addressee) -> bool:
    return row.received_on is None


def _unanswered(row: Addressee) -> bool:
    return row.replied_on is None


def _without_minutes(row: Meeting) -> bool:
    return row.minutes_id is None


def _undone(row: Decision) -> bool:
    return row.done_on is None


app_name = "basis"
urlpatterns = [
    *addresses(tables.DOCUMENTS),
    *addresses(tables.ADDRESSEES),
    *deed_addresses(
        tables.ADDRESSEES,
        Deed("receive", "签收", forms.ReceiptForm, actions.receive, CLERKS, _unsigned),
        Deed("reply", "登记答复", forms.ReplyForm, actions.reply, CLERKS, _unanswered),
    ),
    *addresses(tables.LINES),
    *addresses(tables.STATEMENTS),
    *addresses(tables.MEETINGS),
    *deed_addresses(
        tables.MEETINGS,
        Deed("minutes", "印发纪要", forms.MinutesForm, actions.attach_minutes, CLERKS, _without_minutes),
    ),
    *addresses(tables.AGENDA),
    *addresses(tables.DECISIONS),
    *deed_addresses(
        tables.DECISIONS,
        Deed("carry_out", "登记落实", forms.CarriedOutForm, actions.carry_out, CLERKS, _undone),
    ),
    *addresses(tables.ATTENDANCES),
    *entry_addresses(
        Entry("documents", "登记公文", forms.DocumentForm, actions.register_as_written, CLERKS),
        Entry(
            "addressees",
            "登记送达",
            forms.AddresseeForm,
            actions.add_addressee,
            CLERKS,
            "document",
            many=True,
        ),
        Entry("lines", "登记附件清单", forms.LineForm, actions.add_line, CLERKS, "document", many=True),
        Entry("statements", "登记所述数量", forms.StatementForm, actions.state, CLERKS, "document"),
        Entry("meetings", "登记会议", forms.MeetingForm, actions.enter_meeting, CLERKS),
        Entry("agenda", "登记议题", forms.AgendaForm, actions.add_subject, CLERKS, "meeting", many=True),
        Entry(
            "decisions",
            "登记决定事项",
            forms.DecisionForm,
            actions.enter_decision,
            CLERKS,
            "agenda_item",
            many=True,
        ),
        Entry(
            "attendances",
            "登记参会人员",
            forms.AttendanceForm,
            actions.add_attendance,
            CLERKS,
            "meeting",
            many=True,
        ),
    ),
]
