"""Elements of an XML list as it streams by: one at a time, whatever the size of the file.

Nothing outside the file is ever read, no entity is expanded: a document type declaration is refused as such,
and with it every attack that builds on one. Elements nest to a bounded depth and hold a bounded text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from ambos.evidence.errors import XmlBroken, XmlHostile
from ambos.evidence.lists.opened import Bytes

DEPTH_LIMIT: Final = 32
TEXT_LIMIT: Final = 1 << 20
NODES_LIMIT: Final = 20_000
TOKEN_LIMIT: Final = 8 << 20  # bytes of one tag or comment, which the parser has to hold whole


@dataclass
class Element:
    """One element: its name without a namespace, its text, what it holds, the line on which it begins."""

    name: str
    line: int
    given: dict[str, str] = field(default_factory=dict)
    text: str = ""
    parts: list["Element"] = field(default_factory=list)

    def all(self, *names: str) -> list["Element"]:
        """Give the elements that a way of names leads to."""
        found = [self]
        for name in names:
            found = [part for one in found for part in one.parts if part.name == name]
        return found

    def told(self, *names: str) -> str:
        """Give the text of the first element that a way of names leads to, or nothing."""
        return next((one.text.strip() for one in self.all(*names) if one.text.strip()), "")


class Streamed:
    """A file's wanted elements, one after the other, and the attributes of its root."""

    def __init__(self, file: str, source: Bytes, wanted: frozenset[str]) -> None:
        self.root: dict[str, str] = {}
        self._file, self._source, self._wanted = file, source, wanted
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._depth = self._nodes = self._held = self._fed = 0

    def __iter__(self) -> Iterator[Element]:
        """Give each element with a wanted name.

        Refused: what is no XML, a document type declaration, too deep a nest, too large an element.
        """
        parser = self._parser()
        for piece in self._source.pieces():
            self._feed(parser, piece, last=False)
            yield from self._taken()
        self._feed(parser, b"", last=True)
        yield from self._taken()

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.EntityDeclHandler = self._refuse_doctype
        parser.ExternalEntityRefHandler = self._refuse_doctype
        parser.StartElementHandler = lambda name, given: self._begin(parser, name, given)
        parser.EndElementHandler = lambda name: self._end()
        parser.CharacterDataHandler = self._text
        return parser

    def _feed(self, parser: expat.XMLParserType, piece: bytes, *, last: bool) -> None:
        try:
            parser.Parse(piece, last)
        except expat.ExpatError as broken:
            raise XmlBroken(file=self._file, row=broken.lineno, column=broken.offset + 1) from None
        except ValueError:  # an encoding that this parser does not know
            raise XmlBroken(file=self._file, row=1, column=1) from None
        self._fed += len(piece)
        if self._fed - parser.CurrentByteIndex > TOKEN_LIMIT:
            raise XmlHostile(file=self._file)

    def _taken(self) -> Iterator[Element]:
        done, self._done = self._done, []
        yield from done

    def _refuse_doctype(self, *told: object) -> int:
        raise XmlHostile(file=self._file)

    def _begin(self, parser: expat.XMLParserType, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise XmlHostile(file=self._file)
        bare = name.rpartition("}")[2]
        if self._depth == 1:
            self.root = _bare(given) | {"": bare}
        if not self._open and bare not in self._wanted:
            return
        self._nodes += 1
        if self._nodes > NODES_LIMIT:
            raise XmlHostile(file=self._file)
        element = Element(bare, parser.CurrentLineNumber, _bare(given))
        if self._open:
            self._open[-1].parts.append(element)
        self._open.append(element)

    def _text(self, text: str) -> None:
        if not self._open:
            return
        self._held += len(text)
        if self._held > TEXT_LIMIT:
            raise XmlHostile(file=self._file)
        self._open[-1].text += text

    def _end(self) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            self._done.append(element)
            self._nodes = self._held = 0


def _bare(given: dict[str, str]) -> dict[str, str]:
    """Give attributes by their names without a namespace."""
    return {name.rpartition("}")[2]: value for name, value in given.items()}
