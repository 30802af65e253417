"""Commands as a person types them, borrowed from the reports."""

from xuncha.reports.tests.conftest import Typed, typed

__all__ = ["Typed", "typed"]
