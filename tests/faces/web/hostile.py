"""Things of every kind whose every text attacks pages and spreadsheets, in a compartment of their own."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

from ambos.kernel import fields
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.ledger import Written
from ambos.kernel.record import Draft, Reference
from ambos.kernel.records import TIES
from ambos.node.node import Node
from ambos.values.handling import Label

COMPARTMENT: Final = "planted"
OFFICER: Final = "planter"
MARK: Final = "zanzibarite"  # a word that stands nowhere else
LINE: Final = (
    f"<script>alert('{MARK}')</script>\"><img src=x onerror=alert(1)>{{{{7*7}}}} javascript:alert(1)"
)
TEXTS: Final = (
    LINE,
    f"=cmd|' /C calc'!A0 {MARK}",
    f"'><svg/onload=alert(1)> {MARK}",
    f"javascript:alert(1)//{MARK}",
)
LABEL: Final = Label(compartment=COMPARTMENT)
SLUG: Final = "planted-thing"
# Kinds that no desk writes by themselves: keys and batches of the log.
LEFT_OUT: Final = frozenset({"key", "key-end", "key-set", "batch", "policy", "anchor", "access"})
TARGET: Final = "source"  # the kind of what is answered, each answer something of its own


def is_planted(kind: Kind) -> bool:
    """Say whether a thing of this kind is planted."""
    return kind.name not in LEFT_OUT


def slug_of(at: int) -> str:
    """Name the thing that holds one of the texts."""
    return f"{SLUG}-{at}"


def hostile_body(kind: Kind, at: int) -> dict[str, Any]:
    """Give a sound body with one of the texts wherever a text may stand."""
    found = {field.name: _value(kind, field, at) for field in kind.fields}
    return {name: value for name, value in found.items() if value is not None}


def _value(kind: Kind, field: Field, at: int) -> Any:
    value = _one(kind, field.type, at)
    return [value] if field.many and value is not None else value


def _one(kind: Kind, type_: fields.FieldType, at: int) -> Any:
    text = TEXTS[at]
    match type_:
        case fields.Words():
            return {"en": text, "es": f"{text} ñ"}
        case fields.Text() | fields.Prose():
            return text
        case fields.Url():
            return f"https://example.org/?{MARK}=\"><script>alert(1)</script>&'onload=alert(1)"
        case fields.Code(codes=codes):
            return codes.codes[0]
        case fields.Ref(kind="*"):
            return f"{kind.name}/{slug_of((at + 1) % len(TEXTS))}"
        case fields.Ref(kind=name):
            return f"{name}/{slug_of(0)}" if name != kind.name or at else None
        case _:
            return _other(type_)


def _other(type_: fields.FieldType) -> Any:
    plain: dict[type, Any] = {
        fields.Number: "-5.2",
        fields.Whole: -7,
        fields.Day: "2026-01-02",
        fields.Moment: "2026-01-02T09:30-06:00",
        fields.Period: "2026-01",
        fields.Place: "MX",
        fields.Unit: "persons",
        fields.Party: "US",
        fields.Flag: True,
        fields.Octets: "AAAA",
    }
    return plain[type(type_)]


def plant(node: Node) -> None:
    """Enrol somebody who alone enters the compartment, and lay the things in it, unless it was done."""
    if not any(officer.slug == OFFICER for officer in node.shelf.things("officer")):
        body = {
            "name": "Planter",
            "roles": ["secretariat"],
            "compartments": [COMPARTMENT],
            "vetted_until": "2099",
        }
        node.enrol(OFFICER, body)
        kinds = [kind for kind in node.register if is_planted(kind)]
        _sign(node, [_draft(kind, at) for kind in kinds if kind.name not in TIES for at in range(len(TEXTS))])
        answers = [(kind, at) for kind in kinds if kind.name in TIES for at in range(len(TEXTS))]
        source = node.register[TARGET]
        targets = _sign(node, [_draft(source, at, answered(kind, at)) for kind, at in answers])
        ties = [
            Reference(TIES[kind.name], one.rid, one.leaf)
            for (kind, _), one in zip(answers, targets, strict=True)
        ]
        _sign(node, [_draft(*answer, tie=tie) for answer, tie in zip(answers, ties, strict=True)])


def answered(kind: Kind, at: int) -> str:
    """Name what an answer of a kind answers."""
    return f"{kind.name}-{slug_of(at)}"


def _draft(kind: Kind, at: int, slug: str = "", tie: Reference | None = None) -> Draft:
    subject = f"{kind.name}/{slug or slug_of(at)}"
    return Draft(kind.name, subject, hostile_body(kind, at), LABEL, (tie,) if tie else ())


def _sign(node: Node, drafts: list[Draft]) -> list[Written]:
    written = node.seat(OFFICER).desk.sign(drafts)
    node.refresh()
    return written


class Page(HTMLParser):
    """What a browser would run or load of a page that the site did not mean."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self._tag = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag or an attribute that runs something."""
        self._tag = tag
        told = {name: value or "" for name, value in attrs}
        if tag == "script" and not told.get("src", "").startswith("/static/"):
            self.wrong.append(f"script {told}")
        if tag in ("img", "iframe", "object", "embed", "base"):
            self.wrong.append(tag)
        self.wrong += [f"{tag} {name}" for name in told if name.startswith("on") or name == "style"]
        self.wrong += [f"{tag} {name}={value}" for name, value in _links(told) if not _leads_well(value)]

    def handle_data(self, data: str) -> None:
        """Note what stands inside a script."""
        if self._tag == "script" and data.strip():
            self.wrong.append(f"script text {data[:40]}")

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        self._tag = ""


def _links(told: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, told[name]) for name in ("href", "src", "action", "formaction", "hx-get") if name in told)


def _leads_well(address: str) -> bool:
    return urlsplit(address.strip()).scheme in ("", "http", "https")
