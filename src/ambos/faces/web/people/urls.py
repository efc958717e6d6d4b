"""Where the pages of people are."""

from django.urls import path

from ambos.faces.web.people import changing, mine, officers, ways

urlpatterns = [
    path("people", officers.everybody, name="people-list"),
    path("people/new", officers.new, name="people-new"),
    path("people/enrol", changing.enrol, name="people-enrol"),
    path("people/<str:slug>", officers.show, name="people-officer"),
    path("people/<str:slug>/change", changing.change, name="people-change"),
    path("people/<str:slug>/restore", changing.restore, name="people-restore"),
    path("people/<str:slug>/account", ways.keep, name="people-keep"),
    path("account", mine.show, name="people-account"),
    path("account/language", mine.language, name="people-language"),
]
