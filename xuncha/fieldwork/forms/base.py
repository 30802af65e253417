"""What every form of a fieldwork record asks."""

from typing import Any

from django import forms

from xuncha.fieldwork.rules.base import takes_fieldwork
from xuncha.rounds.models import Task
from xuncha.ui.reception import EntryForm
from xuncha.ui.reception.forms import BASIS


class FieldForm(EntryForm):
    """A record of a task. After the report it also asks for the paper that allows a late one."""

    basis = forms.CharField(label="补录依据", max_length=BASIS, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_in_time():
            del self.fields["basis"]
        else:
            self.fields["basis"].required = True

    def task(self) -> Task:
        """The task it is entered on."""
        task: Task = self.on
        return task

    def is_in_time(self) -> bool:
        return takes_fieldwork(self.task().state)
