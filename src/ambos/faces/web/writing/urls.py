"""Where the pages of this room are."""

from django.urls import path

from ambos.faces.web.writing import answering, drafts, inbox, merging, proposing, signing, suggesting

urlpatterns = [
    path("propose/<slug:kind>", proposing.new, name="writing-new"),
    path("things/<slug:kind>/<slug:slug>/revise", proposing.revise, name="writing-revise"),
    path("things/<slug:kind>/<slug:slug>/compare", inbox.compare, name="writing-compare"),
    path("records/<slug:rid>/answer", answering.answer, name="writing-answer"),
    path("inbox", inbox.inbox, name="writing-inbox"),
    path("inbox/answer", answering.answer_many, name="writing-answer-many"),
    path("drafts", drafts.listing, name="writing-drafts"),
    path("drafts/<uuid:token>", proposing.draft, name="writing-draft"),
    path("drafts/<uuid:token>/save", drafts.save, name="writing-save"),
    path("drafts/<uuid:token>/drop", drafts.drop, name="writing-drop"),
    path("drafts/<uuid:token>/merge", merging.merge, name="writing-merge"),
    path("drafts/<uuid:token>/preview", signing.preview, name="writing-preview"),
    path("drafts/<uuid:token>/sign", signing.sign, name="writing-sign"),
    path("drafts/<uuid:token>/signed", signing.signed, name="writing-signed"),
    path("suggest", suggesting.suggest, name="writing-suggest"),
]
