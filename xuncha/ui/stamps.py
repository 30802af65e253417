"""The stamp of what a person takes out or prints now."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from xuncha.kernel.marks import Mark, highest
from xuncha.kernel.stamps import GAP, Stamp
from xuncha.ui.http import Request


def stamp(request: Request, mark: str) -> Stamp:
    return Stamp(Mark(mark), request.viewer.name, timezone.localtime())


def of_many(request: Request) -> Stamp:
    """Of what is put together from rows of many kinds: marked as high as anything that may be held here."""
    return stamp(request, str(settings.MARK_CAP))


def mark_of(queryset: Any) -> Mark:
    """As high as the highest of the rows (I12); the lowest of all where that kind of row bears no mark."""
    if not is_marked(queryset.model):
        return Mark.INTERNAL
    return highest(queryset.order_by().values_list("mark", flat=True).distinct())


def is_marked(model: Any) -> bool:
    return any(field.name == "mark" for field in model._meta.concrete_fields)


def words(of: Stamp) -> str:
    """In the language of the page."""
    return GAP.join(filter(None, (gettext(of.mark.label), of.person, of.moment)))
