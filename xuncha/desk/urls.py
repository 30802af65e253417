"""Addresses of the desk."""

from django.urls import path

from xuncha.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("registers/", views.records, name="records"),
    path("workspace/", views.workspaces, name="workspaces"),
    path("workspace/<uuid:uid>/", views.workspace, name="workspace"),
    path("unit/", views.unit_home, name="unit_home"),
    path("desk/<slug:name>/", views.block, name="block"),
]
