"""A clue enters with its sealed content, is suggested to a receiver and decided on."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models.functions import Length

from xuncha.basis.models import Document
from xuncha.clues.models import Clue, ClueContent, ClueSubject
from xuncha.clues.rules import (
    GRANTER,
    REGISTRAR,
    ClueState,
    Content,
    ReceiverKind,
    Subject,
    check_reflects,
    clue_number,
    number_series,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office


@transaction.atomic
def register(clue: Clue, content: Content, *, by: Viewer, at: date, basis: str = "") -> Clue:
    """Enter a clue with its sealed content and subjects. It receives the next number of its group's series."""
    clue.office_id = clue.task.office_id
    records.require(clue, REGISTRAR, by=by)
    if not content.summary.strip():
        raise NotAllowed("请填写线索主要内容。")
    check_reflects(len(content.subjects), content.organisation)
    clue.number, clue.state = _next_number(clue, at), ClueState.REGISTERED
    records.enter(clue, by=by, at=at, basis=basis)
    _seal(clue, content, by=by, at=at)
    return clue


def hand_in(
    clue: Clue,
    *,
    summary: str,
    subjects: Sequence[Subject],
    organisation: str,
    reporter: str,
    named: bool,
    by: Viewer,
    at: date,
) -> Clue:
    """`register` as the entry's boxes have it."""
    content = Content(
        summary=summary, organisation=organisation, reporter=reporter, named=named, subjects=tuple(subjects)
    )
    return register(clue, content, by=by, at=at)


def suggest(
    clue: Clue, *, receiver_kind: ReceiverKind, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Clue:
    """The group leader suggests to whom the clue should go."""
    sets = {"suggested": receiver_kind.value}
    return records.move(clue, "suggest", by=by, at=at, basis=basis, note=note, sets=sets)


def decide(
    clue: Clue,
    *,
    receiver_kind: ReceiverKind,
    by: Viewer,
    at: date,
    basis: str,
    note: str = "",
    early_approval: Document | None = None,
) -> Clue:
    """The leading group's decision, by the paper that records it, and the approval of an early transfer."""
    if not basis.strip():
        raise NotAllowed("请写明决定所依据的会议或者文件。")
    sets: dict[str, object] = {"decided": receiver_kind.value}
    if early_approval is not None:
        sets["early_approval"] = _approval(clue, early_approval, at)
    return records.move(clue, "decide", by=by, at=at, basis=basis, note=note, sets=sets)


def approve_early(clue: Clue, *, document: Document, by: Viewer, at: date) -> Clue:
    """The leading group lets the clue go before the secretary meeting has heard its task (边巡边移)."""
    records.require(clue, GRANTER, by=by)
    if clue.transferred_on:
        raise NotAllowed("线索已经移交。")
    sets = {"early_approval": _approval(clue, document, at)}
    return records.fill(clue, "approve_early", by=by, at=at, basis=str(document)[:200], sets=sets)


def _approval(clue: Clue, document: Document, at: date) -> Document:
    if document.office_id != clue.office_id or document.at > at:
        raise NotAllowed("批件应为本级巡察机构的文件，且不晚于办理日期。")
    return document


def _next_number(clue: Clue, at: date) -> str:
    """Whoever registers in the same office waits; voided numbers count, so that none comes twice."""
    round_, group = clue.task.round, clue.task.group
    Office.objects.select_for_update().get(pk=clue.office_id)
    place = at.year, round_.number, group.number if group else 0
    taken = Clue.objects.filter(office=clue.office_id, number__startswith=number_series(*place))
    last = taken.order_by(Length("number").desc(), "-number").values_list("number", flat=True).first()
    return clue_number(*place, int(last.rsplit("-", 1)[1]) + 1 if last else 1)


def _seal(clue: Clue, content: Content, *, by: Viewer, at: date) -> None:
    sealed = ClueContent(
        office_id=clue.office_id,
        clue=clue,
        mark=clue.mark,
        summary=content.summary,
        organisation=content.organisation,
        reporter=content.reporter,
        named=content.named,
    )
    records.enter(sealed, by=by, at=at)
    for serial, subject in enumerate(content.subjects, start=1):
        row = ClueSubject(
            office_id=clue.office_id,
            clue=clue,
            mark=clue.mark,
            serial=serial,
            details=subject.details,
            is_principal=subject.is_principal,
        )
        records.enter(row, by=by, at=at)
