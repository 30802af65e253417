"""A page's table as a spreadsheet: written down as every export is."""

from collections.abc import Sequence

from django.http import FileResponse
from django.utils.translation import gettext

from xuncha.guidance import tables
from xuncha.guidance.tables.sheets import Cell, workbook
from xuncha.records.queries import today
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.stamps import of_many
from xuncha.ui.tables.doors import unkept


def sheet(request: Request, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> FileResponse:
    day = today()
    file = workbook(title, day=day, stamp=of_many(request), heads=heads, rows=rows)
    witnesses.exported(request, tables.CASES.door, request.get_full_path())
    name = f"{gettext(title)}_{day.isoformat()}.xlsx"
    return unkept(FileResponse(file, as_attachment=True, filename=name))
