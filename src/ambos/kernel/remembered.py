"""What was counted once and holds until a thing of the kind is settled anew, in this process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

ANSWERS: Final = 512
Answer = TypeVar("Answer")


class Remembered:
    """The latest answers of one set of tables, by their whole question and how often things had changed."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Hashable, fresh: Callable[[], Answer]) -> Answer:
        """Give the answer to a question, made now if nobody has asked it of late."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                kept: Answer = self._answers[question]
                return kept
        answer = fresh()
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)
        return answer
