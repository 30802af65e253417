"""The box of choices: to the letter what Django draws, and rows read with what their names take."""

from typing import Any

import pytest
from django import forms
from django.db import connection
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Post
from xuncha.people.tests import builders as people
from xuncha.records.models import Office
from xuncha.ui.reception.select import Select, SelectMultiple, quick

CHOICES: list[Any] = [
    ("", "请选择"),
    (None, "没有"),
    ("a", "甲 & 乙 <b> \"丙\" '丁'"),
    ('"><script>', mark_safe("<i>已转义</i>")),
    (3, gettext_lazy("是")),
    ("一组 <&>", [("b", "乙"), ("a", "又一个甲")]),
]


@pytest.mark.parametrize("value", [None, "", "a", "b", 3, '"><script>', "不在其中"])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_box", "required": True, "disabled": True, "data-x": "<&>"}])
def test_a_choice_is_drawn_as_django_draws_it(value: Any, attrs: dict[str, Any]) -> None:
    own = Select(attrs={"class": "x-box"}, choices=CHOICES).render("box", value, attrs)
    theirs = forms.Select(attrs={"class": "x-box"}, choices=CHOICES)
    assert parse_html(own) == parse_html(theirs.render("box", value, attrs, DjangoTemplates()))


@pytest.mark.parametrize("value", [None, [], ["a"], ["b", 3]])
def test_several_choices_are_drawn_as_django_draws_them(value: Any) -> None:
    own = SelectMultiple(attrs={"size": 6}, choices=CHOICES).render("box", value)
    theirs = forms.SelectMultiple(attrs={"size": 6}, choices=CHOICES)
    assert parse_html(own) == parse_html(theirs.render("box", value, None, DjangoTemplates()))


def _options(field: Any) -> tuple[list[tuple[Any, str]], str]:
    """What the field offers, and the one question that it took."""
    quick(field)
    field.queryset = field.queryset.order_by("pk")
    with CaptureQueriesContext(connection) as asked:
        found = [(getattr(value, "value", value), str(label)) for value, label in field.widget.choices]
    assert len(asked) == 1
    return found, asked[0]["sql"]


def test_rows_called_by_one_column_are_read_as_that_column(office: Office) -> None:
    row = organisation(office=office, name="市财政局党组")
    found, asked = _options(forms.ModelChoiceField(Organisation.objects.all(), empty_label="请选择"))
    assert found == [("", "请选择"), (row.pk, "市财政局党组")]
    assert "short_name" not in asked


def test_rows_called_by_more_are_read_with_what_that_takes(office: Office) -> None:
    post = people.post(office=office)
    found, asked = _options(forms.ModelChoiceField(Post.objects.all()))
    assert found[1:] == [(post.pk, str(post))]
    assert "recorded_at" not in asked


def test_a_field_that_says_its_rows_otherwise_still_does(office: Office) -> None:
    row = organisation(office=office, name="市财政局党组")
    field = forms.ModelChoiceField(Organisation.objects.all())
    quick(field)
    field.label_from_instance = lambda each: f"〔{each.name}〕"  # type: ignore[method-assign]  # as forms do
    assert [label for _, label in field.choices][1:] == [f"〔{row.name}〕"]
