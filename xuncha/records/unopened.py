"""Rows with sealed columns, fetched without opening them."""

from typing import Any

from django.db import models

from xuncha.records.fields import DataKeyField, SealedTextField
from xuncha.records.models import RecordQuerySet

RecordManager = models.Manager.from_queryset(RecordQuerySet)


class UnopenedManager(RecordManager[Any]):
    """Fetches rows without their sealed columns: a list of them opens none."""

    def get_queryset(self) -> models.QuerySet[Any]:
        closed = (SealedTextField, DataKeyField)
        sealed = [f.attname for f in self.model._meta.concrete_fields if isinstance(f, closed)]
        return super().get_queryset().defer(*sealed)
