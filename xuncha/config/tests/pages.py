"""What a person does on a page of the product, for the stories: go through a door, fill boxes in, save, read."""

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page

SAVE = "form.x-entry button.x-primary"
Boxes = Mapping[str, str | int | bool | Path | list[str]]  # by the name of the box


def door(page: Page, title: str) -> Locator:
    """The button of that name in the head of a page."""
    named = re.compile(rf"^\s*{re.escape(title)}\s*$")
    return page.locator("main .x-actions a, main .x-actions summary", has_text=named)


def enter(page: Page, title: str) -> None:
    """By its link, which lies in a menu where there are many."""
    link = door(page, title).first
    if not link.is_visible():
        for menu in page.locator("main .x-actions summary").all():
            menu.click()
            if link.is_visible():
                break
            menu.click()
    link.click()
    page.wait_for_load_state("load")


def take(page: Page, verb: str, /, **boxes: str | int | bool | Path | list[str]) -> None:
    """One step of the row whose page is open, by its address; the row's page comes back."""
    row = page.url
    page.goto(f"{row}{verb}/")
    fill(page, boxes)
    page.locator(SAVE).click()
    page.wait_for_load_state("load")
    assert page.url == row, text(page)


def do(page: Page, deed: str, /, **boxes: str | int | bool | Path | list[str]) -> None:
    """As `take`, what is no step of a life cycle."""
    take(page, f"do/{deed}", **boxes)


def not_taken(page: Page, verb: str, /, **boxes: str | int | bool | Path | list[str]) -> str:
    """What the page of a step of the row that is open says when it refuses; the row's page is open again after it."""
    row = page.url
    page.goto(f"{row}{verb}/")
    fill(page, boxes)
    page.locator(SAVE).click()
    said = page.locator("main [role=alert]").inner_text()
    page.goto(row)
    return said


def register(page: Page, entry: str, /, **boxes: str | int | bool | Path | list[str]) -> str:
    """Through the door of that name on the page that is open, to the address of the row that was stored."""
    enter(page, entry)
    fill(page, boxes)
    return saved(page)


def declined(page: Page, entry: str, /, **boxes: str | int | bool | Path | list[str]) -> str:
    """What the page says to an entry that it does not take."""
    enter(page, entry)
    fill(page, boxes)
    page.locator(SAVE).click()
    page.wait_for_load_state("load")
    return page.locator("main [role=alert]").inner_text()


def fill(page: Page, boxes: Boxes) -> None:
    for name, value in boxes.items():
        box = page.locator(f"form.x-entry [name='{name}']:not([type=hidden])").first
        if isinstance(value, Path):
            box.set_input_files(value)
        elif isinstance(value, bool):
            box.set_checked(value)
        elif box.evaluate("box => box.tagName") == "SELECT":
            choose(box, value)
        elif isinstance(value, list):
            tick(page, name, value)
        else:
            box.fill(str(value))


def choose(box: Locator, value: str | int | list[str]) -> None:
    """Choices by what their label contains."""
    wanted = value if isinstance(value, list) else [str(value)]
    labels = [label.strip() for label in box.locator("option").all_inner_texts()]
    found = [
        [label for label in labels if label == part] or [label for label in labels if part in label]
        for part in wanted
    ]
    assert all(found), f"{wanted} are not among {labels[:50]}"
    box.select_option(label=[those[0] for those in found])


def tick(page: Page, name: str, labels: list[str]) -> None:
    """Of the boxes of that name those with one of these labels, and no other."""
    for box in page.locator(f"form.x-entry input[name='{name}']").all():
        said = box.locator("xpath=ancestor::label[1]").inner_text()
        box.set_checked(any(label in said for label in labels))


def saved(page: Page) -> str:
    """The address of the row that was stored."""
    before = page.url
    page.locator(SAVE).click()
    page.wait_for_load_state("load")
    assert page.url != before, text(page)
    return page.url


def refused(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def text(page: Page) -> str:
    """What stands on the page, once the whole of it has come: a click goes on when the answer begins."""
    page.wait_for_load_state("load")
    return page.locator("main").inner_text()
