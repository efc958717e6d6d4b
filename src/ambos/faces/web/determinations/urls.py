"""The addresses of determinations."""

from django.urls import path

from ambos.faces.web.determinations import pages

urlpatterns = [
    path("determinations", pages.home, name="determinations-home"),
    path("determinations.csv", pages.table_of, name="determinations-table"),
    path("determinations.ics", pages.calendar_file, name="determinations-calendar"),
    path("determinations/<slug:slug>", pages.show, name="determinations-show"),
]
