"""Holdings, recalls and what is kept back, in words for every face; holdings also as CSV."""

import csv
import io

from ambos.faces.reports.shown import Shown
from ambos.faces.reports.terms import terms_words
from ambos.kernel.tabular import guarded
from ambos.node.holdings import Holding, Holdings
from ambos.node.recalls import RecallLine
from ambos.values.handling import Label

COLUMNS = tuple(Holding.__dataclass_fields__)


def holdings_csv(found: Holdings) -> str:
    """Give the records as CSV, one line each; the label as it stands in the record's header."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in found.held:
        parts = Label.of_whole(one.label)
        limits = (parts.tlp, *parts.release, parts.compartment, parts.europol)
        label = " ".join(str(part) for part in (*limits, *terms_words(parts)) if part)
        cells = (label if name == "label" else getattr(one, name) for name in COLUMNS)
        rows.writerow(guarded(str(cell)) for cell in cells)
    return text.getvalue()


def holding_state(shown: Shown, one: Holding) -> list[str]:
    """Say whether a record was acknowledged, and what became of it."""
    said = [shown.language.label("recall", f"receipt.{one.receipt}")]
    if one.body != "held":
        said.append(shown.language.label("recall", f"body.{one.body}"))
    if one.recall:
        said.append(shown.language.label("recall", f"recalled.{one.recall}"))
        outcome = shown.language.label("codes", f"recall-outcome.{one.answer}") if one.answer else ""
        said.append(outcome or shown.language.label("recall", "unanswered"))
    if one.attachments:
        said.append(shown.say("recall", "attachments", count=one.attachments))
    return said


def recall_why(shown: Shown, line: RecallLine) -> str:
    """Say why something was recalled: the reason, the words, the basis."""
    reason = shown.language.label("codes", f"recall-reason.{line.reason}") if line.reason else ""
    return "; ".join(text for text in (reason, line.words, line.basis) if text)


def recall_answers(shown: Shown, line: RecallLine) -> list[str]:
    """Say what each party answered, and for how long the others have not."""
    said = []
    for reply in line.replies:
        outcome = shown.language.label("codes", f"recall-outcome.{reply.outcome}")
        day = shown.stamp(reply.time)[:10]
        key = "answered.because" if reply.basis else "answered"
        said.append(shown.say("recall", key, party=reply.party, outcome=outcome, day=day, basis=reply.basis))
    key = "waiting" if line.days else "waiting.new"
    return said + [shown.say("recall", key, party=party, days=line.days) for party in line.waiting]


def kept_reason(shown: Shown, code: str) -> str:
    """Say why a record is kept and not shown."""
    found = shown.language.find("recall", f"why.{code}")
    return found or shown.say("recall", "why.other", code=code)
