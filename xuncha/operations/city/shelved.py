"""Papers above the cap that came to hand in the latest rounds: a number and a shelf, and one that was given back."""

from xuncha.archive.models import ShelfPaper
from xuncha.archive.rules import SHELF_NUMBER
from xuncha.operations.city.archive_items import WORDS
from xuncha.operations.city.days import later, workday
from xuncha.operations.city.world import World
from xuncha.records.rules import Role


def shelve(world: World) -> None:
    """In the order of their days, since numbers follow one another."""
    keeper, today = world.users[Role.CLUE_KEEPER], world.profile.today
    found = []
    for spec in WORDS["shelved"]:
        held = world.rounds.get(spec["round"])
        tasks = [unit.task for unit in held.tasks] if held else []
        if spec["place"] < len(tasks) and (entered := tasks[spec["place"]].entered_on):
            found.append((workday(later(entered, spec["after"])), tasks[spec["place"]], spec))
    serials: dict[int, int] = {}
    for at, task, spec in sorted(found, key=lambda one: one[0]):
        if at > today:
            continue
        serials[at.year] = serials.get(at.year, 0) + 1
        paper = ShelfPaper(
            number=SHELF_NUMBER % {"year": at.year, "serial": serials[at.year]},
            sort=spec["sort"],
            level=spec["level"],
            paper_number=spec.get("number", ""),
            copies=spec["copies"],
            shelf=spec["shelf"],
            holder=keeper.name,
            task=task,
        )
        world.rows.enter(paper, office=world.home, at=at, by=keeper.pk)
        back = later(at, spec.get("kept", 0))
        if at < back <= today:
            world.rows.move(paper, "give_back", at=back, by=keeper.pk)
