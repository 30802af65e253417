"""Every spreadsheet that leaves the house: each sheet prints its mark, who took it out and when, and the file says so."""

from collections.abc import Mapping
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext

from xuncha.kernel.stamps import Stamp
from xuncha.ui.stamps import words


class Book(xlsxwriter.Workbook):  # type: ignore[misc]  # xlsxwriter tells no types
    """A workbook that stamps its sheets. What stands in cells is written by whoever fills it (`opening`)."""

    def __init__(self, target: IO[bytes], options: Mapping[str, Any], stamp: Stamp) -> None:
        super().__init__(target, dict(options))
        self.stamp = stamp
        self.set_properties({"comments": words(stamp), "author": stamp.person})

    def add_worksheet(self, name: str | None = None, worksheet_class: Any = None) -> Any:
        sheet = super().add_worksheet(name, worksheet_class)
        taken = f"{self.stamp.person} {self.stamp.moment}".strip()
        sheet.set_header("&L" + _plain(gettext(self.stamp.mark.label)) + "&R" + _plain(taken))
        sheet.set_footer("&C&P / &N")
        return sheet


def opening(stamp: Stamp, day: str, office: str = "") -> str:
    """The line that stands above the rows."""
    facts = {
        "mark": gettext(stamp.mark.label),
        "day": day,
        "person": stamp.person,
        "moment": stamp.moment,
    }
    said = gettext("密级标识：%(mark)s　数据截至%(day)s　%(person)s于%(moment)s导出") % facts
    return "　".join(filter(None, (office, said)))


def _plain(text: str) -> str:
    """An ampersand begins a code in headers."""
    return text.replace("&", "&&")[:100]
