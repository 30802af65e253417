"""Terms, the plan and its versions. A plan is never edited: a change makes a new version that says why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.records.models import Office, Passage
from xuncha.rounds.models import Plan, PlanChange, PlanItem, PlanVersion, Term
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.rounds.rules.roles import OFFICE


@dataclass(frozen=True)
class Change:
    """One decision of a revision; `document` when it is not the one that issues the new version."""

    organisation: Organisation
    kind: PlanChangeKind
    reason: str
    successor: Organisation | None = None
    document: Document | None = None


@transaction.atomic
def open_term(
    *, office: Office, number: int, name: str, ends_on: date, by: Viewer, at: date, basis: str = ""
) -> Term:
    """A committee's term from `at` to `ends_on`."""
    term = Term(office=office, number=number, name=name, ends_on=ends_on)
    return enter_term(term, by=by, at=at, basis=basis)


@transaction.atomic
def enter_term(term: Term, *, by: Viewer, at: date, basis: str = "") -> Term:
    """A term as it was filled in."""
    records.require(term, OFFICE, by=by)
    return records.enter(term, by=by, at=at, basis=basis)


@transaction.atomic
def adopt(
    term: Term, *, name: str, document: Document, organisations: Sequence[Organisation], by: Viewer, at: date
) -> PlanVersion:
    """The term's plan with its first list, in force from `at`."""
    plan = Plan(office=term.office, term=term, name=name)
    enter_plan(plan, document=document, organisations=organisations, by=by, at=at)
    return plan.versions.get()


@transaction.atomic
def enter_plan(
    plan: Plan, *, document: Document, organisations: Sequence[Organisation], by: Viewer, at: date
) -> Plan:
    """A plan as it was filled in, with its first list."""
    records.require(plan, OFFICE, by=by)
    if plan.term.plans.live().exists():
        raise NotAllowed("本届巡察规划已经制定，调整请形成新的版次。")
    _check_alive(organisations, at)
    records.enter(plan, by=by, at=at)
    first = PlanVersion(office=plan.office, plan=plan, number=1, document=document)
    records.enter(first, by=by, at=at)
    _enter_items(first, (_item(organisation) for organisation in dict.fromkeys(organisations)))
    return plan


@transaction.atomic
def revise(plan: Plan, *, changes: Sequence[Change], document: Document, by: Viewer, at: date) -> PlanVersion:
    """The next version: the list in force before, with the changes applied and kept beside it."""
    version = PlanVersion(office=plan.office, plan=plan, document=document)
    return enter_version(version, changes=changes, by=by, at=at)


@transaction.atomic
def enter_version(version: PlanVersion, *, changes: Sequence[Change], by: Viewer, at: date) -> PlanVersion:
    """A new version as it was filled in; it takes the next number."""
    records.require(version, OFFICE, by=by)
    last = version.plan.versions.live().order_by("number").last()
    if last is None or at <= last.at:
        raise NotAllowed("新版次的生效日期应晚于上一版次。")
    if not changes:
        raise NotAllowed("没有调整事项，无须形成新的版次。")
    version.number = last.number + 1
    records.enter(version, by=by, at=at)
    _enter_items(version, _revised(last, changes, at))
    for change in changes:
        records.enter(_row(version, change), by=by, at=at)
    return version


def _revised(last: PlanVersion, changes: Sequence[Change], day: date) -> Iterable[PlanItem]:
    """The next list, or a refusal that names the organisation."""
    listed = {item.organisation_id: item for item in last.items.live().order_by("pk")}
    before = frozenset(listed)
    decided = [change.organisation for change in changes if change.kind != PlanChangeKind.SPLIT]
    for change in changes:
        name = change.organisation.name
        if not change.reason.strip():
            raise NotAllowed("请写明“%(name)s”的调整理由。", name=name)
        if (change.organisation.pk in before) == (change.kind == PlanChangeKind.ADDED):
            raise NotAllowed("“%(name)s”与规划现有名单不符，请核对调整类型。", name=name)
        if decided.count(change.organisation) > 1:
            raise NotAllowed("“%(name)s”一次只能有一种调整。", name=name)
        _apply(change, listed, last, day)
    return listed.values()


def _apply(change: Change, listed: dict[int, PlanItem], last: PlanVersion, day: date) -> None:
    one = change.organisation
    match change.kind:
        case PlanChangeKind.ADDED:
            _list(one, listed, day)
        case PlanChangeKind.MERGED:
            listed.pop(one.pk, None)
            _list(_successor(change), listed, day)
        case PlanChangeKind.SPLIT:
            if not _is_alive(one, day):
                listed.pop(one.pk, None)
            _list(_successor(change), listed, day)
        case PlanChangeKind.ABOLISHED:
            listed.pop(one.pk, None)
        case PlanChangeKind.KEPT:
            _require_inspected(one, last, day)


def _list(organisation: Organisation, listed: dict[int, PlanItem], day: date) -> None:
    _check_alive([organisation], day)
    listed.setdefault(organisation.pk, _item(organisation))


def _successor(change: Change) -> Organisation:
    if change.successor is None:
        raise NotAllowed("请写明“%(name)s”的承接党组织。", name=change.organisation.name)
    return change.successor


def _check_alive(organisations: Sequence[Organisation], day: date) -> None:
    """NotAllowed, naming the first that does not exist on the day; one query however many they are."""
    asked = {organisation.pk for organisation in organisations}
    alive = set(Organisation.objects.live().alive_on(day).filter(pk__in=asked).values_list("pk", flat=True))
    for one in organisations:
        if one.pk not in alive:
            raise NotAllowed("“%(name)s”在%(day)s不存在或者已经撤销。", name=one.name, day=day)


def _is_alive(organisation: Organisation, day: date) -> bool:
    return Organisation.objects.live().alive_on(day).filter(pk=organisation.pk).exists()


def _require_inspected(organisation: Organisation, last: PlanVersion, day: date) -> None:
    """Kept 'as inspected' can only be who was: inspectors had at least entered."""
    visited = frame(last.office_id, day).reached(Milestone.ON_SITE)
    if not visited.filter(Q(counted_as=organisation.pk)).exists():
        raise NotAllowed("“%(name)s”本届尚未巡察，不能保留为已巡察。", name=organisation.name)


def _item(organisation: Organisation) -> PlanItem:
    return PlanItem(organisation=organisation, unit_class=organisation.unit_class, level=organisation.level)


def _row(version: PlanVersion, change: Change) -> PlanChange:
    return PlanChange(
        office=version.office,
        version=version,
        organisation=change.organisation,
        kind=change.kind,
        successor=change.successor,
        reason=change.reason,
        document=change.document or version.document,
    )


def _enter_items(version: PlanVersion, items: Iterable[PlanItem]) -> None:
    """The version's list with a passage for each row, in two statements: a county lists a thousand villages."""
    rows = [
        PlanItem(
            office=version.office,
            version=version,
            organisation_id=item.organisation_id,
            unit_class=item.unit_class,
            level=item.level,
            by=version.by,
            at=version.at,
        )
        for item in items
    ]
    if not rows:
        raise NotAllowed("规划名单不能为空。")
    PlanItem.objects.bulk_create(rows)
    Passage.objects.bulk_create(_passage(row) for row in rows)


def _passage(item: PlanItem) -> Passage:
    return Passage(
        office_id=item.office_id,
        subject=item._meta.label_lower,
        subject_uid=item.uid,
        verb="enter",
        by_id=item.by_id,
        at=item.at,
    )
