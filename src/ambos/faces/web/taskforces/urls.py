"""The addresses of task forces."""

from django.urls import path

from ambos.faces.web.taskforces import pages

urlpatterns = [
    path("taskforces", pages.home, name="taskforces-home"),
    path("taskforces/targets", pages.targets, name="taskforces-targets"),
    path("taskforces/operations", pages.operations, name="taskforces-operations"),
    path("taskforces/conflicts", pages.conflicts, name="taskforces-conflicts"),
    path("taskforces/incidents", pages.incidents, name="taskforces-incidents"),
    path("taskforces/incidents/<slug:slug>", pages.incident, name="taskforces-incident"),
    path("taskforces/results.csv", pages.results, name="taskforces-results"),
    path("taskforces/of/<slug:slug>", pages.show, name="taskforces-show"),
]
