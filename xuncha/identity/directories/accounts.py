"""Whom a directory may let in: accounts that were opened for it. It opens none, and it gives no role."""

from xuncha.accounts.models import User


def let_in(user: User | None) -> User | None:
    """An account in use that has no password here: a namesake in the directory is not let into a local account."""
    return user if user is not None and user.is_active and not user.has_usable_password() else None
