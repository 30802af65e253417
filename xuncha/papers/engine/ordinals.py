"""The numbers before headings: 一、 (一) 1. (1), each starting again under the level above (7.3.3)."""

from xuncha.kernel.numerals import in_chinese
from xuncha.papers.engine.document import Heading


def ordinal(level: int, number: int) -> str:
    """What stands before the ``number``-th heading of a level."""
    if level == 1:
        return in_chinese(number) + "、"
    if level == 2:
        return "（" + in_chinese(number) + "）"
    return str(number) + "." if level == 3 else "（" + str(number) + "）"


class Counter:
    """Counts headings as they come. Levels may be skipped: the standard says 可以用, and a report may open with (一)."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def label(self, heading: Heading) -> str:
        """The heading's text behind its ordinal."""
        self._counts[heading.level :] = [0] * (4 - heading.level)
        if not heading.numbered:
            return heading.text
        self._counts[heading.level - 1] += 1
        return ordinal(heading.level, self._counts[heading.level - 1]) + heading.text
