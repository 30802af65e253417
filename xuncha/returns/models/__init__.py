"""Forms and their versions, returns, and the numbers that were filed."""

from xuncha.returns.models.filings import Collection, ReturnFiling, Sending
from xuncha.returns.models.forms import Form, FormVersion
from xuncha.returns.models.returns import HandEntry, Return
from xuncha.returns.models.values import FiledSeries, FiledValue

__all__ = [
    "Collection",
    "FiledSeries",
    "FiledValue",
    "Form",
    "FormVersion",
    "HandEntry",
    "Return",
    "ReturnFiling",
    "Sending",
]
