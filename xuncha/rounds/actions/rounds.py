"""A round: proposed, then moved along its life. Its number belongs to the term and is used once."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from xuncha.basis.models import Document
from xuncha.kernel.numerals import in_chinese
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.models import Round, RuleSet, Term
from xuncha.rounds.rules import OFFICE, RoundState


@transaction.atomic
def propose(
    term: Term, *, rule_set: RuleSet, by: Viewer, at: date, name: str = "", number: int | None = None
) -> Round:
    """A round in drafting, by default the next of the term under the term's usual name (四届市委第七轮巡察)."""
    number = number or _next_number(term)
    usual = "%(term)s第%(number)s轮巡察" % {"term": term.name, "number": in_chinese(number)}
    round_ = Round(office=term.office, term=term, number=number, name=name or usual, rule_set=rule_set)
    records.require(round_, OFFICE, by=by)
    if not term.at <= at <= term.ends_on:
        raise NotAllowed("轮次应在本届任期之内。")
    if rule_set.office_id != term.office_id:
        raise NotAllowed("制度版本不属于本机构。")
    return records.enter(round_, by=by, at=at)


@transaction.atomic
def move(round_: Round, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Round:
    """One step of the round's life."""
    return records.move(round_, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def issue(round_: Round, *, document: Document, by: Viewer, at: date) -> Round:
    """The work plan of an approved round goes out; its annexed list is what the round's figures are held against."""
    records.require(round_, OFFICE, by=by)
    if round_.state in (RoundState.DRAFTING, RoundState.SUBMITTED, RoundState.CANCELLED):
        raise NotAllowed("轮次尚未批准，不能印发工作方案。")
    return records.fill(round_, "issue", by=by, at=at, sets={"document": document}, basis=str(document))


def _next_number(term: Term) -> int:
    """Cancelled and voided rounds keep theirs."""
    last: int | None = Round.objects.filter(term=term).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
