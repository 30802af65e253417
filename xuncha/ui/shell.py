"""What the page's shell says of this installation, for what leaves the page: spreadsheets and papers.

The shell's context is made by config; it is asked here rather than made a second time.
"""

from typing import Any

from django.http import HttpRequest
from django.template.engine import Engine

from xuncha.ui.http import Request


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context every page gets: `installation`, `viewer`, `menu`, `doors`."""
    context: dict[str, Any] = {}
    for processor in Engine.get_default().template_context_processors:
        context.update(processor(request))
    return context


def office_name(request: Request) -> str:
    """The name of the viewer's own office; the installation's for who holds none."""
    installation = shell(request)["installation"]
    offices = type(installation.home)._default_manager
    return str(offices.filter(pk=request.viewer.office).first() or installation)
