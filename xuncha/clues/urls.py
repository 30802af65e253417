"""Doors of clues and their transfer."""

from django.urls import path

from xuncha.clues import forms, queries, rules, tables, views
from xuncha.clues.actions import access, handling, registering, transfers
from xuncha.clues.models import Clue, Transfer, TransferLine
from xuncha.clues.rules import ClueState
from xuncha.rounds.models import Task
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def entered(task: Task) -> bool:
    return task.entered_on is not None


def unsigned(transfer: Transfer) -> bool:
    return queries.receipt_of(transfer) is None


def waits_for_approval(clue: Clue) -> bool:
    return clue.early_approval_id is None and clue.state in (ClueState.SUGGESTED, ClueState.DECIDED)


def to_dispose(line: TransferLine) -> bool:
    return line.leads and line.clue.state == ClueState.TRANSFERRED and not unsigned(line.transfer)


def to_report(line: TransferLine) -> bool:
    return line.leads and line.clue.state == ClueState.DISPOSED and line.answered_on is None


CLUE = Entry(
    name="clues",
    title="登记问题线索",
    form=forms.ClueForm,
    act=registering.hand_in,
    roles=rules.REGISTRAR,
    place="task",
    ready=entered,
)
BATCH = Entry(
    name="transfers", title="移交线索", form=forms.BatchForm, act=transfers.send, roles=rules.KEEPER
)
RECEIPT = Entry(
    name="receipts",
    title="登记回执",
    form=forms.ReceiptForm,
    act=transfers.receive,
    roles=rules.RECEIVER,
    place="transfer",
    ready=unsigned,
)
OUTCOME = Entry(
    name="outcomes",
    title="登记办理结果",
    form=forms.OutcomeForm,
    act=handling.report,
    roles=rules.RECEIVER,
    place="line",
    ready=to_report,
)
ON_CLUE = (
    Deed(
        "early",
        "登记边巡边移批件",
        forms.EarlyForm,
        registering.approve_early,
        rules.GRANTER,
        waits_for_approval,
    ),
    Deed("grant", "授权查阅", forms.GrantForm, access.grant_access, rules.GRANTER),
)
ON_LINE = (
    Deed("dispose", "登记处置", forms.DisposeForm, handling.dispose, rules.RECEIVER, to_dispose),
    Deed("remind", "催办", forms.RemindForm, handling.remind, rules.KEEPER, queries.is_waiting),
)

app_name = "clues"
urlpatterns = [
    path("clues/<uuid:uid>/open/", views.open_clue, name="open"),
    path("granted/", views.granted, name="granted"),
    path("granted/<int:pk>/end/", views.end_grant, name="end_grant"),
    path("delegate/", views.delegate, name="delegate"),
    path("delegate/<int:pk>/end/", views.end_delegation, name="end_delegation"),
    *addresses(tables.CLUES, row=views.clue_page),
    *verb_addresses(
        tables.CLUES,
        handling.move,
        asks={
            "suggest": Ask(forms.SuggestForm, registering.suggest),
            "decide": Ask(forms.DecideForm, registering.decide),
            "reopen": Ask(forms.ClueStepForm, handling.reopen),
        },
        elsewhere=("transfer", "dispose"),
    ),
    *deed_addresses(tables.CLUES, *ON_CLUE),
    *addresses(tables.CONTENTS),
    *addresses(tables.SUBJECTS),
    *addresses(tables.TRANSFERS),
    *addresses(tables.LINES),
    *deed_addresses(tables.LINES, *ON_LINE),
    *addresses(tables.WAITING, row=views.waiting_line),
    *addresses(tables.RECEIPTS),
    *addresses(tables.OUTCOMES),
    *addresses(tables.REMINDERS),
    *entry_addresses(CLUE, BATCH, RECEIPT, OUTCOME),
]
