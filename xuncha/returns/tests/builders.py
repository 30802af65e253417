"""Forms, collections and filings in a small world: a city with two counties, no reference city."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xuncha.files.models import Attachment
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, NUMBERS, county, office, province, user, viewer
from xuncha.returns.actions import collections, filings, forms, returns
from xuncha.returns.engine.cells import FormCell
from xuncha.returns.models import Collection, Form, FormVersion, Return, ReturnFiling
from xuncha.returns.tests import layouts
from xuncha.rounds.tests.builders import term

CELLS = (
    FormCell("B2", "formula", "受理信访", text="B3+B4"),
    FormCell("B3", "hand", "来信"),
    FormCell("B4", "hand", "来访"),
    FormCell("B5", "figure", "反馈问题", code="501"),
)
CHECKS = ("B4 <= B3",)


def form_version(
    of: Office, by: Viewer, at: date = DAY, *, period: str = "quarter", **over: Any
) -> FormVersion:
    """A form of the office, uploaded and settled; `cells` and `checks` are those of the layout `parts`."""
    row = Form(office=of, name=over.get("name", "测试表%s" % next(NUMBERS)), period=period)
    file = io.BytesIO(layouts.book(layouts.parts))
    file.name = "表.xlsx"
    forms.add(row, by=by, at=at, file=file)
    version = FormVersion.objects.get(form=row)
    return forms.map_cells(version, over.get("cells", CELLS), over.get("checks", CHECKS), by=by, at=at)


@dataclass
class Asked:
    """A city that asks two counties, each with its clerk."""

    city: Office
    counties: list[Office]
    general: Viewer
    clerks: list[Viewer]

    def on(self, day: date) -> date:
        """The business day moves on."""
        Installation.objects.update(business_date=day)
        return day

    def ask(self, at: date, **over: Any) -> Collection:
        """The second quarter of 2019 unless said otherwise, due on 12 July."""
        version = over.pop("version", None) or form_version(self.city, self.general, at)
        row = Collection(office=self.city, form=version.form, year=2019, number=over.pop("number", 2))
        known = {"offices": self.counties, "due_on": date(2019, 7, 12)} | over
        return collections.issue(row, by=self.general, at=at, **known)

    def owed(self, row: Collection, place: int = 0) -> ReturnFiling:
        return ReturnFiling.objects.select_related("collection", "office", "filer").get(
            collection=row, filer=self.counties[place]
        )

    def issued(self, filing: ReturnFiling, at: date, *numbers: int, place: int = 0) -> Return:
        """The county's return for the filing, drawn up, filled by hand, checked and issued."""
        by = self.clerks[place]
        ret = filings.draw_up(filing, by=by, at=at)
        letters, visits = numbers or (3, 2)
        said: dict[str, Decimal | None] = {"B3": Decimal(letters), "B4": Decimal(visits)}
        returns.report_by_hand(ret, by=by, at=at, source="来信来访登记簿", values=said)
        returns.take(ret, "check", by=by, at=at)
        returns.take(ret, "issue", by=by, at=at)
        return ret

    def filed(self, filing: ReturnFiling, at: date, *numbers: int, place: int = 0) -> ReturnFiling:
        self.issued(filing, at, *numbers, place=place)
        return filings.submit(filing, by=self.clerks[place], at=at)


def asked(day: date) -> Asked:
    """On a business day. Each office has a term, so that its figures of the year can be asked."""
    city = office(parent=province())
    Installation.objects.create(home=city, is_demo=True, business_date=day)
    below = [county(city) for _ in range(2)]
    for each in (city, *below):
        term(office=each, number=next(NUMBERS), at=date(2017, 1, 1), ends_on=date(2021, 12, 31))
    general = viewer(Role.GENERAL, office=city)
    return Asked(city, below, general, [viewer(Role.COUNTY_OFFICE, office=each) for each in below])


def filing(**over: Any) -> ReturnFiling:
    """What a county owes, laid down without the actions; its collection is of `office`."""
    of: Office = over.pop("office", None) or office()
    below = over.pop("filer", None) or county(of)
    by, at = over.pop("by", None) or user(), over.pop("at", DAY)
    own = {"office": of, "by": by, "at": at}
    template = Attachment.objects.create(**own, digest="0" * 64, name="表.xlsx", media_type="", size=1)
    form = Form.objects.create(**own, name="表%s" % next(NUMBERS), period="quarter")
    version = FormVersion.objects.create(
        **own, form=form, number=1, template=template, sheet="Sheet", state="ready"
    )
    due_on = over.get("due_on", date(2019, 7, 12))
    days = {"opens_on": min(date(2019, 7, 1), due_on), "due_on": due_on}
    row = Collection.objects.create(
        **own, **days, form=form, version=version, title="2019年第二季度" + form.name,
        year=2019, number=2, until=date(2019, 6, 30),
    )  # fmt: skip
    values = {**own, **days, "collection": row, "filer": below, "title": row.title}
    return ReturnFiling.objects.create(**(values | over))
