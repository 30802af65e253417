"""How a form offers accounts: whoever chooses among them knows people by their names."""

from typing import Any

from django import forms


class AccountBox(forms.ModelChoiceField):  # type: ignore[type-arg]  # of accounts
    reads = ("name", "username")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"
