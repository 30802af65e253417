"""Focus areas in their generations and the tree of problem types."""

from xuncha.findings.models import Category, FocusDictionary, FocusItem
from xuncha.operations.city.texts import lines, table
from xuncha.operations.city.world import World


def load(world: World) -> None:
    """All dictionaries; the first one is in force through the city's years and sorts its findings."""
    for number, row in enumerate(table("dictionaries")["dictionary"]):
        known = world.profile.start if number == 0 else world.profile.today
        book = FocusDictionary(name=row["name"])
        world.rows.enter(book, office=world.home, at=row["since"], known=known)
        for serial, part in enumerate(row["item"], 1):
            item = FocusItem(dictionary=book, serial=serial, text=part["text"], short=part["short"])
            world.rows.enter(item, office=world.home, at=row["since"], known=known)
            if number == 0:
                world.focus.update(dict.fromkeys(part["for"], item))
    for code, name in lines("categories"):
        parent = world.categories.get(code.rpartition(".")[0])
        category = Category(code=code, name=name, parent=parent)
        world.categories[code] = world.rows.enter(category, office=world.home, at=world.profile.start)
