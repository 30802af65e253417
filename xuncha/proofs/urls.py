"""The address of the checker."""

from django.urls import path

from xuncha.proofs import views

app_name = "proofs"
urlpatterns = [path("proof/", views.proof, name="proof")]
