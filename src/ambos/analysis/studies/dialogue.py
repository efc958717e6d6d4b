"""The lines of the dialogue: meetings, cadence, silences, promises."""

from ambos.analysis.studies.items import day_of, item_of, items_of, owners_of, words_of
from ambos.analysis.studies.lines import CadenceLine, CommitmentLine, MeetingLine, SilenceLine
from ambos.domains.dialogue.silences import Silence
from ambos.domains.dialogue.views import Cadence, Standing, newest_news
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day


def meeting_line(meeting: Thing) -> MeetingLine:
    """Give a meeting as a line."""
    held = Day.parse(meeting.get("held"))
    return MeetingLine(item_of(meeting), held, meeting.get("level"), meeting.get("place") or "")


def cadence_line(cadence: Cadence) -> CadenceLine:
    """Give a framework's cadence as a line."""
    between = cadence.longest
    return CadenceLine(
        rule=cadence.rule,
        promised_months=cadence.promised_months,
        count=len(cadence.meetings),
        gaps=cadence.gaps,
        longest_days=cadence.longest_days,
        longest_between=(meeting_line(between[0]), meeting_line(between[1])) if between else None,
        days_since_last=cadence.days_since_last,
        beyond_promise=cadence.gaps_beyond_promise,
    )


def silence_line(silence: Silence) -> SilenceLine:
    """Give a body and how long it has been silent as a line."""
    return SilenceLine(
        item=item_of(silence.group),
        framework=silence.group.get("framework"),
        cadence=silence.cadence,
        newest=meeting_line(silence.newest) if silence.newest else None,
        days=silence.days,
        limit=silence.limit,
        rule=silence.rule,
        silent=silence.silent,
    )


def commitment_line(standing: Standing) -> CommitmentLine:
    """Give a promise and how it stands as a line."""
    thing = standing.commitment
    return CommitmentLine(
        item=item_of(thing),
        standing=standing.standing,
        rule=standing.rule,
        days=standing.days,
        said_on=Day.parse(thing.get("said_on")),
        said_by=thing.get("said_by"),
        due=day_of(thing.get("due")),
        newest_news=newest_news(thing),
        area=thing.get("area") or "",
        owners=owners_of(thing),
        missing=standing.missing,
        note=words_of(thing.get("state_note")),
        continues=items_of(standing.continues),
        continued_by=items_of(standing.continued_by),
        framework=thing.get("framework") or "",
        flags=standing.flags,
        evidence=tuple(thing.get("evidence") or ()),
    )
