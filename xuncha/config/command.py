"""`xuncha`: the console command. Exit codes: 0 fine, 1 a negative answer, 2 bad input."""

import os
import sys
from typing import NoReturn

from django.core.management import ManagementUtility
from django.db import DatabaseError, OperationalError, ProgrammingError, connection

from xuncha.config.doors.declared import SHUT
from xuncha.kernel.outputs import is_full
from xuncha.kernel.refusals import NOT_SET_UP, BadInput, NotAllowed

FULL = "磁盘空间不足，命令没有完成。请腾出空间后重新执行。"
MARKS = "records_installation"  # the table that says what an installation is: laid with all the others


def main() -> None:
    """Run a Django command; what it refuses is one line on stderr, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
    if sys.argv[1:2] and sys.argv[1] in SHUT and os.environ.get("XUNCHA_DEBUG") != "1":
        _refuse("xuncha没有“%s”命令：它绕过知悉范围，只供开发时使用。" % sys.argv[1])
    utility = ManagementUtility(sys.argv)
    utility.prog_name = "xuncha"
    try:
        utility.execute()
    except (BadInput, NotAllowed) as why:
        _refuse(why)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, DatabaseError) as why:
        if is_full(why):
            _refuse(FULL)
        if not isinstance(why, (OperationalError, ProgrammingError)) or not _lacks_tables():
            raise
        _refuse(NOT_SET_UP)


def _refuse(why: object) -> NoReturn:
    print(why, file=sys.stderr)
    sys.exit(2)


def _lacks_tables() -> bool:
    """Whether it failed because nothing was laid: a table that is missing is named differently by every database.

    A database that cannot be asked at all is another fault, which shows as what it is.
    """
    try:
        return MARKS not in connection.introspection.table_names()
    except DatabaseError:
        return False


if __name__ == "__main__":
    main()
