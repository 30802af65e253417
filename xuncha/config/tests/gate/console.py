"""What the console knows, compared with what is declared of it."""

from django.core.management import get_commands

from xuncha.config.doors.declared import COMMANDS, SHUT


def undeclared() -> set[str]:
    return set(get_commands()) - set(COMMANDS) - SHUT


def forgotten() -> set[str]:
    """Declared, and not there."""
    return (set(COMMANDS) | SHUT) - set(get_commands())
