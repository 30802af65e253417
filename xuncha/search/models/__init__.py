"""The index: entries, their words, and how far it has come."""

from xuncha.search.models.entries import Entry, Standing

__all__ = ["Entry", "Standing"]
