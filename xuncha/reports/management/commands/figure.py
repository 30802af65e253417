"""`xuncha figure KEY --year Y`: one figure, its definition, and with `--rows` the rows behind it."""

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.accounts.models import User
from xuncha.kernel.figures import Scope
from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.people.models import Grant
from xuncha.records.models import Office
from xuncha.records.queries import today
from xuncha.records.rules import Role
from xuncha.reports.arguments import add_scope, scope_from
from xuncha.reports.queries.registry import demand, keys_of
from xuncha.reports.queries.rows import Opened, open_figure
from xuncha.reports.queries.values import value_of, values_of
from xuncha.reports.writing.formats import figure_json
from xuncha.rounds.queries import viewer_of

FORMATS = ("text", "json")


class Command(BaseCommand):
    requires_system_checks = ()  # they load every door of the house; a figure needs none
    help = "查看一个指标的数值、口径和构成它的记录。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("key", nargs="?")
        parser.add_argument("--year", required=False)
        parser.add_argument("--rows", action="store_true", help="list the rows behind the figure")
        parser.add_argument("--list", action="store_true", help="list the keys of the year")
        parser.add_argument(
            "--as", dest="as_user", metavar="USER", help="as this account (default: the director)"
        )
        parser.add_argument("--format", default="text", help=" | ".join(FORMATS))
        parser.add_argument("-o", "--output")
        add_scope(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in FORMATS:
            raise BadInput(
                "不支持“%(format)s”格式，可选：%(known)s。",
                format=options["format"],
                known="、".join(FORMATS),
            )
        office, scope = scope_from(options, options["year"] or str(today().year))
        if options["list"]:
            return deliver(_catalogue(scope), options["output"])
        if not options["key"]:
            raise BadInput("请写明指标名称，或者用 --list 查看指标目录。")
        demand(options["key"], scope)
        if not options["rows"]:
            return deliver(_value(options["key"], scope, options["format"]), options["output"])
        opened = open_figure(options["key"], scope, viewer_of(_account(options["as_user"], office)))
        deliver(_rows(opened, options["format"]), options["output"])
        hidden = opened.total - opened.visible.count()
        if hidden:
            print(f"{opened.total} rows, {opened.total - hidden} visible to this account", file=sys.stderr)
        return None


def _account(username: str | None, office: Office) -> User:
    """The named account, or the office's director. BadInput when there is none."""
    if username is not None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise BadInput("没有名为“%(name)s”的账号。", name=username)
        return user
    roles = (Role.DIRECTOR, Role.COUNTY_OFFICE)
    grant = (
        Grant.objects.filter(office=office, role__in=roles, until=None)
        .select_related("user")
        .order_by("pk")
        .first()
    )
    if grant is None:
        raise BadInput("%(office)s尚未设置巡察办主任账号，请用 --as 指定账号。", office=office.name)
    return grant.user


def _catalogue(scope: Scope) -> bytes:
    lines = [
        f"{value.key}\t{value.printed}\t{value.name}" for value in values_of(keys_of(scope), scope).values()
    ]
    return ("\n".join(lines) + "\n").encode()


def _value(key: str, scope: Scope, form: str) -> bytes:
    value = value_of(key, scope)
    if form == "json":
        return _json(figure_json(value))
    return ("%s：%s\n口径：%s\n" % (value.name, value.printed, value.definition)).encode()


def _rows(opened: Opened, form: str) -> bytes:
    rows = [
        {
            "model": r.model,
            "pk": r.pk,
            "label": r.label,
            "date": r.date.isoformat() if r.date else None,
            "part": r.part,
        }
        for r in opened.rows()
    ]
    if form == "json":
        return _json(rows)
    return "".join(f"{r['date'] or ''}\t{'●' if r['part'] else '○'}\t{r['label']}\n" for r in rows).encode()


def _json(body: object) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()
