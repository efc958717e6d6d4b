"""What a leaked text says of the copies it may be made from, in words."""

from collections.abc import Iterator

from ambos.faces.reports.shown import Shown
from ambos.faces.reports.watching import chance
from ambos.node.copies import Identified, Suspect


def said(found: Identified, shown: Shown) -> list[str]:
    """Say who is named, how sure that is and why; or that nobody is."""
    return list(_said(found, shown))


def _said(found: Identified, shown: Shown) -> Iterator[str]:
    if found.exact is not None:
        yield shown.say("integrity", "leak.exact", recipient=found.exact.get("recipient"))
    named = [one for one in found.suspects if one.named]
    for one in named:
        yield sentence(one, shown)
        yield from reasons(one, shown)
    if not named:
        yield shown.say("integrity", "leak.nobody", count=found.compared)
    yield shown.say("integrity", "leak.limits")


def sentence(one: Suspect, shown: Shown) -> str:
    """Say whose copy it is and how sure that is."""
    return shown.say(
        "integrity",
        "leak.named" if one.named else "leak.not-named",
        recipient=one.export.get("recipient"),
        officer=one.export.get("officer"),
        at=one.export.get("at"),
        share=f"{100 * one.probability:.1f}",
        chance=chance(one.scored.innocent, shown),
    )


def reasons(one: Suspect, shown: Shown) -> list[str]:
    """Say what agrees, carrier by carrier."""
    return [
        shown.say("integrity", f"carrier.{carrier}", agree=agree, of=of)
        for carrier, agree, of in one.agreeing
    ]
