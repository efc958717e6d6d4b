"""The addresses of assistance."""

from django.urls import path

from ambos.faces.web.assistance import pages

urlpatterns = [
    path("assistance", pages.home, name="assistance-home"),
    path("assistance.csv", pages.table_of, name="assistance-table"),
    path("assistance.xml", pages.activities, name="assistance-iati"),
    path("assistance/<slug:slug>", pages.show, name="assistance-show"),
]
