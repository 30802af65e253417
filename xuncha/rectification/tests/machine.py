"""Three ledgers and the people around them: every verb a person could try, and what must hold whatever was tried."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.findings.tests.builders import task
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import post
from xuncha.records.models import Passage, Record
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.rectification.actions import closures, extensions, items, measures, plans, proofs
from xuncha.rectification.models import (
    Closure,
    Extension,
    Item,
    Ledger,
    Measure,
    PlanOpinion,
    PlanSubmission,
    ProgressReport,
    Proof,
    SelfReport,
    Verification,
)
from xuncha.rectification.queries import items as item_queries
from xuncha.rectification.rules.closures import ClosureState
from xuncha.rectification.rules.items import DONE, ITEM_LIFE
from xuncha.rectification.rules.ledgers import OUTSIDE, Body, OwnerKind
from xuncha.rectification.rules.measures import ExtensionState, Standing
from xuncha.rectification.rules.plans import MUST_OPINE, Stance
from xuncha.rectification.tests.builders import county_ledger, item, own_ledger, towards, unit_ledger

CAST = (
    Role.UNIT_CONTACT, Role.RECTIFICATION, Role.DIRECTOR, Role.PLAN_REVIEWER, Role.GROUP_LEADER, Role.GENERAL,
    Role.COUNTY_OFFICE,
)  # fmt: skip
ROWS = (Item, Measure, Extension, Closure, PlanSubmission, ProgressReport)
WORDS = "已经核实"


TAKEN: Counter[str] = (
    Counter()
)  # what happened over a whole walk: a machine that only hits walls proves nothing


class LedgerMachine(RuleBasedStateMachine):
    """Three ledgers, two people to a role; each rule picks a row, a verb and a person, right or wrong."""

    @initialize(done=st.integers(0, 3))
    def open(self, done: int) -> None:
        """Ledgers as they were opened, planned, handed in or approved: a walk from the beginning seldom comes that far."""
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.ledgers = [unit_ledger(2, task()), own_ledger(office()), county_ledger(office())]
        for ledger in self.ledgers[1:]:
            item(ledger)
        self.day = max(ledger.at for ledger in self.ledgers)
        self.people = {
            (ledger.pk, role): [towards(role, ledger), towards(role, ledger)]
            for ledger in self.ledgers
            for role in CAST
        }
        self.dates = {row.pk: row.due_on for row in Item.objects.all()}
        for ledger in self.ledgers if done else ():
            self.plan(ledger, done)

    def plan(self, ledger: Ledger, done: int) -> None:
        unit, head, reviewer = (self.hands(ledger)[n] for n in (0, 2, 3))
        for row in Item.objects.filter(ledger=ledger):
            planned = Measure(item=row, text="措施", owner=post(), due_on=self.day + timedelta(days=60))
            measures.add_measure(planned, by=unit, at=self.day)
        if done == 1:
            return
        handed_in = plans.submit_plan(PlanSubmission(ledger=ledger), by=unit, at=self.day)
        plans.sign(handed_in, by=unit, at=self.day, principal="某书记", paper="签批单")
        if done == 2:
            return
        for body in MUST_OPINE:
            by, paper = (reviewer, "") if body == Body.DISCIPLINE else (head, "复函")
            said = PlanOpinion(submission=handed_in, body=body, stance=Stance.AGREED, text=WORDS, paper=paper)
            plans.opine(said, by=by, at=self.day)
        plans.move(handed_in, "accept", by=head, at=self.day)

    def hands(self, ledger: Ledger) -> list[Viewer]:
        """Unit (or who keeps the ledger for it), section, head, reviewer."""
        roles = (Role.UNIT_CONTACT, Role.RECTIFICATION, Role.DIRECTOR, Role.PLAN_REVIEWER)
        unit, section, head, reviewer = (self.people[ledger.pk, role][0] for role in roles)
        return [unit if ledger.owner_kind == OwnerKind.TASK else section, section, head, reviewer]

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def attempt(self, act: Callable[..., Any], row: Any, ledger: Ledger, data: Any, **asked: Any) -> None:
        """One verb by somebody, or by one after the other until somebody may. A refusal leaves nothing."""
        first = data.draw(st.integers(0, len(CAST) - 1))
        second = data.draw(st.integers(0, 1))
        turns = len(CAST) if data.draw(st.booleans()) else 1
        before = Passage.objects.count()
        for role in (CAST * 2)[first : first + turns]:
            by: Viewer = self.people[ledger.pk, role][second]
            try:
                with transaction.atomic():
                    act(row, by=by, at=self.day, **asked)
            except NotAllowed:
                TAKEN["refused"] += 1
                assert Passage.objects.count() == before
            else:
                TAKEN[asked.get("verb") or act.__name__] += 1
                return

    def pick(self, model: type[Any], data: Any, **where: Any) -> Any:
        """A live row afresh from the database, with nothing remembered; None where there is none."""
        found = list(model.objects.live().filter(**where).order_by("pk"))
        return data.draw(st.sampled_from(found)) if found else None

    def ledger_of(self, row: Any) -> Ledger:
        if isinstance(row, (PlanSubmission, ProgressReport)):
            return row.ledger
        if isinstance(row, (Extension,)):
            return row.measure.item.ledger
        return (row.item if isinstance(row, (Measure, Closure)) else row).ledger

    @rule(days=st.integers(0, 40))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(data=st.data(), due=st.integers(-5, 200))
    def plan_a_measure(self, data: Any, due: int) -> None:
        row = self.pick(Item, data)
        planned = Measure(item=row, text="措施", owner=post(), due_on=self.day + timedelta(days=due))
        self.attempt(measures.add_measure, planned, row.ledger, data)

    @rule(data=st.data(), due=st.integers(-5, 200))
    def revise_or_drop_a_measure(self, data: Any, due: int) -> None:
        row = self.pick(Measure, data)
        if row and data.draw(st.booleans()):
            asked = {"due_on": self.day + timedelta(days=due), "note": "调整"}
            self.attempt(measures.revise, row, row.item.ledger, data, **asked)
        elif row:
            self.attempt(measures.drop, row, row.item.ledger, data, note="重复")

    @rule(data=st.data())
    def hand_in_a_plan(self, data: Any) -> None:
        ledger = data.draw(st.sampled_from(self.ledgers))
        self.attempt(plans.submit_plan, PlanSubmission(ledger=ledger), ledger, data)

    @rule(data=st.data())
    def hand_in_a_progress_report(self, data: Any) -> None:
        ledger = data.draw(st.sampled_from(self.ledgers))
        row = ProgressReport(ledger=ledger, text=WORDS, own_account=WORDS)
        self.attempt(plans.submit_progress, row, ledger, data)

    @rule(data=st.data(), verb=st.sampled_from(["sign", "accept", "send_back"]))
    def move_a_submission(self, data: Any, verb: str) -> None:
        row = self.pick(data.draw(st.sampled_from([PlanSubmission, ProgressReport])), data)
        if row and verb == "sign":
            self.attempt(plans.sign, row, row.ledger, data, principal="某书记", paper="签批单")
        elif row:
            self.attempt(plans.move, row, row.ledger, data, verb=verb, note="修改")

    @rule(data=st.data(), body=st.sampled_from(Body), stance=st.sampled_from(Stance))
    def give_an_opinion(self, data: Any, body: Body, stance: Stance) -> None:
        row = self.pick(PlanSubmission, data)
        if row:
            paper = data.draw(st.sampled_from(["", "复函"]))
            said = PlanOpinion(submission=row, body=body, stance=stance, text=WORDS, paper=paper)
            self.attempt(plans.opine, said, row.ledger, data)

    @rule(data=st.data(), claimed=st.sampled_from(Standing))
    def report_on_a_measure(self, data: Any, claimed: Standing) -> None:
        row = self.pick(Measure, data)
        if row:
            said = SelfReport(measure=row, claimed=claimed, percent=percent(claimed), text=WORDS)
            self.attempt(measures.report, said, row.item.ledger, data)

    @rule(data=st.data(), found=st.sampled_from(Standing))
    def check_a_measure(self, data: Any, found: Standing) -> None:
        row = self.pick(Measure, data)
        if row:
            seen = Verification(measure=row, found=found, percent=percent(found), text=WORDS)
            self.attempt(measures.verify, seen, row.item.ledger, data)

    @rule(data=st.data(), days=st.integers(-10, 120))
    def ask_for_time(self, data: Any, days: int) -> None:
        row = self.pick(Measure, data)
        if row:
            asked = Extension(measure=row, new_due_on=row.due_on + timedelta(days=days), reason=WORDS)
            self.attempt(extensions.request, asked, row.item.ledger, data)

    @rule(data=st.data(), verb=st.sampled_from(["grant", "refuse", "withdraw"]))
    def decide_on_time(self, data: Any, verb: str) -> None:
        row = self.pick(Extension, data)
        if row:
            self.attempt(extensions.move, row, self.ledger_of(row), data, verb=verb, note="说明")

    @rule(data=st.data())
    def lay_a_proof(self, data: Any) -> None:
        row = self.pick(Item, data)
        self.attempt(proofs.lay, Proof(item=row, title="材料", shelf="柜"), row.ledger, data)

    @rule(data=st.data())
    def apply_to_close(self, data: Any) -> None:
        row = self.pick(Item, data)
        asked = Closure(item=row, text=WORDS, principal="某书记", paper="签批单", signed_on=self.day)
        self.attempt(closures.apply, asked, row.ledger, data)

    @rule(data=st.data(), verb=st.sampled_from(["check", "endorse", "strike_off", "send_back", "reopen"]))
    def move_a_closure(self, data: Any, verb: str) -> None:
        row = self.pick(Closure, data)
        if row is None:
            return
        ledger = self.ledger_of(row)
        if verb == "check":
            self.attempt(closures.check, row, ledger, data, checked=WORDS)
        elif verb == "endorse":
            asked = {
                "body": data.draw(st.sampled_from(Body)),
                "basis": data.draw(st.sampled_from(["", "函"])),
            }
            self.attempt(closures.endorse, row, ledger, data, opinion=WORDS, **asked)
        else:
            self.attempt(closures.move, row, ledger, data, verb=verb, note="说明")

    @rule(data=st.data(), verb=st.sampled_from(ITEM_LIFE.verbs()))
    def move_an_item(self, data: Any, verb: str) -> None:
        row = self.pick(Item, data)
        self.attempt(items.move, row, row.ledger, data, verb=verb, note="说明")

    @rule(data=st.data(), last=st.integers(1, 4))
    def go_towards_the_end(self, data: Any, last: int) -> None:
        """The right people in the right order as far as `last`, so that every state is met as often as refusals."""
        row = self.pick(Item, data)
        unit, _, head, reviewer = self.hands(row.ledger)
        try:
            with transaction.atomic():
                for measure in Measure.objects.live().filter(item=row, done_on=None):
                    measures.finish(measure, by=unit, at=self.day)
                row.refresh_from_db()
                proofs.lay(Proof(item=row, title="材料", shelf="柜"), by=unit, at=self.day)
                asked = Closure(item=row, text=WORDS, principal="某书记", paper="签批单", signed_on=self.day)
                closure = closures.apply(asked, by=unit, at=self.day)
                if last > 1:
                    closures.check(closure, by=head, at=self.day, checked=WORDS)
                if last > 2:
                    closures.endorse(closure, by=reviewer, at=self.day, body=Body.DISCIPLINE, opinion=WORDS)
                if last > 3:
                    closures.move(closure, "strike_off", by=head, at=self.day)
            TAKEN[("apply", "check", "endorse", "strike_off")[last - 1]] += 1
        except NotAllowed:
            TAKEN["refused"] += 1

    @precondition(lambda self: hasattr(self, "ledgers"))
    @invariant()
    def the_sum_rule_holds(self) -> None:
        for ledger in self.ledgers:
            rows = Item.objects.live().filter(ledger=ledger)
            counts = item_queries.tally_on(rows, self.day)
            assert counts.due == counts.done + counts.basic + counts.open == rows.count()
        for report in ProgressReport.objects.all():
            assert report.due() == report.done + report.basic + report.open

    @precondition(lambda self: hasattr(self, "ledgers"))
    @invariant()
    def history_has_no_gap(self) -> None:
        rows: list[Record] = [row for model in ROWS for row in model.objects.all()]
        steps: dict[Any, list[Passage]] = {}
        for step in Passage.objects.order_by("id"):
            steps.setdefault(step.subject_uid, []).append(step)
        for row in rows:
            own = steps[row.uid]
            assert own[0].verb == "enter"
            assert [step.verb for step in own].count("enter") == 1
            moved = [step for step in own if step.after]
            assert all(one.after == two.before for one, two in pairwise(moved))
            assert all(one.at <= two.at for one, two in pairwise(own))
            assert not hasattr(row, "state") or moved[-1].after == row.state

    @precondition(lambda self: hasattr(self, "ledgers"))
    @invariant()
    def nothing_is_closed_by_one(self) -> None:
        for row in Item.objects.filter(state__in=DONE):
            closure = Closure.objects.get(item=row, state=ClosureState.STRUCK_OFF)
            hands = {closure.by_id, closure.endorsed_by_id, closure.struck_off_by_id}
            assert len(hands) == 3
            assert None not in hands
            assert closure.checked_by_id not in (None, closure.by_id)
            assert closure.body in OUTSIDE
            assert closure.principal
            assert closure.paper
            assert row.done_on == closure.struck_off_on
            assert not Measure.objects.live().filter(item=row, done_on=None).exists()
            if row.finding_id:
                assert Finding.objects.get(pk=row.finding_id).state == FindingState.ACCEPTED
        for row in Item.objects.exclude(state__in=DONE).exclude(finding=None):
            assert Finding.objects.get(pk=row.finding_id).state != FindingState.ACCEPTED

    @precondition(lambda self: hasattr(self, "ledgers"))
    @invariant()
    def no_date_is_lost(self) -> None:
        for row in Item.objects.all():
            assert (row.first_due_on or row.due_on) == self.dates[row.pk]
        granted = Extension.objects.filter(state=ExtensionState.GRANTED).select_related("measure")
        moved: dict[int, list[Extension]] = {}
        for each in granted.order_by("number"):
            assert each.decided_by_id not in (None, each.by_id)
            moved.setdefault(each.measure_id, []).append(each)
        for measure in Measure.objects.all():
            chain = moved.get(measure.pk, [])
            if chain:
                assert measure.first_due_on == chain[0].old_due_on
                assert measure.due_on == chain[-1].new_due_on
                assert all(one.new_due_on == two.old_due_on for one, two in pairwise(chain))
            else:
                assert measure.first_due_on is None

    @precondition(lambda self: hasattr(self, "ledgers"))
    @invariant()
    def nothing_is_deleted(self) -> None:
        entered = Passage.objects.filter(verb="enter").values("subject").order_by().distinct()
        for model in ROWS:
            label = model._meta.label_lower
            if entered.filter(subject=label).exists():
                assert model.objects.count() == Passage.objects.filter(verb="enter", subject=label).count()


def percent(standing: Standing) -> int:
    return {Standing.NOT_BEGUN: 0, Standing.UNDER_WAY: 40, Standing.FINISHED: 100}[standing]
