"""Columns that know their vocabulary, and columns that are sealed at rest."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy

from xuncha.kernel.words import Word
from xuncha.records import sealing
from xuncha.records.secrets import Closed, Secret


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


class DataKeyField(models.Field):  # type: ignore[type-arg]  # not subscriptable while running
    """The key of a row's sealed columns, wrapped by a master key (`sealing`). Made when the row is first stored."""

    def __init__(self, **options: Any) -> None:
        super().__init__("数据密钥", **{"max_length": 120, "default": "", "editable": False, **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, _, options = super().deconstruct()
        for own in ("verbose_name", "max_length", "default", "editable"):
            options.pop(own, None)
        return name, path, (), options

    def get_internal_type(self) -> str:
        return "CharField"

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return data_key_of(model_instance) if add else super().pre_save(model_instance, add)


class SealedAttribute(DeferredAttribute):
    """Opens a sealed column when it is asked for, with the key of its row."""

    field: "SealedTextField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            self._fetch(instance)
        value = instance.__dict__[name]
        if isinstance(value, Closed):
            value = instance.__dict__[name] = self.field.opened(instance, value)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        opened = isinstance(value, str) and value and not isinstance(value, Secret)
        instance.__dict__[self.field.attname] = Secret(value) if opened else value

    def _fetch(self, instance: models.Model) -> None:
        """A column that was left out, together with what opens it: one question."""
        names = [self.field.attname, *(("uid", DATA_KEY) if self.field.has_data_key else ())]
        stored = type(instance)._base_manager.db_manager(instance._state.db).filter(pk=instance.pk)
        for name, value in stored.values(*names).get().items():
            instance.__dict__.setdefault(name, value)


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # not subscriptable while running
    """Text that is encrypted in the database and plain only in memory. It cannot be searched or sorted.

    Its model has a `uid` and a `data_key`. It is written through its row: a value alone knows no key.
    """

    descriptor_class = SealedAttribute

    @property
    def place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    @property
    def has_data_key(self) -> bool:
        return any(field.name == DATA_KEY for field in self.model._meta.concrete_fields)

    def closed(self, row: models.Model, text: str) -> Closed | str:
        """The text as the column of that row keeps it."""
        if not text:
            return text
        if not self.has_data_key:
            return Closed(sealing.seal(text, self.place))
        sealed = sealing.seal_in(text, self.name, **_whose(row), data_key=data_key_of(row))
        return Closed(sealed)

    def opened(self, row: models.Model, value: Closed) -> Secret:
        """What a value of that row's column says."""
        if not self.has_data_key:
            return Secret(sealing.open_sealed(value.sealed, self.place))
        whose, data_key = _whose(row), getattr(row, DATA_KEY)
        return Secret(sealing.open_in(value.sealed, self.name, **whose, data_key=data_key))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if add and isinstance(value, Closed):  # a copy of another row
            value = self.opened(model_instance, value)
        return value if isinstance(value, Closed) or not value else self.closed(model_instance, str(value))

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Closed):
            return value.sealed
        if value:
            raise TypeError(f"{self.name} is sealed: it is written through its row")
        return value

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> Closed | str | None:
        return Closed(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


DATA_KEY = "data_key"


def data_key_of(row: Any) -> str:
    """The row's wrapped data key. A row of old that has none yet is given one, once, whoever else asks."""
    if row.data_key:
        return str(row.data_key)
    made = sealing.new_data_key(**_whose(row))
    if not row._state.adding:
        stored = type(row)._base_manager.filter(pk=row.pk)
        if not stored.filter(data_key="").update(data_key=made):
            made = stored.values_list(DATA_KEY, flat=True).get()
    row.data_key = made
    return str(made)


def _whose(row: Any) -> dict[str, Any]:
    return {"table": row._meta.label_lower, "uid": row.uid}
