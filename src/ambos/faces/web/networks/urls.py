"""The addresses of networks."""

from django.urls import path

from ambos.faces.web.networks import ends, grading, listed, methods, overview

urlpatterns = [
    path("networks", overview.show, name="networks-home"),
    path("networks/ties.csv", overview.listed, name="networks-ties-table"),
    path("networks/ends/<str:kind>/<str:slug>", ends.show, name="networks-end"),
    path("networks/ends/<str:kind>/<str:slug>/listed", listed.part, name="networks-listed"),
    path("networks/methods", methods.show, name="networks-methods"),
    path("networks/methods.csv", methods.listed, name="networks-methods-table"),
    path("networks/methods/<str:slug>", methods.one, name="networks-method"),
    path("networks/grading", grading.show, name="networks-grading"),
]
