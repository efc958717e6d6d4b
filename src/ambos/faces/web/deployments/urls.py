"""The addresses of deployments."""

from django.urls import path

from ambos.faces.web.deployments import pages

urlpatterns = [
    path("deployments", pages.home, name="deployments-home"),
    path("deployments.csv", pages.table_of, name="deployments-table"),
]
