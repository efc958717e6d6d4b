"""Values of records as a person reads them: codes by their labels, words in their language."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from ambos.i18n.catalogue import Language
from ambos.i18n.formats import Formats
from ambos.kernel import fields
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day, Period
from ambos.values.handling import Label
from ambos.values.moments import Moment

SHORT = 12
OCTETS = 48  # what is shown of bytes that no person reads
DECIMALS = 2


class Shown:
    """The forms of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.formats = Formats(language)

    def say(self, domain: str, key: str, /, **data: object) -> str:
        """Give a sentence."""
        return self.language.say(domain, key, **data)

    def rid(self, rid: str) -> str:
        """Give the last digits of a record's id; its first ones are the time, alike in a whole batch."""
        return rid[-SHORT:]

    def kind(self, name: str) -> str:
        """Give the name of a kind, or the kind itself where it is not declared here."""
        return self.language.find("kinds", name) or name

    def field_name(self, kind: str, field: str) -> str:
        """Give the name of a field."""
        return self.language.find("kinds", f"{kind}.{field}") or field

    def state(self, state: str) -> str:
        """Give how a thing stands between the parties."""
        return self.language.label("cli", f"state.{state}") if state else ""

    def caption(self, kind: Kind, body: Mapping[str, Any]) -> str:
        """Give a thing in one line."""
        shown = (self.value(kind.by_name[name], body.get(name)) for name in kind.caption)
        return " · ".join(text for text in shown if text)

    def title(self, kind: Kind, thing: Thing) -> str:
        """Give a thing in one line; its id where it has no words of its own."""
        return self.caption(kind, thing.body) or thing.subject

    def value(self, field: Field | None, value: Any) -> str:
        """Give a field's value; nothing where there is none; what no kind declares as it stands."""
        if value is None:
            return ""
        if field is None:
            return str(value)
        if field.many:
            return ", ".join(self._one(field.type, item) for item in value)
        return self._one(field.type, value)

    def cell(self, field: Field, value: Any) -> str:
        """Give a field's value for a list: days, periods, references and long numbers in few signs."""
        if value is not None and isinstance(field.type, fields.Ref | fields.Day | fields.Period):
            return field.write(value)[0]
        if value is not None and isinstance(field.type, fields.Number):
            return self.number(Decimal(value))
        return self.value(field, value)

    def number(self, value: Decimal) -> str:
        """Give a number as a list shows it: at most two decimals."""
        exponent = value.as_tuple().exponent
        long = isinstance(exponent, int) and exponent < -DECIMALS
        return self.formats.number(value, DECIMALS if long else None)

    def _one(self, type_: fields.FieldType, value: Any) -> str:
        match type_:
            case fields.Words():
                return self.words(value)
            case fields.Code(codes=codes):
                return self.language.label("codes", f"{codes.name}.{value}")
            case fields.Place():
                return self.language.label("codes", f"place.{value}")
            case fields.Unit():
                return self.language.label("units", value)
            case fields.Flag():
                return self.language.label("cli", "flag.yes" if value else "flag.no")
            case _:
                return self._plain(type_, value)

    def _plain(self, type_: fields.FieldType, value: Any) -> str:
        match type_:
            case fields.Octets():
                return value if len(value) <= OCTETS else f"{value[:OCTETS]}…"
            case fields.Number():
                return self.formats.number(Decimal(value))
            case fields.Whole():
                return self.formats.number(value)
            case fields.Day():
                return self.formats.day(Day.parse(value))
            case fields.Moment():
                return self.moment(Moment.parse(value))
            case fields.Period():
                return self.formats.period(Period.parse(value))
            case _:
                return type_.show(value, self.language.code)

    def words(self, words: Mapping[str, str]) -> str:
        """Give words in this language, else in the other."""
        return self.language.words(words)

    def handling(self, label: Label) -> str:
        """Give who may have a thing, and under which limits."""
        if label.public:
            return self.language.label("cli", "handling.public")
        parties = ", ".join(label.release)
        key = "handling.released" if parties else "handling.own"
        limits = [label.compartment, label.europol, *self.terms(label)]
        said = self.say("cli", key, tlp=label.tlp.upper(), parties=parties)
        return " · ".join([said, *(limit for limit in limits if limit)])

    def terms(self, label: Label) -> list[str]:
        """Give the terms of a thing, each in a few words; nothing where there are none."""
        terms, language = label.terms, self.language
        told = [language.label("codes", f"caveat.{code}") for code in terms.caveats]
        if terms.purposes:
            purposes = ", ".join(language.label("codes", f"purpose.{code}") for code in terms.purposes)
            told.append(self.say("release", "short.purposes", purposes=purposes))
        if terms.until:
            told.append(self.say("release", "short.until", day=self.formats.date(terms.until)))
        if terms.own:
            told.append(self.say("release", "short.own", party=terms.own))
        return told

    def time(self, posix: int) -> str:
        """Give a moment by the day, the minute and UTC; nothing for none."""
        if not posix:
            return ""
        moment = datetime.fromtimestamp(posix, UTC)
        return self.say("cli", "time", day=self.formats.date(moment.date()), clock=f"{moment:%H:%M}")

    def moment(self, moment: Moment) -> str:
        """Give a minute of a local clock with its offset from UTC."""
        day, clock = self.formats.date(moment.local_day), f"{moment.at:%H:%M}"
        return self.say("cli", "moment", day=day, clock=clock, offset=moment.offset)

    def stamp(self, posix: int) -> str:
        """Give a moment in few signs, for columns."""
        return f"{datetime.fromtimestamp(posix, UTC):%Y-%m-%d %H:%M}" if posix else ""

    def standing(self, standing: str) -> str:
        """Give how a commitment stands today."""
        return self.language.label("review", f"standing.{standing}")
