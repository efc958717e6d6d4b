"""The addresses of the dialogue."""

from django.urls import path

from ambos.faces.web.talks import agendas, commitments, contacts, decisions, dialogue, meetings, minutes

urlpatterns = [
    path("commitments", commitments.show, name="talks-commitments"),
    path("commitments.csv", commitments.listed, name="talks-commitments-table"),
    path("commitments/<str:slug>", commitments.one, name="talks-commitment"),
    path("meetings", meetings.show, name="talks-meetings"),
    path("meetings.ics", meetings.calendar, name="talks-meetings-calendar"),
    path("meetings/<str:slug>", meetings.one, name="talks-meeting"),
    path("meetings/<str:slug>/minutes.pdf", meetings.printed, name="talks-meeting-pdf"),
    path("agendas/draft", agendas.draft, name="talks-agenda-draft"),
    path("agendas/write", agendas.write, name="talks-agenda-write"),
    path("agendas/<str:slug>", agendas.show, name="talks-agenda"),
    path("agendas/<str:slug>/agenda.ics", agendas.calendar, name="talks-agenda-calendar"),
    path("agendas/<str:slug>/agenda.pdf", agendas.printed, name="talks-agenda-pdf"),
    path("agendas/<str:slug>/sheet.csv", agendas.sheet, name="talks-agenda-sheet"),
    path("agendas/<str:slug>/minutes", minutes.fill, name="talks-minutes"),
    path("agendas/<str:slug>/minutes/sign", minutes.sign, name="talks-minutes-sign"),
    path("dialogue", dialogue.show, name="talks-dialogue"),
    path("contacts", contacts.show, name="talks-contacts"),
    path("contacts.csv", contacts.listed, name="talks-contacts-table"),
    path("contacts/draft", contacts.draft, name="talks-contact-draft"),
    path("contacts/draft/sign", contacts.sign_draft, name="talks-contact-draft-sign"),
    path("contacts/<str:slug>", contacts.one, name="talks-contact"),
    path("contacts/<str:slug>/step", contacts.step, name="talks-contact-step"),
    path("contacts/<str:slug>/step/sign", contacts.sign_step, name="talks-contact-step-sign"),
    path("decisions", decisions.show, name="talks-decisions"),
    path("decisions.csv", decisions.listed, name="talks-decisions-table"),
]
