"""The addresses of arms."""

from django.urls import path

from ambos.faces.web.arms import corridors, home, trace

urlpatterns = [
    path("arms", home.show, name="arms-home"),
    path("arms/metrics.csv", home.listed, name="arms-metrics-table"),
    path("arms/corridors", corridors.show, name="arms-corridors"),
    path("arms/corridors.csv", corridors.listed, name="arms-corridors-table"),
    path("arms/form", trace.form_shown, name="arms-form"),
    path("arms/traces/<str:slug>", trace.show, name="arms-trace"),
]
