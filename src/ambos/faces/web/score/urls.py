"""The addresses of the scorecard."""

from django.urls import path

from ambos.faces.web.score import card, goals, indicators, maps, reviews

urlpatterns = [
    path("scorecard", card.show, name="score-card"),
    path("goals/<slug:slug>", goals.show, name="score-goal"),
    path("indicators/<slug:slug>", indicators.show, name="score-indicator"),
    path("map", maps.show, name="score-map"),
    path("reviews", reviews.show, name="score-reviews"),
    path("reviews/make", reviews.make, name="score-review"),
]
