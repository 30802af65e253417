"""Doors of ledgers and their rows."""

from dataclasses import dataclass
from typing import Any

from django.urls import path

from xuncha.kernel.viewer import Viewer
from xuncha.records.queries import today
from xuncha.rectification import tables
from xuncha.rectification.actions import (
    cards,
    closures,
    evaluations,
    extensions,
    items,
    ledgers,
    lookbacks,
    measures,
    plans,
    proofs,
    publications,
    samples,
)
from xuncha.rectification.forms import cards as card_forms
from xuncha.rectification.forms import evaluations as evaluation_forms
from xuncha.rectification.forms import ledgers as ledger_forms
from xuncha.rectification.forms import lookbacks as lookback_forms
from xuncha.rectification.forms import measures as measure_forms
from xuncha.rectification.forms import plans as plan_forms
from xuncha.rectification.forms import publications as publication_forms
from xuncha.rectification.models import (
    Card,
    Evaluation,
    Item,
    ItemClass,
    Ledger,
    Measure,
    PlanSubmission,
    Proof,
    Verdict,
)
from xuncha.rectification.queries import plans as plan_queries
from xuncha.rectification.queries.lookbacks import can_be_reopened, item_of, looks_back
from xuncha.rectification.queries.publications import owed_scopes, reviewed_on
from xuncha.rectification.rules.cards import OWED
from xuncha.rectification.rules.evaluations import EVALUATORS, KEEPERS
from xuncha.rectification.rules.items import CLOSABLE, ItemState
from xuncha.rectification.rules.ledgers import CHECKERS, DOERS, INSPECTORS, REGISTRARS, UNIT, OwnerKind
from xuncha.rectification.rules.lookbacks import AGAIN, GIVERS, IN_THE_FIELD
from xuncha.rectification.rules.plans import SubmissionState
from xuncha.rectification.rules.publications import PUBLISHERS
from xuncha.rectification.views import ledgers as ledger_views
from xuncha.rectification.views import pace as pace_views
from xuncha.rectification.views import rows as row_views
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def is_fed_back(task: Task) -> bool:
    return bool(task.state == TaskState.FED_BACK) and not Ledger.objects.live().filter(task=task).exists()


def is_not_a_units(ledger: Ledger) -> bool:
    return bool(ledger.owner_kind != OwnerKind.TASK)


def is_a_units(ledger: Ledger) -> bool:
    return not is_not_a_units(ledger)


def takes_items(item_class: ItemClass) -> bool:
    return is_not_a_units(item_class.ledger)


def is_open(item: Item) -> bool:
    return bool(item.state != ItemState.DONE)


def can_close(item: Item) -> bool:
    return item.state in CLOSABLE


def is_of_open_item(measure: Measure) -> bool:
    return is_open(measure.item)


def is_unfinished(measure: Measure) -> bool:
    return measure.done_on is None and is_open(measure.item)


def is_under_review(submission: PlanSubmission) -> bool:
    return bool(submission.state == SubmissionState.SIGNED)


def is_at_work(round_: Round) -> bool:
    return round_.state not in (RoundState.DRAFTING, RoundState.CANCELLED)


def is_ripe(ledger: Ledger) -> bool:
    """Whether it is evaluated by the office, and has not been."""
    if ledger.owner_kind == OwnerKind.OFFICE or Evaluation.objects.live().filter(ledger=ledger).exists():
        return False
    return ledger.task is None or plan_queries.progress_filed(ledger.task, accepted=True)


def is_owed_to_the_public(ledger: Ledger) -> bool:
    return reviewed_on(ledger) is not None and bool(owed_scopes(ledger))


def takes_verdicts(task: Task) -> bool:
    return task.state in IN_THE_FIELD and looks_back(task)


def is_being_judged(verdict: Verdict) -> bool:
    return verdict.reopened_on is None and takes_verdicts(verdict.task)


def sends_back(verdict: Verdict) -> bool:
    if verdict.outcome not in AGAIN or verdict.reopened_on:
        return False
    return can_be_reopened(item_of(verdict.finding))


def is_owed(card: Card) -> bool:
    return card.state in OWED and card.due_on < today()


def withdrawable(proof: Proof) -> bool:
    return is_open(proof.item)


@dataclass(frozen=True, eq=False)
class LedgerEntry(Entry):
    """Measures entered on their ledger: which item each belongs to is a column of its own."""

    @property
    def on(self) -> type[Any]:
        return Ledger

    def blank(self, on: Any, viewer: Viewer) -> Any:
        return Measure(office_id=on.office_id)

    def may(self, on: Any, viewer: Viewer) -> bool:
        return not on.roles_of(viewer).isdisjoint(self.roles)


@dataclass(frozen=True, eq=False)
class ClassEntry(Entry):
    """Items entered on their class: whose they are is told by its ledger."""

    def blank(self, on: Any, viewer: Viewer) -> Any:
        record = super().blank(on, viewer)
        record.ledger = on.ledger
        return record


def enter_line(measure: Measure, *, serial: Item, **rest: Any) -> Measure:
    measure.item = serial
    return measures.add_measure(measure, **rest)


LEDGERS = (
    Entry("task_ledgers", "建立整改台账", ledger_forms.TaskLedgerForm, ledgers.open_for_task, DOERS, "task", is_fed_back),
    Entry("own_ledgers", "建立本机构或者县级台账", ledger_forms.LedgerForm, ledgers.open_own, DOERS),
    Entry("classes", "增加类别", ledger_forms.ClassForm, ledgers.add_class, DOERS, "ledger", is_not_a_units),
    ClassEntry("class_items", "增加整改事项", ledger_forms.ItemForm, ledgers.add_item, DOERS, "item_class", takes_items),
    LedgerEntry(
        "lines", "制定措施", measure_forms.LineForm, enter_line, UNIT, "item__ledger", many=True,
    ),
    Entry("plan_submissions", "报送整改方案", plan_forms.PlanForm, plans.submit_plan, UNIT, "ledger"),
    Entry("plan_opinions", "提出审核意见", plan_forms.OpinionForm, plans.opine, plans.SPEAKERS_OR_CLERKS, "submission", is_under_review),
    Entry("progress_reports", "报送进展报告", plan_forms.ProgressForm, plans.submit_progress, UNIT, "ledger"),
    Entry("publications", "登记公开情况", publication_forms.PublicationForm, publications.publish, PUBLISHERS, "ledger", is_owed_to_the_public),
    Entry("exemptions", "申请不公开", publication_forms.ExemptionForm, publications.ask_exemption, PUBLISHERS, "ledger", is_owed_to_the_public),
    Entry("evaluation_standards", "登记评估标准", evaluation_forms.StandardForm, evaluations.set_standard, KEEPERS),
    Entry("evaluations", "登记成效评估", evaluation_forms.EvaluationForm, evaluations.evaluate, EVALUATORS, "ledger", is_ripe, once=True),
    Entry("verdicts", "登记复查结论", lookback_forms.VerdictForm, lookbacks.give, GIVERS, "task", takes_verdicts, many=True),
    Entry("samples", "随机抽查整改", plan_forms.DrawForm, samples.draw, CHECKERS, "round", is_at_work),
)  # fmt: skip

CARDS = (
    Entry("cards", "拟办督办卡", card_forms.CardForm, cards.draft, CHECKERS, many=True),
    Entry("item_cards", "拟办督办卡", card_forms.ItemCardForm, cards.draft, CHECKERS, "item", is_open),
    Entry("escalations", "升级督办", card_forms.EscalationForm, cards.escalate, CHECKERS, "card", is_owed),
    Entry("advices", "向职能部门提出建议", card_forms.AdviceForm, cards.advise, CHECKERS, "round", is_at_work, many=True),
)  # fmt: skip

ITEMS = (
    Entry("measures", "增加措施", measure_forms.MeasureForm, measures.add_measure, UNIT, "item", is_open, many=True),
    Entry("proofs", "提交佐证材料", measure_forms.ProofForm, proofs.lay, UNIT | INSPECTORS, "item", is_open),
    Entry("closures", "申请销号", plan_forms.ApplyForm, closures.apply, UNIT, "item", can_close),
    Entry("yields", "登记整改成果", ledger_forms.YieldForm, ledgers.record_yield, UNIT, "item"),
    Entry("self_reports", "自报进展", measure_forms.ReportForm, measures.report, UNIT, "measure", is_of_open_item),
    Entry("verifications", "登记核查", measure_forms.VerifyForm, measures.verify, INSPECTORS, "measure", is_of_open_item),
    Entry("extensions", "申请延期", measure_forms.ExtensionForm, extensions.request, UNIT, "measure", is_unfinished),
)  # fmt: skip

app_name = "rectification"
urlpatterns = [
    path("ledgers/<uuid:uid>/progress/", pace_views.of_ledger, name="ledger_progress"),
    path("rounds/<uuid:uid>/progress/", pace_views.of_round, name="round_progress"),
    path("ledgers/<uuid:uid>/<slug:view>/", ledger_views.lists, name="ledger_view"),
    path("ledgers/<uuid:uid>/book/excel/", ledger_views.book, name="ledger_book"),
    path("proofs/<uuid:uid>/file/", row_views.proof_file, name="proof_file"),
    path("plan_submissions/<uuid:uid>/file/", row_views.plan_file, name="plan_file"),
    path("progress_reports/<uuid:uid>/file/", row_views.report_file, name="report_file"),
    *addresses(tables.LEDGERS, row=ledger_views.page),
    *deed_addresses(
        tables.LEDGERS,
        Deed("add_post", "登记本单位岗位", ledger_forms.PostForm, ledgers.add_post, REGISTRARS, is_a_units),
        Deed("file_plan", "登记整改方案", ledger_forms.FileForm, ledgers.file_plan, UNIT, is_not_a_units),
        Deed("file_report", "登记整改报告", ledger_forms.FileForm, ledgers.file_report, UNIT, is_not_a_units),
    ),
    *addresses(tables.CLASSES),
    *addresses(tables.ITEMS),
    *verb_addresses(tables.ITEMS, items.move, elsewhere=("extend",)),
    *addresses(tables.MEASURES, row=row_views.measure),
    *deed_addresses(
        tables.MEASURES,
        Deed("revise", "修改措施", measure_forms.ReviseForm, measures.revise, UNIT, is_unfinished),
        Deed("drop", "删去措施", measure_forms.ReasonForm, measures.drop, UNIT, is_unfinished),
    ),
    *addresses(tables.YIELDS),
    *addresses(tables.PLANS, row=row_views.plan),
    *verb_addresses(tables.PLANS, plans.move, {"sign": Ask(plan_forms.SignForm, plans.sign)}),
    *addresses(tables.OPINIONS),
    *addresses(tables.PROGRESS_REPORTS, row=row_views.progress_report),
    *verb_addresses(tables.PROGRESS_REPORTS, plans.move, {"sign": Ask(plan_forms.SignForm, plans.sign)}),
    *addresses(tables.PROOFS, row=row_views.proof),
    *deed_addresses(
        tables.PROOFS,
        Deed("withdraw", "撤回", measure_forms.ReasonForm, proofs.withdraw, UNIT, withdrawable),
    ),
    *addresses(tables.SELF_REPORTS),
    *addresses(tables.VERIFICATIONS),
    *addresses(tables.EXTENSIONS),
    *verb_addresses(tables.EXTENSIONS, extensions.move),
    *addresses(tables.CLOSURES),
    *verb_addresses(
        tables.CLOSURES,
        closures.move,
        {
            "check": Ask(plan_forms.CheckForm, closures.check),
            "endorse": Ask(plan_forms.EndorseForm, closures.endorse),
        },
    ),
    *addresses(tables.PUBLICATIONS),
    *deed_addresses(
        tables.PUBLICATIONS,
        Deed("withdraw", "撤回登记", measure_forms.ReasonForm, publications.withdraw, PUBLISHERS),
    ),
    *addresses(tables.EXEMPTIONS),
    *verb_addresses(tables.EXEMPTIONS, publications.move),
    *addresses(tables.VERDICTS),
    *deed_addresses(
        tables.VERDICTS,
        Deed("reopen", "重新整改", lookback_forms.ReopenForm, lookbacks.reopen, CHECKERS, sends_back),
        Deed("withdraw", "撤回", measure_forms.ReasonForm, lookbacks.withdraw, GIVERS, is_being_judged),
    ),
    *addresses(tables.CARDS),
    *verb_addresses(
        tables.CARDS,
        cards.move,
        {
            "deliver": Ask(card_forms.DeliverForm, cards.deliver),
            "reply": Ask(card_forms.ReplyForm, cards.reply),
        },
    ),
    *addresses(tables.REPLIES),
    *addresses(tables.ESCALATIONS),
    *addresses(tables.ADVICES),
    *verb_addresses(tables.ADVICES, cards.move_advice, {"reply": Ask(card_forms.AnswerForm, cards.answer)}),
    *addresses(tables.STANDARDS),
    *addresses(tables.CRITERIA),
    *addresses(tables.EVALUATIONS),
    *deed_addresses(
        tables.EVALUATIONS,
        Deed("annul", "作废评估", evaluation_forms.AnnulForm, evaluations.annul, EVALUATORS),
    ),
    *addresses(tables.SCORES),
    *deed_addresses(
        tables.SCORES,
        Deed("rescore", "更正得分", evaluation_forms.RescoreForm, evaluations.rescore, EVALUATORS),
    ),
    *addresses(tables.SAMPLES),
    *addresses(tables.SAMPLED_ITEMS),
    *entry_addresses(*LEDGERS, *ITEMS, *CARDS),
]
