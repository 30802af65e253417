"""The second trial: what the pages call, on stored rows (see `trial`)."""

from copy import copy
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.urls import get_resolver

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import GroupHold, Hold, Viewer
from xuncha.operations.states import bare
from xuncha.operations.states.trial import EVERYBODY, Result, Try, tries
from xuncha.orgs.models import Organisation
from xuncha.records.models import Record, Stateful
from xuncha.records.queries import today
from xuncha.ui.reception.verbs import Act, Workshop, workshops

LATER = timedelta(days=400)  # what a box for a day to come is filled in with


def shop_of(model: type[Stateful]) -> Workshop | None:
    """Where the pages have its verbs; None for what has no doors of its own."""
    get_resolver().url_patterns  # noqa: B018  # doors are declared where the addresses are read
    return workshops().get(model)


def of_verbs(model: type[Stateful], shop: Workshop) -> Result:
    """Every verb that the pages have, on one stored row a state; nothing tried where no row is stored."""
    result = Result(model.life.name)
    for state in map(str, model.life.states):
        with transaction.atomic():
            row = _row_in(model, state)
            if row is not None:
                _in_state(row, shop, result)
            transaction.set_rollback(True)
    return result


def _row_in(model: type[Stateful], state: str) -> Stateful | None:
    """A stored row in the state, else another one set over to it for the trial."""
    rows: Any = model._base_manager.filter(voided_at=None).order_by("pk")
    found: Stateful | None = rows.filter(state=state).first()
    return found or _set_over(rows, model, state)


def _set_over(rows: Any, model: type[Stateful], state: str) -> Stateful | None:
    row: Stateful | None = rows.first()
    if row is None:
        return None
    try:
        columns = bare.columns_of(model, state)
        with transaction.atomic():
            rows.filter(pk=row.pk).update(state=state, **columns)
    except (IntegrityError, bare.Untried):
        return None
    row.refresh_from_db()
    return row


def _in_state(row: Stateful, shop: Workshop, result: Result) -> None:
    holders = {role: holder(row, role) for role in EVERYBODY}
    answers = {verb: _answers(shop, verb, row) for verb in row.life.verbs() if verb not in shop.elsewhere}
    start = transaction.savepoint()
    for one in tries(row.life, row.state):
        by = holders[one.role]
        if by is not None and one.verb in answers:
            act = partial(shop.act(one.verb), by=by, **answers[one.verb])
            fault = _outcome(copy(row), act, one, result)
            transaction.savepoint_rollback(start)
            result.differences += [one.differs(fault)] if fault else []


def _outcome(row: Stateful, act: Act, one: Try, result: Result) -> str:
    """What is wrong with how the app's verb answered; "" when it agrees with the table."""
    try:
        act(row)
    except WrongRole as why:
        result.refused += 1
        return "应当准予，却因岗位被拒绝：%s" % why if one.step else ""
    except NotAllowed:
        result.held_up += one.step is not None
        result.refused += one.step is None
        return ""
    except Exception as why:  # whatever it is, it is no answer: named, and the trial goes on
        return "既未准予也未拒绝：%r" % why
    if one.step is None:
        return "应当拒绝，却办理了"
    result.allowed += 1
    now = type(row)._base_manager.get(pk=row.pk).state
    return "" if now == one.step.target else "办理后的状态应为%s，实为%s" % (one.step.target, now)


def holder(row: Record, role: str) -> Viewer | None:
    """Somebody who holds this role towards the row, and no other; None where nobody can hold it."""
    if not role:
        return Viewer(row.by_id)
    near = _holding(row, role, [row.along(row.reach.organisation)] if row.reach.organisation else [])
    if role in row.roles_of(near):
        return near
    wide = _holding(row, role, list(Organisation.objects.values_list("pk", flat=True)))
    return wide if role in row.roles_of(wide) else None


def _holding(row: Record, role: str, organisations: list[int | None]) -> Viewer:
    reach = row.reach
    offices = [row.office_id, row.along(reach.addressed) if reach.addressed else None]
    group = row.along(reach.group) if reach.group else None
    return Viewer(
        row.by_id,
        office=row.office_id,
        holds=frozenset(
            chain(
                (Hold(role, office) for office in offices if office),
                (Hold(role, row.office_id, body) for body in organisations if body),
            )
        ),
        groups=frozenset({GroupHold(role, group)} if group else ()),
    )


def _answers(shop: Workshop, verb: str, row: Stateful) -> dict[str, Any]:
    """What a person would write into the boxes of the step, as its form hands it on; rows are not chosen.

    A box that is only to be ticked is the form's own business where the form keeps it back.
    """
    day, by = today(), Viewer(row.by_id)
    kind = shop.form(verb)
    shape = kind(viewer=by, today=day, on=row)
    sent = {name: _filled(name, box, day) for name, box in shape.fields.items()}
    form = kind(sent, viewer=by, today=day, on=row)
    form.is_valid()
    given = form.cleaned_data
    kept = {name for name, box in form.fields.items() if isinstance(box, forms.BooleanField)} - given.keys()
    return {name: given.get(name) for name in form.fields if name not in kept}


def _filled(name: str, box: forms.Field, day: date) -> Any:
    if isinstance(box, forms.DateField):
        return (day + LATER if getattr(box, "future", False) else day).isoformat()
    if isinstance(box, forms.ModelChoiceField):
        return None
    if isinstance(box, forms.ChoiceField):
        choices: Any = box.choices
        return next((str(value) for value, _ in choices if value), "")
    return "试办"
