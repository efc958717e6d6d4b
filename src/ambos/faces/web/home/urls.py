"""The address of the home page."""

from django.urls import path

from ambos.faces.web.home.pages import show

urlpatterns = [path("", show, name="home")]
