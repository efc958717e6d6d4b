"""Where the pages of people are; no officer's slug ends in a stroke, as the form for new ones does."""

from django.urls import path

from ambos.faces.web.people import changing, mine, officers, tokens, ways

urlpatterns = [
    path("people", officers.everybody, name="people-list"),
    path("people/new/", officers.new, name="people-new"),
    path("people/enrol/", changing.enrol, name="people-enrol"),
    path("people/<str:slug>", officers.show, name="people-officer"),
    path("people/<str:slug>/change", changing.change, name="people-change"),
    path("people/<str:slug>/restore", changing.restore, name="people-restore"),
    path("people/<str:slug>/account", ways.keep, name="people-keep"),
    path("account", mine.show, name="people-account"),
    path("account/tokens", tokens.make, name="people-token-make"),
    path("account/tokens/<str:mark>/revoke", tokens.take_back, name="people-token-revoke"),
    path("account/language", mine.language, name="people-language"),
]
