"""Records as a node writes them: promises that a person signs, and figures that a machine states.

A body has about 450 bytes. Nothing is random: every run writes the same content.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from ambos.kernel.record import Draft
from ambos.values.handling import Label

TO_PARTNER = Label(("MX",))


PROMISE: Final = {
    "framework": "framework/security-implementation-group-2025",
    "meeting": "meeting/working-group-12",
    "said_on": "2025-09-23",
    "said_by": "joint",
    "owner_us": "Department of Justice",
    "owner_mx": "Fiscalía General de la República",
    "area": "arms",
    "state": "open",
    "sources": ["source/joint-statement-2025-09"],
}
FIGURE: Final = {
    "indicator": "indicator/intentional-homicide-victims-by-state",
    "unit": "victims",
    "scope": "investigation files opened by state prosecutors",
    "denominator": "mid-year population, projection of 2019",
    "publisher": "Secretariado Ejecutivo del Sistema Nacional de Seguridad Pública",
    "as_of": "2025-08-20",
    "status": "provisional",
    "note": {"en": "Victims, not investigation files.", "es": "Víctimas, no carpetas."},
    "evidence": "evidence/sesnsp-victims-2025-08",
    "sources": ["source/sesnsp-victims"],
}


def promises(start: int, stop: int) -> Iterator[Draft]:
    """Give drafts of commitments, each about a thing of its own."""
    for i in range(start, stop):
        sentence = {
            "en": f"Both sides will report every quarter on the tracing requests of case group {i:07d}.",
            "es": f"Ambas partes informarán cada trimestre sobre rastreos del grupo de casos {i:07d}.",
        }
        body = {**PROMISE, "sentence": sentence}
        yield Draft("commitment", f"commitment/quarterly-tracing-report-{i:07d}", body, TO_PARTNER)


def figures(start: int, stop: int) -> Iterator[Draft]:
    """Give drafts of figures, each of a thing of its own, over the months of 25 years and all states."""
    for i in range(start, stop):
        value = {
            "period": f"20{i % 25 + 1:02d}-{i % 12 + 1:02d}",
            "place": f"MX-{i % 32 + 1:02d}",
            "value": f"{i % 9973}.25",
        }
        yield Draft("figure", f"figure/homicide-victims-by-state-{i:07d}", {**FIGURE, **value}, TO_PARTNER)


def groups(drafts: Iterator[Draft], size: int) -> Iterator[Sequence[Draft]]:
    """Give the drafts ``size`` at a time."""
    while group := list(islice(drafts, size)):
        yield group
