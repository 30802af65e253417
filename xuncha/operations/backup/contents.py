"""Which tables are backed up, in which order, and how they are read."""

import graphlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F
from django.db.models.functions import Cast

from xuncha.operations.backup.kinds import kind_of
from xuncha.records.fields import SealedTextField

# Everything else is backed up, whoever's table it is.
LEFT_OUT = {
    "search": "检索索引，恢复后自动重建",
    "sessions": "登录会话，恢复后重新登录",
    "axes": "登录失败计数，只对当时有效",
    "django_q": "后台任务队列，由每日例行检查重新排入",
    "contenttypes": "由系统自行登记",
    "auth": "本系统不用的权限表",
}
KEPT = frozenset({"axes", "contenttypes", "auth"})  # not emptied where an installation is replaced
CHAIN = "audit_entry"  # never emptied


@dataclass(frozen=True)
class Column:
    name: str
    kind: str
    attribute: str  # under which the model knows it
    sealed: bool = False


@dataclass(frozen=True)
class Content:
    """One table: what of it is written down."""

    model: type[models.Model]
    columns: tuple[Column, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def rows(self) -> models.QuerySet[Any, Any]:
        """All rows by key. What is sealed is read as it lies: no backup opens it."""
        asked = [
            Cast(F(column.attribute), models.TextField()) if column.sealed else column.attribute
            for column in self.columns
        ]
        return self.model._base_manager.order_by("pk").values_list(*asked)


def managed() -> Iterator[type[models.Model]]:
    """Every table that Django keeps, once."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def contents() -> list[Content]:
    """What is backed up, a table after those it points at."""
    known = {model: model for model in managed() if model._meta.app_label not in LEFT_OUT}
    sorter = graphlib.TopologicalSorter[type[models.Model]]()
    for model in sorted(known, key=lambda each: each._meta.label):
        sorter.add(model, *sorted(_pointed_at(model) & known.keys(), key=lambda each: each._meta.label))
    return [_content(model) for model in sorter.static_order()]


def emptied() -> list[type[models.Model]]:
    """The tables whose rows go where an installation is replaced: all but the chain and what concerns no restore."""
    return [m for m in managed() if m._meta.app_label not in KEPT and m._meta.db_table != CHAIN]


def _pointed_at(model: type[models.Model]) -> set[type[models.Model]]:
    """By a reference that may not be empty. One that may can run in a circle; all are looked at in the end only."""
    fields: Any = model._meta.concrete_fields
    return {f.related_model._meta.concrete_model for f in fields if f.is_relation and not f.null} - {model}


def _content(model: type[models.Model]) -> Content:
    return Content(
        model,
        tuple(
            Column(str(f.column), kind_of(f), f.attname, isinstance(f, SealedTextField))
            for f in model._meta.concrete_fields
        ),
    )
