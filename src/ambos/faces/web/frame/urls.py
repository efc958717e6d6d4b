"""What belongs to no room: the choice of language."""

from django.urls import path

from ambos.faces.web.frame.language import choose

urlpatterns = [path("language", choose, name="frame-language")]
