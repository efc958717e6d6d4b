"""The addresses of drugs."""

from django.urls import path

from ambos.faces.web.drugs import chain, control, home, purity

urlpatterns = [
    path("drugs", home.show, name="drugs-home"),
    path("drugs/seizures.csv", home.listed, name="drugs-seizures-table"),
    path("drugs/control", control.show, name="drugs-control"),
    path("drugs/control.csv", control.listed, name="drugs-control-table"),
    path("drugs/purity", purity.show, name="drugs-purity"),
    path("drugs/purity.csv", purity.listed, name="drugs-purity-table"),
    path("drugs/chain", chain.show, name="drugs-chain"),
    path("drugs/chain.csv", chain.listed, name="drugs-chain-table"),
]
