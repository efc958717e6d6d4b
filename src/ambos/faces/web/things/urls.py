"""Addresses of this room: kinds, lists, things, records."""

from django.urls import path, re_path

from ambos.faces.web.things.exports import export
from ambos.faces.web.things.history import show_history
from ambos.faces.web.things.kinds import show_kinds
from ambos.faces.web.things.listing import show_list
from ambos.faces.web.things.records import give_proof, show_checked, show_record
from ambos.faces.web.things.referring import show_referring
from ambos.faces.web.things.saved import drop, keep
from ambos.faces.web.things.thing import show_thing
from ambos.values.ids import KIND_PATTERN, SLUG_PATTERN

_KIND = rf"things/(?P<kind>{KIND_PATTERN})"
_THING = rf"{_KIND}/(?P<slug>(?!new/|views/){SLUG_PATTERN})"
_RECORD = r"records/(?P<rid>[0-9a-f]{32})"

urlpatterns = [
    path("things/", show_kinds, name="things-kinds"),
    re_path(rf"^{_KIND}/$", show_list, name="things-list"),
    re_path(rf"^{_KIND}/export\.(?P<form>csv|json)$", export, name="things-export"),
    re_path(rf"^{_KIND}/views/keep$", keep, name="things-keep"),
    re_path(rf"^{_KIND}/views/(?P<number>[0-9]{{1,18}})/drop$", drop, name="things-drop"),
    re_path(rf"^{_THING}$", show_thing, name="things-show"),
    re_path(rf"^{_THING}/history$", show_history, name="things-history"),
    re_path(rf"^{_THING}/referring$", show_referring, name="things-referring"),
    re_path(rf"^{_RECORD}$", show_record, name="things-record"),
    re_path(rf"^{_RECORD}/checked$", show_checked, name="things-checked"),
    re_path(rf"^{_RECORD}/proof\.json$", give_proof, name="things-proof"),
]
