"""Addresses of evidence, figures and jobs."""

from django.urls import path

from ambos.faces.web.evidence import figures, jobs, list_upload, lists, reconcile, sets, upload

urlpatterns = [
    path("evidence/", sets.sets, name="evidence-sets"),
    path("evidence/compute", sets.compute, name="evidence-compute"),
    path("evidence/upload", upload.form, name="evidence-upload"),
    path("evidence/send", upload.send, name="evidence-send"),
    path("evidence/looks/<str:job>", upload.seen, name="evidence-seen"),
    path("evidence/looks/<str:job>/take", upload.take, name="evidence-take"),
    path("evidence/looks/<str:job>/discard", upload.discard, name="evidence-discard"),
    path("evidence/outcomes/<str:job>", jobs.outcome, name="evidence-outcome"),
    path("evidence/sets/<slug:slug>", sets.show, name="evidence-set"),
    path("evidence/sets/<slug:slug>/prove", sets.prove, name="evidence-prove-set"),
    path("figures/", figures.indicators, name="evidence-indicators"),
    path("figures/<slug:slug>", figures.show, name="evidence-figures"),
    path("figures/<slug:slug>/prove", figures.prove, name="evidence-prove"),
    path("lists/", lists.home, name="evidence-lists"),
    path("lists/differ", lists.compare, name="evidence-lists-differ"),
    path("lists/differ.csv", lists.changes, name="evidence-lists-differ-table"),
    path("lists/looks/<str:job>", list_upload.seen, name="evidence-list-seen"),
    path("lists/looks/<str:job>/take", list_upload.take, name="evidence-list-take"),
    path("lists/looks/<str:job>/discard", list_upload.discard, name="evidence-list-discard"),
    path("lists/<slug:slug>", lists.show, name="evidence-list"),
    path("reconcile/", reconcile.show, name="evidence-reconcile"),
    path("jobs/", jobs.listed, name="jobs-list"),
    path("jobs/<str:job>", jobs.show, name="jobs-show"),
    path("jobs/<str:job>/state", jobs.state, name="jobs-state"),
    path("jobs/<str:job>/cancel", jobs.cancel, name="jobs-cancel"),
    path("jobs/<str:job>/problems.csv", jobs.problems, name="jobs-problems"),
    path("jobs/<str:job>/file", jobs.file, name="jobs-file"),
]
