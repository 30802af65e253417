"""The sign-in pages under the shell that the tests of the pages use."""

from xuncha.ui.tests.conftest import office, own_shell

__all__ = ["office", "own_shell"]
