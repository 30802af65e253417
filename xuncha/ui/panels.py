"""What an app shows on a lower app's page. Config fills the slots; a page only says where they are.

On the page of a row of `findings.finding` the slots are "findings.finding.actions" (verbs in the header),
"findings.finding.main" and "findings.finding.rail"; above its list "findings.finding.list". Slots without a
row have a plain name ("accounts.sign_in").
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

Panel = Callable[
    [Any, Any], str
]  # request and row (None where there is none) → safe HTML, "" to show nothing
_slots: dict[str, list[Panel]] = {}


def fill(slot: str, panel: Panel) -> None:
    """Show `panel` in `slot`, after those already there; twice the same counts once."""
    if panel not in _slots.setdefault(slot, []):
        _slots[slot].append(panel)


def filled() -> dict[str, list[Panel]]:
    """Every slot that has something to show, for a test that walks them."""
    return {slot: list(panels) for slot, panels in _slots.items()}


def html(slot: str, request: HttpRequest, row: Any) -> SafeString:
    """All panels of a slot, in the order in which they were filled. Panels build their HTML by templates."""
    return mark_safe("".join(panel(request, row) for panel in _slots.get(slot, ())))
