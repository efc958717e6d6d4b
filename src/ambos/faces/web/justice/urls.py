"""The addresses of justice."""

from django.urls import path

from ambos.faces.web.justice import board, case, counted, laws

urlpatterns = [
    path("justice", board.show, name="justice-home"),
    path("justice/clocks.csv", board.listed, name="justice-table"),
    path("justice/clocks.ics", board.calendar, name="justice-calendar"),
    path("justice/reciprocity", counted.show, name="justice-reciprocity"),
    path("justice/reciprocity.csv", counted.listed, name="justice-reciprocity-table"),
    path("justice/laws", laws.show, name="justice-laws"),
    path("justice/requests/<str:slug>", case.show, name="justice-case"),
    path("justice/requests/<str:slug>/step", case.step, name="justice-step"),
    path("justice/requests/<str:slug>/step/sign", case.sign, name="justice-step-sign"),
]
