"""The fieldwork of one task of the large round, and what came of it: papers, findings, clues, feedback, rectification."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from round_rows import ENTERED, WORK, Builder, Team

from xuncha.basis.models import Document
from xuncha.basis.rules import DocumentKind
from xuncha.clues.models import Clue, ClueContent, ClueSubject, Receipt, Transfer, TransferLine
from xuncha.clues.rules import ReceiverKind, Source
from xuncha.fieldwork.models import (
    Assistance,
    Evidence,
    Forum,
    Hearing,
    ImmediateNotice,
    Loan,
    PaperVersion,
    PersonalMatterCheck,
    Petition,
    PetitionReporter,
    Questionnaire,
    QuestionnaireOption,
    SitIn,
    Talk,
    TalkInterviewer,
    Visit,
    WorkingPaper,
)
from xuncha.fieldwork.rules.methods import HearingKind, SurveyKind, TalkCategory, VisitKind
from xuncha.fieldwork.rules.papers import EvidenceKind
from xuncha.fieldwork.rules.petitions import Channel, Outcome, Scope
from xuncha.findings.models import Category, Citation, FactAnswer, Feedback, Finding, FocusItem
from xuncha.findings.rules import AddresseeType
from xuncha.orgs.models import Organisation
from xuncha.papers.models import InspectionReport, ReportVersion, ReviewOpinion
from xuncha.papers.rules import Aspect
from xuncha.people.models import Post
from xuncha.rectification.models import Item, ItemClass, Ledger, Measure
from xuncha.rectification.rules import OwnerKind
from xuncha.rounds.models import Task
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.teams.models import ConductEvaluation, RecusalRequest
from xuncha.teams.rules import QUESTIONS

TEXT = "了解到的情况，按时间、地点、人员、经过逐项记录。" * 8
PER_TASK = 300
# of so many records of one task, how many are of each kind
MIXTURE = {
    Talk: 150, Petition: 50, Loan: 40, WorkingPaper: 14, Visit: 12, Hearing: 6, Forum: 6, SitIn: 6,
    Questionnaire: 4, PersonalMatterCheck: 4, Assistance: 4, ImmediateNotice: 4,
}  # fmt: skip
CLUES = 3
EARLY = ("submit", "review", "study", "sign", "put_in_report")


class Field:
    """Writes the records of tasks one after another."""

    def __init__(self, b: Builder) -> None:
        self.b = b
        self.focus = list(FocusItem.objects.filter(office=b.home).order_by("-pk")[:3])
        self.categories = list(
            Category.objects.filter(office=b.home, code__regex=r"^\d+\.\d+\.\d+$").order_by("code")
        )
        self.post = Post.objects.order_by("pk")[0]
        self.receiver = Organisation.objects.filter(office=b.home).order_by("pk")[0]
        self.numbers = 0
        self.writers: dict[type[Any], Callable[[Team, Task, int, date], None]] = {
            Talk: self._talk,
            Petition: self._petition,
            Loan: self._loan,
            Questionnaire: self._questionnaire,
            ImmediateNotice: self._notice,
            WorkingPaper: self._paper,
        }

    def fill(self, team: Team, task: Task, records: int) -> None:
        self.talks: list[Talk] = []
        self.cited: list[WorkingPaper] = []
        for model, share in MIXTURE.items():
            write = self.writers.get(model)
            for n in range(max(1, records * share // PER_TASK)):
                at = ENTERED + timedelta(days=n % WORK)
                if write:
                    write(team, task, n, at)
                else:
                    self.b.enter(_plain(model, task, n), at, team.by(Seat.MEMBER))
        findings = [self._finding(team, task, n, paper) for n, paper in enumerate(self.cited)]
        self._report(team, task)
        self._outcome(team, task, findings)
        self._clues(team, task)

    def _talk(self, team: Team, task: Task, n: int, at: date) -> None:
        row = Talk(
            task=task,
            interviewee=f"对象{n + 1}",
            post="科长",
            category=list(TalkCategory)[n % len(TalkCategory)],
            place="谈话室",
            minutes=TEXT,
            confidential=n % 25 == 0,
        )
        self.talks.append(self.b.enter(row, at, team.by(Seat.MEMBER)))
        for seat in (team.seats[4 + n % 4], team.seats[1 + n % 2]):
            self.b.rows.add(TalkInterviewer(talk=row, member=seat))

    def _petition(self, team: Team, task: Task, n: int, at: date) -> None:
        row = Petition(
            task=task,
            serial=n + 1,
            channel=list(Channel)[n % len(Channel)],
            named=n % 3 == 0,
            objects_reflected="有关负责人",
            summary=TEXT,
            scope=Scope.WITHIN,
        )
        self.b.enter(row, at, team.by(Seat.PETITIONS))
        if row.named:
            reporter = PetitionReporter(petition=row, name="来信人", contact="无")
            self.b.enter(reporter, at, team.by(Seat.PETITIONS))
        if n % 2 or task.state != TaskState.ENTERED:  # none is left open by a group that has left
            verdict = {"outcome": Outcome.VERIFY}
            self.b.rows.move(row, "dispose", at=at, by=team.by(Seat.LEADER), **verdict)

    def _loan(self, team: Team, task: Task, n: int, at: date) -> None:
        row = Loan(task=task, title=f"会议记录{n + 1}", owner="办公室", volumes=3, borrower=team.seats[4])
        self.b.enter(row, at, team.by(Seat.MEMBER))
        if n % 2:
            self.b.rows.fill(row, "return", at=at, returned_on=at)

    def _questionnaire(self, team: Team, task: Task, n: int, at: date) -> None:
        row = Questionnaire(
            task=task,
            kind=list(SurveyKind)[n % 2],
            title="问卷调查",
            audience="干部职工",
            sent=100,
            returned=98,
            valid=96,
        )
        self.b.enter(row, at, team.by(Seat.MEMBER))
        for option in ("好", "较好", "一般", "差", "不了解"):
            self.b.enter(
                QuestionnaireOption(questionnaire=row, question="总体评价", option=option, count=20),
                at,
                team.by(Seat.MEMBER),
            )

    def _notice(self, team: Team, task: Task, n: int, at: date) -> None:
        row = ImmediateNotice(task=task, serial=n + 1, problem="公示不及时", clause="第三条", due_on=at)
        self.b.enter(row, at, team.by(Seat.LEADER))
        verbs = ("sign", "report", "verify")
        for verb in verbs if task.state != TaskState.ENTERED else verbs[: n % 4]:
            self.b.rows.move(row, verb, at=at, by=team.by(Seat.LEADER))

    def _paper(self, team: Team, task: Task, n: int, at: date) -> None:
        """Two drafts and three pieces of evidence; the first paper stays a draft and the second is submitted."""
        by = team.by(Seat.MEMBER)
        said = {"title": f"工程项目管理问题{n + 1}", "amount": Decimal("12.50"), "clause": "第五条"}
        row = WorkingPaper(task=task, number=n + 1, written_by_id=by, version=2, **said)
        self.b.enter(row, at, by)
        for number in (1, 2):
            self.b.enter(PaperVersion(paper=row, number=number, text=TEXT, **said), at, by)
        for number, talk in enumerate(self.talks[n : n + 3], 1):
            piece = Evidence(
                paper=row,
                number=number,
                kind=EvidenceKind.INTERVIEW,
                title="谈话记录",
                source="个别谈话",
                source_subject=talk._meta.label_lower,
                source_uid=talk.uid,
            )
            self.b.enter(piece, at, by)
        for verb in EARLY if n > 1 else EARLY[:n]:
            who = team.by(Seat.LIAISON if verb == "review" else Seat.LEADER)
            signs = {"review": {"reviewed_by_id": who}, "sign": {"signed_by_id": who}}.get(verb, {})
            self.b.rows.move(row, verb, at=at, by=who, **signs)
        if n > 1:
            self.cited.append(row)

    def _finding(self, team: Team, task: Task, n: int, paper: WorkingPaper) -> Finding:
        row = Finding(
            task=task,
            serial=n + 1,
            title=paper.title,
            facts=TEXT,
            focus=self.focus[n % len(self.focus)],
            category=self.categories[n % len(self.categories)],
            amount=paper.amount,
            clause=paper.clause,
            sources="talk",
            finder=team.seats[4],
        )
        by = team.by(Seat.MEMBER)
        self.b.enter(row, paper.at, by)
        self.b.enter(Citation(finding=row, paper=paper), paper.at, by)
        if n % 3 or task.state != TaskState.ENTERED:
            self.b.rows.move(row, "confirm", at=paper.at, by=team.by(Seat.LEADER))
        return row

    def _report(self, team: Team, task: Task) -> None:
        """Written once the group has left, handed in and reviewed where the task has got so far."""
        if not task.left_on:
            return
        by = team.by(Seat.LIAISON)
        said = {"basics": TEXT, "assessment": TEXT, "causes": TEXT, "advice": TEXT}
        report = self.b.enter(InspectionReport(task=task, **said), task.left_on, by)
        for number in (1, 2) if task.reported_on else ():
            version = ReportVersion(report=report, number=number, problems=[], **said)
            self.b.enter(version, task.reported_on, by)
            opinion = ReviewOpinion(version=version, aspect=Aspect.WORDING, text="文字应精练。")
            self.b.enter(opinion, task.reported_on)

    def _outcome(self, team: Team, task: Task, findings: list[Finding]) -> None:
        if not task.decided_on:
            return
        for finding in findings:
            row = FactAnswer(finding=finding, title=finding.title, facts=TEXT, due_on=task.decided_on)
            self.b.enter(row, task.decided_on, team.by(Seat.LEADER))
            if task.fed_back_on:
                self.b.rows.move(row, "confirm", at=task.decided_on, by=team.by(Seat.LEADER))
        if not task.fed_back_on:
            return
        letter = self.b.document(DocumentKind.OPINION, "反馈意见", task.fed_back_on)
        for addressee in (AddresseeType.BODY, AddresseeType.PRINCIPAL):
            self.b.enter(
                Feedback(
                    task=task,
                    addressee_type=addressee,
                    organisation=task.organisation if addressee == AddresseeType.BODY else None,
                    document=letter,
                ),
                task.fed_back_on,
            )
        self.b.enter(RecusalRequest(task=task, member=team.seats[5], reason="与我单位有经济往来。"), ENTERED)
        self.b.enter(ConductEvaluation(task=task, **dict.fromkeys(QUESTIONS, 5)), task.fed_back_on)
        self._rectify(task, findings, letter, task.fed_back_on)

    def _rectify(self, task: Task, findings: list[Finding], letter: Document, at: date) -> None:
        ledger = Ledger(owner_kind=OwnerKind.TASK, task=task, title="整改台账", source=letter)
        self.b.enter(ledger, at)
        part = self.b.enter(ItemClass(ledger=ledger, serial=1, title="重点问题"), at)
        due = at + timedelta(days=60)
        for n, finding in enumerate(findings, 1):
            self.b.rows.move(finding, "feed_back", at=at, by=self.b.director.pk)
            item = Item(
                ledger=ledger, item_class=part, finding=finding, serial=n, title=finding.title, due_on=due
            )
            self.b.enter(item, at)
            measure = Measure(item=item, serial=1, text="完善制度。", owner=self.post, due_on=due)
            self.b.enter(measure, at)

    def _clues(self, team: Team, task: Task) -> None:
        """One waits for a decision, one is decided, one handed over and signed for where the task is decided."""
        clues = [self._clue(team, task, n) for n in range(CLUES)]
        if not task.decided_on:
            return
        clue, at = clues[-1], task.decided_on
        self.b.rows.move(clue, "transfer", at=at, by=self.b.keeper)
        letter = self.b.document(DocumentKind.LETTER, "移交问题线索的函", at)
        batch = Transfer(
            number=f"试移{clue.number}",
            receiver_kind=ReceiverKind.DISCIPLINE,
            receiver=self.receiver,
            document=letter,
        )
        self.b.enter(batch, at, self.b.keeper)
        line = TransferLine(transfer=batch, clue=clue, due_on=at + timedelta(days=20))
        self.b.enter(line, at, self.b.keeper)
        slip = Receipt(
            transfer=batch, number=f"回{clue.number}", stated=1, stated_leading=1, signed_by="签收人"
        )
        self.b.enter(slip, at, self.b.keeper)

    def _clue(self, team: Team, task: Task, n: int) -> Clue:
        self.numbers += 1
        row = Clue(number=f"试{self.numbers:05d}", task=task, source=list(Source)[n % len(Source)])
        by = team.by(Seat.LEADER)
        self.b.enter(row, ENTERED, by)
        self.b.enter(ClueContent(clue=row, summary="反映的主要内容。", reporter="来信人"), ENTERED, by)
        self.b.enter(ClueSubject(clue=row, serial=1, details="某负责人"), ENTERED, by)
        kind = {"suggested": ReceiverKind.DISCIPLINE}
        self.b.rows.move(row, "suggest", at=ENTERED, by=by, **kind)
        if n:
            kind = {"decided": ReceiverKind.DISCIPLINE}
            self.b.rows.move(row, "decide", at=task.decided_on or ENTERED, by=self.b.director.pk, **kind)
        return row


def _plain(model: type[Any], task: Task, n: int) -> Any:
    own: dict[type[Any], dict[str, Any]] = {
        Visit: {"kind": list(VisitKind)[n % 3], "place": "服务大厅", "findings": TEXT},
        Hearing: {"kind": list(HearingKind)[n % 2], "subject": "工作情况", "reporter": "主要负责人"},
        Forum: {"topic": "作风建设", "participants": "干部职工代表", "number": 12, "text": TEXT},
        SitIn: {"meeting": "民主生活会", "topic": "对照检查", "remarks": TEXT},
        PersonalMatterCheck: {"scope": "班子成员", "number": 8, "inconsistent": n % 3},
        Assistance: {"organ": "市审计局", "matter": "提供审计报告"},
    }
    return model(task=task, **own[model])


def kinds() -> Iterator[str]:
    return (model.__name__ for model in MIXTURE)
