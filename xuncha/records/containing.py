"""A container is never marked lower than what lies in it (I12): which rows lie in which, and what follows from it.

A model says so once: `inside` names the rows it lies in, `holds` those that lie in it. A file lies in whatever
names it. Rows of the register of documents are containers of nothing here: a paper that has gone out is marked as it is.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import ForeignKey

from xuncha.kernel.marks import Mark, highest
from xuncha.records.models import Record


@cache
def held_by(model: type[Record]) -> tuple[str, ...]:
    """The columns of a model that name what lies in its rows."""
    keys = [f for f in model._meta.concrete_fields if isinstance(f, ForeignKey)]
    files = [f.name for f in keys if getattr(f.related_model, "is_content", False)]
    return tuple(dict.fromkeys([*model.holds, *files]))


def marks_held(record: Record) -> Iterator[Mark]:
    """The marks of what the row names as its contents."""
    yield from _marks_at(record, held_by(type(record)))


def marks_within(record: Record) -> Iterator[Mark]:
    """The marks of everything that lies in the stored row."""
    yield from marks_held(record)
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        if issubclass(model, Record) and relation.field.name in model.inside:
            rows = model._base_manager.filter(**{relation.field.name: record.pk}, voided_at=None)
            yield from map(Mark, rows.order_by().values_list("mark", flat=True).distinct())


def containers(record: Record) -> Iterator[Record]:
    """The rows in which it lies that are marked lower, as they stand now."""
    for name in record.inside:
        (mark,) = tuple(_marks_at(record, (name,))) or (None,)
        if mark is not None and highest([mark, record.mark]) != mark:
            container: Record = getattr(record, name)
            container.refresh_from_db(fields=["mark"])
            yield container


def _marks_at(record: Record, names: tuple[str, ...]) -> Iterator[Mark]:
    for name in names:
        field: Any = record._meta.get_field(name)
        if getattr(record, field.attname) is None:
            continue
        if field.is_cached(record):
            yield Mark(getattr(record, name).mark)
        else:
            rows = field.related_model._base_manager.filter(pk=getattr(record, field.attname))
            yield from map(Mark, rows.values_list("mark", flat=True))
