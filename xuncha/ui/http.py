"""A request as the doors see it: signed in, with its viewer."""

from django.http import HttpRequest

from xuncha.kernel.viewer import Viewer


class Request(HttpRequest):
    """Every door behind the sign-in receives one."""

    viewer: Viewer
