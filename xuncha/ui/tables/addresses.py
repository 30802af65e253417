"""The address of a list with one thing changed: what pagers, chips and column heads link to."""

from urllib.parse import urlencode

from django.http import HttpRequest

PASSING = ("cursor",)  # never outlives a change of the question


class Asked:
    """The question a list page was asked: its parameters without the empty ones."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.query = {name: str(values[-1]) for name, values in request.GET.lists() if values[-1] != ""}

    def __str__(self) -> str:
        return _joined(self.path, self.query)

    def get(self, name: str) -> str:
        return self.query.get(name, "")

    def having(self, **changes: str) -> str:
        """The address with these parameters set; "" removes one. A change leads back to the first page."""
        query = {name: value for name, value in self.query.items() if name not in PASSING} | changes
        return _joined(self.path, {name: value for name, value in query.items() if value != ""})

    def at(self, path: str) -> str:
        """The same question put to another door."""
        return _joined(path, {n: v for n, v in self.query.items() if n not in (*PASSING, "filters")})

    def kept(self, *names: str) -> list[tuple[str, str]]:
        """Parameters that a form must carry along: all but those it asks itself."""
        return [(n, v) for n, v in self.query.items() if n not in (*PASSING, *names)]


def _joined(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
