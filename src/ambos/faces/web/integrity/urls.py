"""The addresses of integrity."""

from django.urls import path

from ambos.faces.web.integrity import copies, exposures, home, people

urlpatterns = [
    path("integrity", home.show, name="integrity-home"),
    path("integrity/vetting.csv", home.listed, name="integrity-vetting-table"),
    path("integrity/schemes", home.schemes_page, name="integrity-schemes"),
    path("integrity/people/<str:slug>", people.show, name="integrity-person"),
    path("integrity/people/<str:slug>/exposure", exposures.work_out, name="integrity-exposure"),
    path("integrity/people/<str:slug>/exposure.json", exposures.data, name="integrity-exposure-data"),
    path(
        "integrity/people/<str:slug>/exposure.<str:language>.<str:form>",
        exposures.written,
        name="integrity-exposure-file",
    ),
    path(
        "integrity/reports/<str:slug>.<str:language>.<str:form>",
        exposures.report,
        name="integrity-report-file",
    ),
    path("integrity/people/<str:slug>/sign", exposures.sign, name="integrity-exposure-sign"),
    path("integrity/people/<str:slug>/review", people.review_rights, name="integrity-review"),
    path("integrity/reviews/<str:slug>/confirm", people.confirm_review, name="integrity-confirm"),
    path("integrity/copies", copies.form, name="integrity-copies"),
    path("integrity/copies/make", copies.make, name="integrity-copy"),
    path("integrity/leak", copies.leak, name="integrity-leak"),
    path("integrity/leak/identify", copies.identified, name="integrity-identify"),
]
