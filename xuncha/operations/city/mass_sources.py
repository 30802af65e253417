"""The tasks of an installation that can take more findings, with what their new rows need to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min

from xuncha.findings.models import Category, FocusItem
from xuncha.kernel.refusals import BadInput
from xuncha.operations.city.days import later, months_later, spaced
from xuncha.operations.city.texts import table
from xuncha.orgs.models import Organisation
from xuncha.people.models import Post
from xuncha.records.models import Office
from xuncha.rectification.models import Item, ItemClass, Ledger
from xuncha.rounds.models import Task

LARGEST_SERIAL = 32_767  # of a small integer column
DAYS = 24  # different days on which a task's findings are made, or its items are finished


@dataclass(frozen=True)
class Ledgered:
    """Where a task's ledger goes on."""

    ledger: int
    item_class: int
    serial: int
    opened: date
    due: date
    done: list[date]
    owner: int


@dataclass(frozen=True)
class Source:
    """A task: what its further findings have in common. `serial` is the next one that is free.

    categories  keys by code; focus: keys by top category, of the dictionary in force
    """

    task: int
    office: int
    by: int
    unit: Organisation
    serial: int
    found: list[date]
    reported: bool
    fed_back: date | None
    ledgered: Ledgered | None
    categories: dict[str, int]
    focus: dict[str, int]

    def require_room(self, number: int) -> None:
        """BadInput when so many do not fit into the serial column."""
        taken = max(self.serial, self.ledgered.serial if self.ledgered else 0)
        if taken + number > LARGEST_SERIAL:
            raise BadInput("每个巡察任务最多容纳%(most)s个问题，请减少生成数量。", most=LARGEST_SERIAL)


def sources(offices: Iterable[Office], home: Office, today: date) -> list[Source]:
    """Tasks of the offices that were entered, in the order of their keys. Dictionaries are the home office's."""
    tasks = Task.objects.live().filter(office__in=offices, entered_on__isnull=False)
    tasks = tasks.select_related("organisation").annotate(last=Max("findings__serial")).order_by("pk")
    ledgers = _ledgers([task.pk for task in tasks], today)
    categories = dict(Category.objects.filter(office=home).values_list("code", "pk"))
    focus = _focus(home)
    return [_source(task, ledgers.get(task.pk), today, categories, focus) for task in tasks]


def _source(
    task: Task, ledgered: Ledgered | None, today: date, categories: dict[str, int], focus: dict[str, int]
) -> Source:
    assert task.entered_on
    last: int | None = getattr(task, "last", None)
    return Source(
        task=task.pk,
        office=task.office_id,
        by=task.by_id,
        unit=task.organisation,
        serial=(last or 0) + 1,
        found=_days(task.entered_on, task.left_on or today),
        reported=task.reported_on is not None,
        fed_back=task.fed_back_on if ledgered else None,
        ledgered=ledgered,
        categories=categories,
        focus=focus,
    )


def _focus(home: Office) -> dict[str, int]:
    """The items of the dictionary of the city's years, by the top categories that fall under them."""
    facts = table("dictionaries")
    items = FocusItem.objects.filter(office=home, dictionary__name=facts["name"])
    keys = dict(items.values_list("serial", "pk"))
    return {code: keys[serial] for serial, codes in enumerate(facts["tops"], 1) for code in codes}


def _days(start: date, end: date) -> list[date]:
    return sorted(set(spaced(start, end, DAYS))) or [start]


def _ledgers(tasks: list[int], today: date) -> dict[int, Ledgered]:
    """By task. A ledger's further items go into its first class and are owed by the unit's first post."""
    rows = list(Ledger.objects.live().filter(task__in=tasks).select_related("task"))
    keys = [row.pk for row in rows]
    classes = _by(ItemClass.objects.filter(ledger__in=keys).values_list("ledger").annotate(Min("pk")))
    serials = _by(Item.objects.filter(ledger__in=keys).values_list("ledger").annotate(Max("serial")))
    owners = _by(Post.objects.live().values_list("organisation").annotate(Min("pk")))
    found = {}
    for row in rows:
        assert row.task
        assert row.task.fed_back_on
        due = months_later(row.task.fed_back_on, 2)
        found[row.task.pk] = Ledgered(
            ledger=row.pk,
            item_class=classes[row.pk],
            serial=serials[row.pk] + 1,
            opened=row.at,
            due=due,
            done=_days(later(row.at, 3), min(max(due, later(row.at, 5)), today)),
            owner=owners[row.task.organisation_id],
        )
    return found


def _by(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    return dict(pairs)
