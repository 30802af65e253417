"""Columns that know their vocabulary, and columns that are sealed at rest."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy

from xuncha.kernel.words import Word
from xuncha.records import sealing


class WordField(models.CharField):  # type: ignore[type-arg]  # not subscriptable while running
    """A closed vocabulary (a `Word`). Migrations see a plain column: a new word is no schema change."""

    def __init__(self, words: type[Word], verbose_name: str = "", **options: Any) -> None:
        self.words = words
        options.setdefault("max_length", 24)
        choices = [(member.value, gettext_lazy(member.label)) for member in words]
        super().__init__(verbose_name, choices=choices, **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, options = super().deconstruct()
        options.pop("choices", None)
        return name, "django.db.models.CharField", args, options

    def clone(self) -> "WordField":
        _, _, args, options = self.deconstruct()
        return WordField(self.words, *args, **options)


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable while running
    """Text that is encrypted in the database and plain only in memory. It cannot be searched or sorted."""

    @property
    def place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return sealing.seal(text, self.place) if text else text

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> str | None:
        return sealing.open_sealed(value, self.place) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
