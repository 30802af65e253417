"""How one wants to be told outside the system: by mail, and in a calendar of one's own."""

from django.conf import settings as house
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from xuncha.kernel.refusals import NotAllowed
from xuncha.reminders.actions import subscriptions
from xuncha.reminders.forms import MailForm
from xuncha.reminders.models import Subscription
from xuncha.ui import errors
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import unkept


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request) -> HttpResponse:
    """The page of both; sent, it sets the mail."""
    own = Subscription.objects.filter(user=request.viewer.user).first()
    known = {"by_mail": own.by_mail, "address": own.address} if own else None
    form = MailForm(request.POST) if request.method == "POST" else MailForm(initial=known)
    if form.is_bound and form.is_valid():
        try:
            subscriptions.set_mail(**form.cleaned_data, by=request.viewer)
        except NotAllowed as why:
            form.add_error("address", errors.say(why))
        else:
            messages.success(request, gettext("已保存。"))
            return redirect("reminders:settings")
    return _page(request, own, form, status=422 if form.is_bound else 200)


@require_POST
def open_feed(request: Request) -> HttpResponse:
    """The new address, shown on this answer and never again."""
    secret = subscriptions.open_feed(by=request.viewer)
    own = Subscription.objects.get(user=request.viewer.user)
    address = request.build_absolute_uri(reverse("reminders:feed", args=[secret]))
    return _page(request, own, MailForm(initial={"by_mail": own.by_mail, "address": own.address}), address)


@require_POST
def revoke_feed(request: Request) -> HttpResponse:
    subscriptions.revoke_feed(by=request.viewer)
    messages.success(request, gettext("日历地址已停用。"))
    return redirect("reminders:settings")


def _page(
    request: Request, own: Subscription | None, form: MailForm, address: str = "", status: int = 200
) -> HttpResponse:
    context = {"own": own, "form": form, "address": address, "mail_on": house.MAIL_ON}
    return unkept(render(request, "reminders/settings.html", context, status=status))
