"""Stacked months as a drawing: what was kept and what was taken away, with a line for the share between them.

Colours are the page's own, so that one drawing serves light, dark and print; the parts of a stack differ in
strength, and the table of the same values stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup, escape

WIDTH: Final = 880
HEIGHT: Final = 260
LEFT, RIGHT, TOP, BOTTOM = 64, 44, 14, 34
STRENGTHS: Final = ("0.95", "0.7", "0.5", "0.34", "0.22")
MOST_LABELS: Final = 12
WIDEST: Final = 56
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True)
class Part:
    """One part of a stack: its place in the legend, whether it was taken away, what is told of it."""

    place: int
    taken: bool
    value: int
    words: str


@dataclass(frozen=True)
class Stack:
    """One month: its label, its parts from the bottom up, and the share of what was taken, if known."""

    label: str
    parts: Sequence[Part]
    share: Decimal | None

    @property
    def height(self) -> int:
        """Give the sum of the parts."""
        return sum(part.value for part in self.parts)


def colour(part: Part) -> tuple[str, str]:
    """Give the colour of a part and its strength."""
    return ("var(--other)" if part.taken else "var(--accent)"), STRENGTHS[part.place % len(STRENGTHS)]


def stacked_svg(stacks: Sequence[Stack], label: str, ticks: Sequence[tuple[int, str]], share: str) -> Markup:
    """Draw the stacks; ``ticks`` are values of the left scale with their texts, ``share`` names the line."""
    most = max([*(stack.height for stack in stacks), *(value for value, _ in ticks), 1])
    step = (WIDTH - LEFT - RIGHT) / max(len(stacks), 1)
    drawn = [_scale(value, text, most) for value, text in ticks]
    drawn += [
        _stack(stack, LEFT + step * (at + 0.5), min(step * 0.72, WIDEST), most)
        for at, stack in enumerate(stacks)
    ]
    every = -(-len(stacks) // MOST_LABELS) if stacks else 1
    drawn += [
        f'<text x="{LEFT + step * (at + 0.5):.1f}" y="{HEIGHT - 12}" text-anchor="middle" fill="var(--soft)" '
        f'font-size="11">{escape(stack.label)}</text>'
        for at, stack in enumerate(stacks)
        if at % every == 0
    ]
    drawn.append(_line(stacks, step, share))
    return Markup(  # every text in it was escaped
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}" class="stacked">'
        + "".join(drawn)
        + "</svg>"
    )


def _y(value: Decimal | int, most: Decimal | int) -> float:
    return HEIGHT - BOTTOM - float(value) / float(most) * (HEIGHT - TOP - BOTTOM)


def _scale(value: int, text: str, most: int) -> str:
    y = _y(value, most)
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="var(--hair)"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="var(--soft)" font-size="11">'
        f"{escape(text)}</text>"
    )


def _stack(stack: Stack, middle: float, width: float, most: int) -> str:
    drawn, below = "", 0
    for part in stack.parts:
        top, bottom = _y(below + part.value, most), _y(below, most)
        paint, strength = colour(part)
        drawn += (
            f'<rect x="{middle - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" '
            f'height="{bottom - top:.1f}" '
            f'fill="{paint}" fill-opacity="{strength}"><title>{escape(part.words)}</title></rect>'
        )
        below += part.value
    return drawn


def _line(stacks: Sequence[Stack], step: float, share: str) -> str:
    """Draw the share on a scale of its own, from 0 to 100 per cent, at the right."""
    points = [
        (LEFT + step * (at + 0.5), _y(stack.share, _HUNDRED))
        for at, stack in enumerate(stacks)
        if stack.share is not None
    ]
    if not points:
        return ""
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="var(--bad)"/>' for x, y in points)
    ends = "".join(
        f'<text x="{WIDTH - RIGHT + 6}" y="{_y(value, _HUNDRED) + 4:.1f}" fill="var(--bad)" '
        f'font-size="11">{value}%</text>'
        for value in (0, 50, 100)
    )
    line = f'<polyline points="{way}" fill="none" stroke="var(--bad)" stroke-width="1.8" '
    line += 'stroke-dasharray="5 3"/>'
    return f"<g><title>{escape(share)}</title>{line}{dots}{ends}</g>"
