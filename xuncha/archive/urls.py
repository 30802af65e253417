"""Addresses of the archive."""

from django.urls import path

from xuncha.archive import queries, tables, views
from xuncha.archive.actions import handovers, items, shelf
from xuncha.archive.forms import (
    AbsentForm,
    AcceptForm,
    ClueForm,
    HandoverForm,
    PaperForm,
    RelocateForm,
    ShelfPaperForm,
    TakeOutForm,
    TaskPaperForm,
)
from xuncha.archive.rules import ARCHIVISTS, SEALERS, SHELF_CLERKS
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses

app_name = "archive"
urlpatterns = [
    *entry_addresses(
        Entry(
            name="handovers",
            title="建立归档目录",
            form=HandoverForm,
            act=handovers.begin,
            roles=handovers.BEGINNERS,
            place="task",
            ready=handovers.may_begin,
            taken=queries.begun_of,
        ),
        Entry(
            name="items",
            title="归入文件",
            form=PaperForm,
            act=items.file_paper,
            roles=ARCHIVISTS,
            place="volume",
            ready=items.takes_papers,
        ),
        Entry(
            name="sealed",
            title="密封线索材料",
            form=ClueForm,
            act=items.seal_clue,
            roles=SEALERS,
            place="volume",
            ready=items.takes_clues,
        ),
        Entry("shelf_papers", "登记纸质件", ShelfPaperForm, shelf.register, SHELF_CLERKS, many=True),
        Entry("task_papers", "登记纸质件", TaskPaperForm, shelf.register, shelf.REGISTRARS, "task"),
    ),
    *addresses(tables.HANDOVERS, row=views.handover_page),
    *verb_addresses(tables.HANDOVERS, handovers.move, {"accept": Ask(AcceptForm, handovers.accept)}),
    *deed_addresses(
        tables.HANDOVERS,
        Deed(
            name="absent",
            title="集中说明缺失",
            form=AbsentForm,
            act=items.explain_all,
            roles=ARCHIVISTS,
            ready=lambda handover: items.is_collecting(handover) and bool(queries.missing(handover)),
        ),
    ),
    *addresses(tables.PAPERS),
    *verb_addresses(tables.PAPERS, items.settle, elsewhere=("file", "withdraw")),
    *addresses(tables.VOLUMES),
    *addresses(tables.ITEMS),
    path(f"{tables.ITEMS.name}/<uuid:uid>/file/", views.item_file, name="item_file"),
    *deed_addresses(
        tables.ITEMS,
        Deed(
            name="take_out",
            title="撤出本卷",
            form=TakeOutForm,
            act=items.take_out,
            roles=ARCHIVISTS | SEALERS,
            ready=lambda item: items.is_collecting(item.volume.handover),
        ),
    ),
    *addresses(tables.SHELF_PAPERS),
    *verb_addresses(tables.SHELF_PAPERS, shelf.move),
    *deed_addresses(
        tables.SHELF_PAPERS,
        Deed(
            name="relocate",
            title="变更存放",
            form=RelocateForm,
            act=shelf.relocate,
            roles=shelf.REGISTRARS,
            ready=shelf.is_kept,
        ),
    ),
]
