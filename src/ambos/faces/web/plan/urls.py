"""The addresses of the plan."""

from django.urls import path

from ambos.faces.web.plan import board, elements, findings, logic, timeline

urlpatterns = [
    path("plan", board.show, name="plan-board"),
    path("plan/actions.csv", board.table, name="plan-table"),
    path("plan/dates.ics", board.dates, name="plan-dates"),
    path("plan/timeline", timeline.show, name="plan-timeline"),
    path("plan/findings", findings.show, name="plan-findings"),
    path("plan/findings.csv", findings.table, name="plan-findings-table"),
    path("plan/findings.sarif", findings.sarif, name="plan-findings-sarif"),
    path("plan/findings/at/<str:kind>/<str:slug>", findings.at, name="plan-findings-at"),
    path("plan/rules", findings.rules, name="plan-rules"),
    path("plan/elements", elements.show, name="plan-elements"),
    path("plan/logic", logic.index, name="plan-logics"),
    path("plan/logic/<str:slug>", logic.show, name="plan-logic"),
]
