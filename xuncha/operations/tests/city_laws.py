"""What holds in any fictional city, whatever its profile. Each law answers with those who break it, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import F, Max, Q
from django.db.models.functions import Length

from xuncha.clues.models import Clue, Transfer
from xuncha.clues.rules import is_early
from xuncha.findings.models import Feedback, Finding
from xuncha.kernel import codes
from xuncha.orgs.models import Division, Organisation
from xuncha.people.models import Person
from xuncha.records.fields import SealedTextField, WordField
from xuncha.records.models import Office, Passage, Record, Stateful
from xuncha.records.queries import today
from xuncha.rectification.models import Item, Ledger
from xuncha.rectification.rules import STAGED, ItemState
from xuncha.rounds.models import Group, GroupMember, RecusalCheck, Task
from xuncha.rounds.rules.tasks import TaskState
from xuncha.talent.models import CareerEntry, Relative

Law = Callable[[Office], Iterable[str]]
IN_FORCE_LATER = {"findings.focusdictionary", "findings.focusitem", "rounds.ruleset", "rounds.deadlinerule"}
UNHOLD = ("{", "}", "[", "]", "None")


def offices(home: Office) -> list[int]:
    """The city's own office and its counties'."""
    return [home.pk, *Office.objects.filter(parent=home).values_list("pk", flat=True)]


def business_models() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def dates_of_tasks_follow_the_regulations(home: Office) -> Iterator[str]:
    for task in Task.objects.filter(office__in=offices(home)):
        known = [task.at, task.notified_on, task.entered_on]
        if task.date_faults() or [day for day in known if day] != sorted(day for day in known if day):
            yield f"{task}: {task.date_faults()}"


def every_row_was_entered_once(home: Office) -> Iterator[str]:
    """A task's entry on site bears the same verb, but follows another state."""
    entered = Passage.objects.filter(office__in=offices(home), verb="enter", before="")
    uids = list(entered.values_list("subject_uid", flat=True))
    assert len(uids) == len(set(uids))
    known = set(uids)
    for model in business_models():
        for row in model._base_manager.filter(office__in=offices(home)).only("uid"):
            if row.uid not in known:
                yield f"{model._meta.label_lower} {row.pk}"


def states_are_reached_by_legal_steps(home: Office) -> Iterator[str]:
    steps: dict[object, list[Passage]] = defaultdict(list)
    for passage in Passage.objects.filter(office__in=offices(home)).exclude(after="").order_by("at", "id"):
        steps[passage.subject_uid].append(passage)
    for model in business_models():
        if not issubclass(model, Stateful):
            continue
        legal = {(step.verb, step.source.value, step.target.value) for step in model.life.steps}
        legal.add(("enter", "", model.life.initial.value))
        for row in model._base_manager.filter(office__in=offices(home)):
            taken = steps[row.uid]
            chain = [("", *[p.after for p in taken][:-1]), tuple(p.before for p in taken)]
            wrong = [p for p in taken if (p.verb, p.before, p.after) not in legal]
            if wrong or chain[0] != chain[1] or taken[-1].after != row.state:
                yield f"{model._meta.label_lower} {row.pk}: {[(p.verb, p.before, p.after) for p in taken]}"


def nothing_lies_in_the_future(home: Office) -> Iterator[str]:
    late = Passage.objects.filter(
        Q(at__gt=today()) | Q(recorded_at__date__gt=today()), office__in=offices(home)
    )
    yield from (f"{passage.subject} {passage}" for passage in late)
    for model in business_models():
        if model._meta.label_lower not in IN_FORCE_LATER:
            rows = model._base_manager.filter(office__in=offices(home), at__gt=today())
            yield from (f"{model._meta.label_lower} {row}" for row in rows)


def passages_rise_with_time(home: Office) -> Iterator[str]:
    """But for what is entered by the house's own actions once all rows stand: filings of counties, destructions."""
    last = date.min
    filed = Q(subject__startswith="returns.") | Q(subject="files.attachment")
    destroyed = Q(subject__startswith="retention.") | Q(verb="destroy")
    steps = Passage.objects.filter(office__in=offices(home)).exclude(filed | destroyed)
    for key, day in steps.order_by("id").values_list("id", "at"):
        if day < last:
            yield str(key)
        last = day


def words_are_of_their_vocabulary(home: Office) -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, WordField):
                used = set(model._base_manager.values_list(field.name, flat=True).distinct())
                strange = used - {word.value for word in field.words} - ({""} if field.blank else set())
                if strange:
                    yield f"{model._meta.label_lower}.{field.name}: {strange}"


def texts_fit_their_columns(home: Office) -> Iterator[str]:
    """SQLite does not mind, PostgreSQL refuses."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.max_length:
                longest = model._base_manager.aggregate(n=Max(Length(field.name)))["n"] or 0
                if longest > field.max_length:
                    yield f"{model._meta.label_lower}.{field.name}: {longest}"


def no_pattern_is_left_unfilled(home: Office) -> Iterator[str]:
    for model in business_models():
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and field.editable
            if is_text and not isinstance(field, SealedTextField):
                marks = [Q(**{f"{field.name}__contains": mark}) for mark in UNHOLD]
                rows = model._base_manager.filter(office__in=offices(home))
                for mark in marks:
                    yield from (
                        f"{model._meta.label_lower}.{field.name}: {row}" for row in rows.filter(mark)[:1]
                    )


def a_task_never_names_a_problem_twice(home: Office) -> Iterator[str]:
    seen: set[tuple[int, str]] = set()
    facts: set[tuple[int, str]] = set()
    for finding in Finding.objects.live().filter(office__in=offices(home)):
        if (finding.task_id, finding.title) in seen or (finding.task_id, finding.facts) in facts:
            yield f"{finding.task}: {finding}"
        seen.add((finding.task_id, finding.title))
        facts.add((finding.task_id, finding.facts))


def amounts_stand_in_the_facts(home: Office) -> Iterator[str]:
    for finding in Finding.objects.filter(office__in=offices(home), amount__isnull=False):
        if f"{finding.amount}万元" not in finding.facts:
            yield f"{finding.amount}: {finding.facts}"


def ledgers_hold_exactly_what_was_handed_over(home: Office) -> Iterator[str]:
    for ledger in Ledger.objects.filter(office__in=offices(home), task__isnull=False).select_related("task"):
        assert ledger.task
        handed_over = set(
            Finding.objects.live().frozen().filter(task=ledger.task).values_list("pk", flat=True)
        )
        if handed_over != set(ledger.items.values_list("finding", flat=True)):
            yield str(ledger)


def papers_state_what_was_handed_over(home: Office) -> Iterator[str]:
    bodies = Feedback.objects.live().filter(office__in=offices(home), addressee_type="body")
    for feedback in bodies.select_related("task"):
        stated = feedback.document.statements.get(what="problems").count
        if stated != Finding.objects.live().frozen().filter(task=feedback.task).count():
            yield f"{feedback}: {stated}"


def items_are_as_far_as_their_measures(home: Office) -> Iterator[str]:
    for item in Item.objects.filter(office__in=offices(home)).prefetch_related("measures"):
        finished = [measure.done_on for measure in item.measures.all()]
        done = (
            all(finished)
            and finished
            and item.done_on
            and max(day for day in finished if day) <= item.done_on
        )
        if (item.state == ItemState.DONE and not done) or (item.state in STAGED and not any(finished)):
            yield f"{item.pk} {item.state} {finished}"


def groups_are_staffed_and_authorised(home: Office) -> Iterator[str]:
    for group in Group.objects.filter(office__in=offices(home)).select_related("authorisation", "round"):
        seats = sorted(group.members.values_list("seat", flat=True))
        core = [seats.count(seat) for seat in ("leader", "deputy", "liaison")]
        first = group.tasks.exclude(entered_on=None).order_by("entered_on").first()
        if core != [1, 1, 1] or (first and first.entered_on and group.authorisation.at >= first.entered_on):
            yield f"{group.round} {group}: {seats}"


def everyone_was_cleared_for_every_unit(home: Office) -> Iterator[str]:
    checks = RecusalCheck.objects.filter(office__in=offices(home), verdict__in=["clear", "waived"])
    cleared = set(
        checks.filter(decided_on__gte=F("round__at")).values_list("round", "person", "organisation")
    )
    tasks = Task.objects.live().filter(office__in=offices(home)).exclude(state=TaskState.WITHDRAWN)
    ties = _ties()
    for group, round_, unit in tasks.values_list("group", "round", "organisation"):
        for person in GroupMember.objects.filter(group=group).values_list("person", flat=True):
            if (round_, person, unit) not in cleared or (person, unit) in ties:
                yield f"{round_} {person} {unit}"


def _ties() -> set[tuple[int, int | None]]:
    """Persons and the organisations they worked in or have relatives in."""
    worked = set(CareerEntry.objects.values_list("person", "organisation"))
    return worked | set(Relative.objects.exclude(organisation=None).values_list("person", "organisation"))


def nobody_sits_in_two_groups_at_once_from_the_pool(home: Office) -> Iterator[str]:
    until: dict[int, date] = {}
    seats = GroupMember.objects.filter(office=home, pool_member__isnull=False).order_by("at")
    for seat in seats:
        if seat.at <= until.get(seat.person_id, date.min):
            yield str(seat)
        until[seat.person_id] = seat.until or today()


def slips_say_what_the_letters_sent(home: Office) -> Iterator[str]:
    for transfer in Transfer.objects.filter(office__in=offices(home)).select_related("receipt"):
        lines = list(transfer.lines.values_list("leads", flat=True))
        if (transfer.receipt.stated, transfer.receipt.stated_leading) != (len(lines), sum(lines)):
            yield str(transfer)


def early_clues_rest_on_an_approval(home: Office) -> Iterator[str]:
    for clue in Clue.objects.filter(office__in=offices(home)).select_related("task"):
        if (
            clue.transferred_on
            and is_early(clue.transferred_on, clue.task.heard_on)
            and not clue.early_approval_id
        ):
            yield str(clue)
        if clue.decided_on and clue.decided_on < clue.at:
            yield f"{clue}: {clue.at} {clue.decided_on}"


def codes_are_sound_and_nobodys(home: Office) -> Iterator[str]:
    for division in Division.objects.select_related("parent"):
        parent = codes.parent_code(division.code)
        at_home = (
            division.code.startswith("99") and (division.parent.code if division.parent else None) == parent
        )
        if codes.division_fault(division.code) or not at_home:
            yield division.code
    for unit in Organisation.objects.filter(office=home):
        if codes.unit_fault(unit.credit_code) or not unit.credit_code[2:8].startswith("99"):
            yield unit.credit_code
    for person in Person.objects.filter(office__in=offices(home)):
        fits = (
            codes.birth_date(person.id_number) == person.born_on and codes.sex(person.id_number) == person.sex
        )
        if not (fits and person.id_number.startswith("99")):
            yield str(person)


LAWS: tuple[Law, ...] = (
    dates_of_tasks_follow_the_regulations,
    every_row_was_entered_once,
    states_are_reached_by_legal_steps,
    nothing_lies_in_the_future,
    passages_rise_with_time,
    words_are_of_their_vocabulary,
    texts_fit_their_columns,
    no_pattern_is_left_unfilled,
    a_task_never_names_a_problem_twice,
    amounts_stand_in_the_facts,
    ledgers_hold_exactly_what_was_handed_over,
    papers_state_what_was_handed_over,
    items_are_as_far_as_their_measures,
    groups_are_staffed_and_authorised,
    everyone_was_cleared_for_every_unit,
    nobody_sits_in_two_groups_at_once_from_the_pool,
    slips_say_what_the_letters_sent,
    early_clues_rest_on_an_approval,
    codes_are_sound_and_nobodys,
)
