"""Lists of the working days: years, and the days that their notices move."""

from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.ui.tables import Column, Table

CALENDARS = Table(
    model=YearCalendar,
    name="calendars",
    title="工作日安排",
    measure="份",
    columns=(
        Column("year", link=True, sort=True),
        Column("version"),
        Column("source"),
        Column("at", label="通知日期", sort=True),
        Column("state"),
        Column("adopted_on", sort=True),
        Column("retired_on", sort=True),
    ),
    filters=("state", "year", "adopted_on"),
    search=("source",),
    order=("-year", "-version"),
    details=("year", "version", "source", Column("at", label="通知日期"), "adopted_on", "retired_on"),
    facts=("source", "adopted_on"),
    lists=("spans",),
    tones={"drafting": "amber", "in_force": "green", "retired": "grey"},
    empty="国务院办公厅每年印发节假日安排后登记在这里。启用后，涉及工作日的期限按其推算。",
)

SPANS = Table(
    model=CalendarSpan,
    name="spans",
    title="放假和调休",
    measure="段",
    columns=(
        Column("first", link=True, sort=True),
        Column("last"),
        Column("number", label="天数"),
        Column("kind"),
        Column("occasion"),
        Column("calendar"),
    ),
    filters=("kind", "calendar"),
    search=("occasion",),
    order=("first",),
    details=("calendar", "kind", "first", "last", "occasion"),
    empty="放假日和调休上班日逐段登记，也可以从表格导入。",
)
