"""Doors of findings, what they rest on, the hearing of the other side, and feedback."""

from django.urls import path

from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.rules.base import takes_fieldwork
from xuncha.findings import forms, queries, tables, views
from xuncha.findings.actions import categories, citations, dictionaries, facts, findings, letters
from xuncha.findings.models import Category, Feedback, Finding, FocusItem
from xuncha.findings.rules import (
    ANSWERERS,
    DEPTH,
    FROZEN,
    GROUP,
    HEAD,
    KEEPERS,
    OFFICE,
    PUTTERS,
    SIGNERS,
    FactState,
    FindingState,
)
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState, is_on_way
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses

FED_BACK = (
    TaskState.FED_BACK, TaskState.RECTIFYING, TaskState.PROGRESS_REPORTED, TaskState.PUBLISHED, TaskState.EVALUATED,
)  # fmt: skip


def being_found(task: Task) -> bool:
    return takes_fieldwork(task.state)


def may_be_cited(paper: WorkingPaper) -> bool:
    return takes_fieldwork(paper.task.state) and paper.may_be_cited()


def to_be_handed_over(task: Task) -> bool:
    """Where the task's own way leads to feedback now; one by a light template is fed back without a secretary meeting."""
    onward = (step for step in task.life.steps if step.verb == "feed_back" and step.source == task.state)
    return any(is_on_way(step, task.skips) for step in onward)


def handed_over(task: Task) -> bool:
    return task.state in FED_BACK


def is_draft(finding: Finding) -> bool:
    return bool(finding.state == FindingState.DRAFT)


def is_frozen(finding: Finding) -> bool:
    return finding.state in FROZEN


def is_open(finding: Finding) -> bool:
    return finding.state in (FindingState.DRAFT, FindingState.CONFIRMED)


def unsigned(feedback: Feedback) -> bool:
    return feedback.signed_on is None


def may_have_below(category: Category) -> bool:
    return category.ended_on is None and category.code.count(".") + 1 < DEPTH


def in_use(category: Category) -> bool:
    return category.ended_on is None


def takes_changes(item: FocusItem) -> bool:
    return queries.is_unused(item.dictionary)


DICTIONARIES = (
    Entry(
        "bundled_dictionaries", "载入随附版本", forms.BundledForm, dictionaries.load_chosen, KEEPERS,
        ready=lambda office: bool(queries.generations_lacking(office)),
    ),
    Entry("focus_dictionaries", "登记监督重点", forms.DictionaryForm, dictionaries.draw_up, KEEPERS),
    Entry(
        "focus_items", "登记监督重点内容", forms.ItemForm, dictionaries.add_item, KEEPERS, "dictionary",
        queries.is_unused, many=True,
    ),
    Entry(
        "bundled_categories", "载入随附类别", forms.BundledTreeForm, categories.load, KEEPERS,
        ready=lambda office: bool(queries.categories_lacking(office)),
    ),
    Entry("categories", "登记问题类别", forms.CategoryForm, categories.add, KEEPERS, many=True),
    Entry("lower_categories", "登记下级类别", forms.CategoryForm, categories.add, KEEPERS, "parent", may_have_below),
)  # fmt: skip

ENTRIES = (
    Entry("findings", "登记问题", forms.FindingForm, findings.register, GROUP, "task", being_found, many=True),
    Entry(
        "paper_findings", "据此登记问题", forms.FromPaperForm, citations.register_from_paper, GROUP, "paper",
        may_be_cited, once=True,
    ),
    Entry("citations", "引用底稿", forms.CiteForm, citations.cite, GROUP, "finding", is_open),
    Entry("fact_answers", "送核事实", forms.PutForm, facts.put, PUTTERS, "finding", is_open),
    Entry(
        "feedbacks", "反馈", forms.HandOverForm, letters.hand_over, OFFICE, "task", to_be_handed_over, once=True
    ),
    Entry("letters", "增发反馈", forms.LetterForm, letters.send_further, OFFICE, "task", handed_over),
    Entry(
        "county_letters", "向县（市、区）反馈", forms.CountiesForm, letters.send_to_counties, OFFICE, "task",
        handed_over, queries.told_or_alone, returns=True,
    ),
)  # fmt: skip

app_name = "findings"
urlpatterns = [
    path("fact_answers/<uuid:uid>/file/", views.fact_file, name="fact_file"),
    *addresses(tables.FINDINGS),
    *verb_addresses(tables.FINDINGS, findings.move),
    *deed_addresses(
        tables.FINDINGS,
        Deed("rewrite", "修改", forms.RewriteForm, findings.rewrite, GROUP, is_draft),
        Deed("correct", "更正", forms.CorrectForm, findings.correct, HEAD, is_frozen),
        Deed("redate", "更正反馈日期", forms.RedateForm, findings.redate, HEAD, is_frozen),
    ),
    *addresses(tables.CORRECTIONS),
    *addresses(tables.CITATIONS),
    *deed_addresses(
        tables.CITATIONS,
        Deed(
            "withdraw", "撤销引用", forms.WithdrawForm, citations.withdraw, GROUP,
            lambda citation: takes_fieldwork(citation.finding.task.state),
        ),
    ),
    *addresses(tables.FACT_ANSWERS, row=views.fact_answer),
    *verb_addresses(tables.FACT_ANSWERS, facts.move, elsewhere=("object",)),
    *deed_addresses(
        tables.FACT_ANSWERS,
        Deed(
            "object", "提出异议", forms.ObjectForm, facts.object_to, ANSWERERS,
            lambda answer: answer.state == FactState.PUT,
        ),
    ),
    *addresses(tables.FEEDBACKS),
    *deed_addresses(tables.FEEDBACKS, Deed("sign", "签收", forms.SignForm, letters.sign, SIGNERS, unsigned)),
    *entry_addresses(*ENTRIES, *DICTIONARIES),
    *addresses(tables.FOCUS_DICTIONARIES),
    *deed_addresses(
        tables.FOCUS_DICTIONARIES,
        Deed("copy", "另立新版本", forms.DictionaryCopyForm, dictionaries.copy, KEEPERS),
        Deed("discard", "作废", forms.WithReason, dictionaries.discard, KEEPERS, queries.is_unused),
    ),
    *addresses(tables.FOCUS_ITEMS),
    *deed_addresses(
        tables.FOCUS_ITEMS,
        Deed("change", "修改", forms.ItemCorrection, dictionaries.change_item, KEEPERS, takes_changes),
        Deed("drop", "删去", forms.WithReason, dictionaries.drop_item, KEEPERS, takes_changes),
    ),
    *addresses(tables.CATEGORIES),
    *deed_addresses(
        tables.CATEGORIES,
        Deed("rename", "改名", forms.RenameForm, categories.rename, KEEPERS, queries.is_unsorted),
        Deed("drop", "删去", forms.WithReason, categories.drop, KEEPERS, queries.is_unsorted),
        Deed("end", "停用", forms.EndForm, categories.end, KEEPERS, in_use),
    ),
]  # fmt: skip
