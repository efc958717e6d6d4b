"""Change one sign or one number of a JSON document."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st


def leaves(plain: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path to every value of a JSON document."""
    if isinstance(plain, dict | list):
        items = plain.items() if isinstance(plain, dict) else enumerate(plain)
        for key, value in items:
            yield from leaves(value, (*path, key))
    else:
        yield path


def altered(text: str, draw: st.DataObject) -> str:
    """Change one sign of one text, or one number, of a document."""
    document = json.loads(text)
    *path, last = draw.draw(st.sampled_from(sorted(leaves(document), key=repr)))
    place = document
    for step in path:
        place = place[step]
    value = place[last]
    if isinstance(value, int):
        place[last] = value + draw.draw(st.sampled_from([-1, 1]))
    else:
        at = draw.draw(st.integers(0, len(value) - 1))
        sign = draw.draw(st.sampled_from("AaBbZz09+/=\n—").filter(lambda sign: sign != value[at]))
        place[last] = value[:at] + sign + value[at + 1 :]
    return json.dumps(document)
