"""`xuncha`: the console command. Exit codes: 0 fine, 1 a negative answer, 2 bad input."""

import os
import sys

from django.core.management import ManagementUtility

from xuncha.kernel.refusals import BadInput, NotAllowed


def main() -> None:
    """Run a Django command; what it refuses is one line on stderr, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
    utility = ManagementUtility(sys.argv)
    utility.prog_name = "xuncha"
    try:
        utility.execute()
    except (BadInput, NotAllowed) as why:
        print(why, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
