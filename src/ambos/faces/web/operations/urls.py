"""The address of the hub."""

from django.urls import path

from ambos.faces.web.operations import hub

urlpatterns = [path("operations", hub.show, name="operations-hub")]
