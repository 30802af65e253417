"""The drawings of the house: one sprite file, one symbol a name (Tabler Icons)."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@cache
def icon(name: str) -> SafeString:
    """A drawing of the sprite; silent to screen readers, since a word stands beside it."""
    return format_html(
        '<svg class="x-icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("ui/icons.svg"), name
    )
