"""The kinds of the dialogue: its basics, the work of meetings, and the contacts that Mexican law controls."""

from ambos.domains.dialogue.records import basics, contacts, meetings
from ambos.domains.dialogue.records.basics import COMMITMENT

KINDS = (*basics.KINDS, *meetings.KINDS, *contacts.KINDS)

__all__ = ["COMMITMENT", "KINDS"]
