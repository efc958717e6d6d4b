"""Problems of a list, gathered by row and field until there are enough of them to refuse the file."""

from ambos.evidence.checking import PROBLEMS_SHOWN
from ambos.evidence.errors import CellInvalid, FileInvalid
from ambos.values.errors import Form
from ambos.values.names import TextInvalid, clean

_TEXT_SHOWN = 120


class Faults:
    """What is wrong with a file so far; the whole file is refused at its end, or once it has twenty."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[CellInvalid] = []

    def add(self, row: int, field: str, value: str, expected: str) -> None:
        """Note a problem; refused when there are as many as are shown."""
        self._found.append(CellInvalid(row=row, column=field, value=value[:_TEXT_SHOWN], expected=expected))
        if len(self._found) >= PROBLEMS_SHOWN:
            self.refuse()

    def text(self, row: int, field: str, value: str) -> str:
        """Give a text with single spaces; note one that holds what hides or reorders what is seen."""
        if not value.strip():
            return ""
        try:
            return clean(value)
        except TextInvalid:
            self.add(row, field, repr(value), Form("text"))
            return ""

    def refuse(self) -> None:
        """Refuse the file if anything is wrong with it."""
        if self._found:
            raise FileInvalid(
                file=self.file, count=len(self._found), **self._found[0].data, problems=tuple(self._found)
            )
