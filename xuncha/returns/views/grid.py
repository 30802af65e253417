"""A sheet as a page shows it: words as they stand, cells with their values, colours and links."""

from collections.abc import Mapping
from dataclasses import dataclass

from xuncha.returns.engine.book import Grid


@dataclass(frozen=True)
class Drawn:
    """A box of the page: `tone` colours it, `url` opens what is behind it, `title` says what it is."""

    name: str
    text: str
    rows: int = 1
    columns: int = 1
    tone: str = ""
    url: str = ""
    title: str = ""
    is_head: bool = False
    is_number: bool = False


@dataclass(frozen=True)
class Shown:
    """What stands in a cell instead of what the template has there."""

    text: str
    tone: str
    url: str = ""
    title: str = ""


def drawn(
    grid: Grid, shown: Mapping[str, Shown], tones: Mapping[str, str], *, anchors: bool = False
) -> list[list[Drawn]]:
    """Row by row. With `anchors` a coloured cell leads to its line on the same page."""
    lines = []
    for line in grid.lines():
        boxes = []
        for box in line:
            own = shown.get(box.name)
            tone = own.tone if own else tones.get(box.name, "")
            url = own.url if own else "#c-" + box.name if anchors and tone else ""
            boxes.append(
                Drawn(
                    box.name,
                    own.text if own else box.text or (box.name if anchors and tone else ""),
                    box.rows,
                    box.columns,
                    tone,
                    url,
                    own.title if own else "",
                    is_head=box.is_label,
                    is_number=own is not None,
                )
            )
        lines.append(boxes)
    return lines
