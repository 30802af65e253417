"""Which columns of the running system are sealed: asked of the models, listed nowhere by hand."""

from typing import NamedTuple

from django.apps import apps
from django.db import models

from xuncha.records.fields import SealedTextField


def sealing_models() -> list[type[models.Model]]:
    """Every model with sealed columns, each once."""
    return list(dict.fromkeys(column.model for column in sealed_columns()))


class SealedColumn(NamedTuple):
    model: type[models.Model]
    field: SealedTextField

    @property
    def place(self) -> str:
        """ "app.model.field", to which its values are bound."""
        return self.field.place

    @property
    def table(self) -> str:
        return self.model._meta.db_table


def sealed_columns() -> list[SealedColumn]:
    """Every sealed column of every table, in the order of their names."""
    found = [
        SealedColumn(model, field)
        for model in apps.get_models()
        if not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, SealedTextField)
    ]
    return sorted(found, key=lambda column: column.place)
