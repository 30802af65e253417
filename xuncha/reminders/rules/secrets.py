"""The secret address of a calendar: random, shown once, kept as a digest only."""

import hashlib
import secrets


def new_secret() -> str:
    """256 random bits as they stand in an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """A random secret of this length needs neither salt nor a slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
