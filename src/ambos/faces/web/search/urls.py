"""Addresses of this room: the search, and the palette."""

from django.urls import path

from ambos.faces.web.search.finding import show_search
from ambos.faces.web.search.palette import show_palette

urlpatterns = [
    path("search", show_search, name="search-page"),
    path("search/palette", show_palette, name="search-palette"),
]
