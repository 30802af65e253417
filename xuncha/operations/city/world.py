"""The city while it is being built: what one subject leaves for the next to point at."""

from dataclasses import dataclass, field
from datetime import date

from xuncha.accounts.models import User
from xuncha.basis.models import Document, Meeting
from xuncha.clues.models import TransferLine
from xuncha.findings.models import Category, Finding, FocusItem
from xuncha.leadership.models import Briefing
from xuncha.operations.city.dice import Dice
from xuncha.operations.city.profile import CountySpec, Profile, RoundSpec, WaveSpec
from xuncha.operations.city.rows import Rows
from xuncha.orgs.models import Division, Organisation
from xuncha.people.models import Person, Post
from xuncha.records.models import Office, Record
from xuncha.records.rules import Role
from xuncha.rounds.models import Group, GroupMember, PlanVersion, Round, RuleSet, Task, Term
from xuncha.talent.models import PoolMember


@dataclass
class HeldTask:
    """A task with what is still to be written about it. `problems` is the length of its list."""

    task: Task
    unit: Organisation
    leader: int
    problems: int = 0
    feedback: Document | None = None
    plan_accepted: date | None = None
    published: date | None = None
    evaluated: date | None = None
    findings: list[Finding] = field(default_factory=list)  # on its list


@dataclass
class HeldGroup:
    group: Group
    leader: int  # the account of the group's leader
    over: date | None  # handed its files over
    seats: list[GroupMember] = field(default_factory=list)
    tasks: list[HeldTask] = field(default_factory=list)


@dataclass
class HeldRound:
    round: Round
    spec: RoundSpec
    groups: list[HeldGroup] = field(default_factory=list)
    waves: dict[int, WaveSpec] = field(default_factory=dict)  # by task

    @property
    def tasks(self) -> list[HeldTask]:
        return [held for group in self.groups for held in group.tasks]


@dataclass
class County:
    """A county with its office, places, organisations and people."""

    spec: CountySpec
    office: Office
    division: Division
    townships: list[Division] = field(default_factory=list)
    villages: list[Division] = field(default_factory=list)
    units: dict[str, Organisation] = field(default_factory=dict)  # departments by key, townships by name
    village_units: list[Organisation] = field(default_factory=list)
    director: Person = field(init=False)
    leaders: list[Person] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)
    tasks: list[HeldTask] = field(default_factory=list)
    linkage: list[HeldTask] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.spec.name


@dataclass
class World:
    profile: Profile
    dice: Dice
    rows: Rows
    province: Office
    home: Office
    city: Division
    counties: list[County] = field(default_factory=list)
    offices: dict[int, Office] = field(default_factory=dict)  # the home office's and the counties', by key
    users: dict[Role, User] = field(default_factory=dict)
    units: dict[str, Organisation] = field(default_factory=dict)  # the city's, by key
    secretary: Person = field(init=False)
    committees: dict[int, Organisation] = field(default_factory=dict)  # of the counties, by office
    leading_group: list[Person] = field(default_factory=list)
    core: dict[str, list[Person]] = field(default_factory=dict)  # leaders, deputies, liaisons
    office_posts: dict[str, Post] = field(default_factory=dict)  # by title
    posts: dict[int, list[Post]] = field(default_factory=dict)  # of an organisation, the principal's first
    pool: list[PoolMember] = field(default_factory=list)
    busy: dict[int, date] = field(default_factory=dict)  # a pool member's last day in a group
    conflicts: dict[int, set[int]] = field(default_factory=dict)  # organisations a person is tied to
    term: Term = field(init=False)
    rule_set: RuleSet = field(init=False)
    version: PlanVersion = field(init=False)  # in force at the end
    focus: dict[str, FocusItem] = field(default_factory=dict)  # by top category
    categories: dict[str, Category] = field(default_factory=dict)  # by code
    rounds: dict[int, HeldRound] = field(default_factory=dict)
    clue_serials: dict[tuple[int, int], int] = field(default_factory=dict)  # by round and group
    transfers: int = 0
    lines_of: dict[int, list[TransferLine]] = field(default_factory=dict)  # of a clue
    agenda: dict[int, int] = field(default_factory=dict)  # items on a meeting's agenda
    briefings: dict[tuple[str, date], list[Briefing]] = field(default_factory=dict)  # by forum and day
    meetings: dict[tuple[str, date], Meeting] = field(default_factory=dict)  # by kind and day
    stored: dict[str, bytes] = field(default_factory=dict)  # files by digest
    series: list[tuple[Document, str]] = field(
        default_factory=list
    )  # documents and the run they are numbered in

    def unit(self, key: str) -> Organisation:
        return self.units[key]

    def held(self, number: int) -> HeldRound:
        return self.rounds[number]

    def office(self, row: Record) -> Office:
        """The office that owns the row."""
        return self.offices[row.office_id]
