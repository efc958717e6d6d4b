"""The addresses of finance."""

from django.urls import path

from ambos.faces.web.finance import cases, chain, freezes

urlpatterns = [
    path("finance", chain.show, name="finance-home"),
    path("finance/chain.csv", chain.listed, name="finance-chain-table"),
    path("finance/freezes", freezes.show, name="finance-freezes"),
    path("finance/freezes.csv", freezes.listed, name="finance-freezes-table"),
    path("finance/cases/<str:kind>/<str:slug>", cases.show, name="finance-case"),
]
