"""A round: proposed, then moved along its life. Its number belongs to the term and is used once."""

from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.models import Round, RuleSet, Term
from xuncha.rounds.queries.rounds import next_number, usual_name
from xuncha.rounds.rules.roles import OFFICE
from xuncha.rounds.rules.rounds import RoundState


@transaction.atomic
def propose(
    term: Term, *, rule_set: RuleSet, by: Viewer, at: date, name: str = "", number: int | None = None
) -> Round:
    """A round in drafting, by default the next of the term under the term's usual name (四届市委第七轮)."""
    number = number or next_number(term)
    row = Round(
        office=term.office, term=term, number=number, name=name or usual_name(term, number), rule_set=rule_set
    )
    return enter(row, by=by, at=at)


@transaction.atomic
def enter(round_: Round, *, by: Viewer, at: date) -> Round:
    """A round as it was filled in."""
    records.require(round_, OFFICE, by=by)
    if not round_.term.at <= at <= round_.term.ends_on:
        raise NotAllowed("轮次应在本届任期之内。")
    if round_.rule_set.office_id != round_.term.office_id:
        raise NotAllowed("制度版本不属于本机构。")
    return records.enter(round_, by=by, at=at)


@transaction.atomic
def move(round_: Round, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Round:
    """One step of the round's life."""
    return records.move(round_, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def issue(round_: Round, *, document: Document, by: Viewer, at: date, note: str = "") -> Round:
    """The work plan of an approved round goes out; its annexed list is what the round's figures are held against."""
    records.require(round_, OFFICE, by=by)
    if round_.state in (RoundState.DRAFTING, RoundState.SUBMITTED, RoundState.CANCELLED):
        raise NotAllowed("轮次尚未批准，不能印发工作方案。")
    return records.fill(
        round_, "issue", by=by, at=at, sets={"document": document}, basis=str(document)[:200], note=note
    )
