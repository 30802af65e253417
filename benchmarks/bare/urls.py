"""The same fifty rows as a bare Django page: one query, one template loop, nobody asked who they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from xuncha.findings.models import Finding

SHOWN = 50


def page(request: HttpRequest, office: int) -> HttpResponse:
    rows = Finding.objects.of(office).select_related("task__organisation", "task__round", "category")
    return render(request, "page.html", {"rows": rows.order_by("-at", "-id")[:SHOWN]})


urlpatterns = [path("bare/<int:office>/", page)]
