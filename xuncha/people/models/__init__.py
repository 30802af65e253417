"""Persons, the posts they hold over time, and what an account is granted."""

from xuncha.people.models.grants import Emergency, Grant
from xuncha.people.models.persons import Person, Post, Tenure

__all__ = ["Emergency", "Grant", "Person", "Post", "Tenure"]
