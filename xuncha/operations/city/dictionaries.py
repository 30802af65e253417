"""Focus areas in their generations and the tree of problem types, as they come with the system."""

from xuncha.findings import queries
from xuncha.findings.models import Category, FocusDictionary, FocusItem
from xuncha.findings.rules import code_above
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.records.rules import Role


def load(world: World) -> None:
    """All dictionaries; one is in force through the city's years and sorts its findings."""
    facts, office, role = table("dictionaries"), world.home, Role.DIRECTOR
    for generation in queries.generations():
        used = generation.name == facts["name"]
        known = world.profile.start if used else world.profile.today
        book = FocusDictionary(name=generation.name)
        world.rows.enter(book, office=office, at=generation.since, role=role, known=known)
        for serial, (short, text) in enumerate(generation.items, 1):
            item = FocusItem(dictionary=book, serial=serial, text=text, short=short)
            world.rows.enter(item, office=office, at=generation.since, role=role, known=known)
            if used:
                world.focus.update(dict.fromkeys(facts["tops"][serial - 1], item))
    for code, name in queries.bundled_categories():
        category = Category(code=code, name=name, parent=world.categories.get(code_above(code)))
        world.categories[code] = world.rows.enter(category, office=office, at=world.profile.start, role=role)
