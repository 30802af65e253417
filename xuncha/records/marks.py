"""The mark of a row: never above what this installation may hold, whichever way it is written (ADR 32)."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import lazy
from django.utils.translation import gettext

from xuncha.kernel import marks
from xuncha.kernel.marks import ABOVE_CAP, Mark
from xuncha.kernel.refusals import NotAllowed
from xuncha.records.fields import WordField


def cap() -> Mark:
    """The highest mark this installation may hold."""
    return Mark(settings.MARK_CAP)


def capped(mark: Mark) -> Mark:
    """The mark, or the cap where that is lower: what is offered where a higher one would be usual."""
    return marks.lower(mark, cap())


def usual() -> Mark:
    return capped(Mark.WORK_SECRET)


def require(mark: str) -> None:
    """NotAllowed for a mark above the cap, before anything is written."""
    marks.require(mark, cap())


def guidance() -> str:
    """What to do with what is marked higher."""
    return gettext(ABOVE_CAP) % {"cap": gettext(cap().label)}


def offered() -> list[tuple[str, str]]:
    """What can be chosen here."""
    return [(mark.value, mark.label) for mark in Mark if marks.at_most(mark, cap())]


class MarkChoice(forms.TypedChoiceField):
    """The marks up to the cap. Whoever writes a higher one is told what to do with the paper."""

    def __init__(self, **options: Any) -> None:
        said = {
            "help_text": options.get("help_text") or lazy(guidance, str)(),
            "show_hidden_initial": False,
            "required": False,
        }
        super().__init__(**{**options, **said, "choices": offered})

    def clean(self, value: Any) -> Any:
        """What is left empty is marked as usual, in a sheet that has no such column too."""
        return super().clean(value) or usual()

    def refusal(self, text: str) -> NotAllowed | None:
        """Why that word is none of the choices; None where nothing more can be said."""
        mark = marks.named(text)
        if mark is None or marks.at_most(mark, cap()):
            return None
        return NotAllowed(ABOVE_CAP, cap=cap().label)

    def validate(self, value: Any) -> None:
        if self.refusal(str(value)):
            raise ValidationError(guidance())
        super().validate(value)


class MarkField(WordField):
    """Every way to a table passes here: verbs, sheets, loaders and bulk statements of the ORM."""

    def __init__(self, verbose_name: str = "", **options: Any) -> None:
        options["default"] = usual
        super().__init__(Mark, verbose_name, **options)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """What an installation may hold is no matter of its tables."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "default": Mark.WORK_SECRET}

    def clone(self) -> "MarkField":
        return MarkField(str(self.verbose_name))

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            marks.require(value, cap())
        return super().get_db_prep_save(value, connection)

    def formfield(self, *args: Any, **options: Any) -> Any:
        return super().formfield(*args, choices_form_class=MarkChoice, **options)
