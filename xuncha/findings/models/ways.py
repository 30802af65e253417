"""Conditions of who reaches a row, put together from several paths."""

from django.db.models import Q


def either(**ways: list[int]) -> Q | None:
    """Rows at the end of one of these paths; None when no path leads anywhere. One key is asked for by `=`."""
    condition = None
    for path, ids in ways.items():
        if ids:
            condition = join(condition, Q(**{path: ids[0]} if len(ids) == 1 else {f"{path}__in": ids}))
    return condition


def join(one: Q | None, other: Q | None) -> Q | None:
    return one | other if one and other else one or other
