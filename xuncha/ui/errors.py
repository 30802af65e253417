"""Pages for what cannot be shown or done. Always a sentence, never a traceback."""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from xuncha.kernel.outputs import is_full
from xuncha.kernel.refusals import NotAllowed, Several
from xuncha.ui.language import is_chinese

SENTENCES = {
    400: "网址中的查询条件无法识别，请返回列表重新选择。",
    403: "您的岗位不能查看或办理此项内容。",
    404: "没有找到您要查看的内容，或者它不在您的知悉范围内。",
    413: "附件超过50MB，没有上传。请返回上一页，压缩或者拆分后再上传。",
    500: "系统处理出错，已记录。请稍后再试，或联系系统管理员。",
    507: "磁盘空间不足，本次办理没有保存。请联系系统管理员腾出空间后重新办理。",
}
TITLES = {
    400: "无法识别",
    403: "无权办理",
    404: "没有找到",
    413: "附件过大",
    422: "未能办理",
    429: "次数已达上限",
    500: "系统出错",
    507: "空间不足",
}


def page(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """The page of an error; to htmx only its notice, put where the reader looks."""
    title = TITLES.get(status, TITLES[422])
    context = {"status": status, "title": gettext(title), "sentence": sentence or gettext(SENTENCES[status])}
    if request.headers.get("HX-Request"):
        answer = render(request, "ui/_notice.html", context, status=status)
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#notice", "innerHTML show:window:top"
        return answer
    return render(request, "ui/error.html", context, status=status)


def refusal(
    request: HttpRequest, why: NotAllowed, status: int = HTTPStatus.UNPROCESSABLE_ENTITY
) -> HttpResponse:
    """The refusal's own sentence, translated before its facts are filled in."""
    return page(request, status, say(why))


def say(why: NotAllowed) -> str:
    return gettext(why.message) % {name: _said(fact) for name, fact in why.facts.items()}


def _said(fact: object) -> object:
    if isinstance(fact, Several):
        return ("；" if is_chinese() else "; ").join(map(say, fact))
    return gettext(fact) if isinstance(fact, str) and fact else fact


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the shell: what failed may be what the shell needs (the database). A full disk is said to be one."""
    return _bare(507 if is_full(sys.exc_info()[1]) else 500)


def too_large() -> HttpResponse:
    """Without the shell: it is not known yet who asks, and what was sent is not read."""
    return _bare(413)


def _bare(status: int) -> HttpResponse:
    context = {
        "status": status,
        "title": gettext(TITLES[status]),
        "sentence": gettext(SENTENCES[status]),
        "bare": True,
    }
    return HttpResponse(render_to_string("ui/error.html", context), status=status)
