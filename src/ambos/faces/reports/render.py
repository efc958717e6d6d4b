"""An edition of a packet in one of its forms, as bytes."""

import json
from dataclasses import asdict
from typing import Any, Final

from ambos.faces.reports.editions import Edition
from ambos.faces.reports.page import page
from ambos.faces.reports.pdf import fitted, pdf
from ambos.faces.reports.plain import packet_json
from ambos.i18n.catalogue import Language
from ambos.node.stamps import Stamped

HTML, PDF, JSON = "html", "pdf", "json"
FORMATS: Final = (HTML, PDF, JSON)


def render(made: Stamped, edition: Edition, language: Language, form: str) -> bytes:
    """Give an edition as HTML, PDF or JSON; the same packet and stamp give the same bytes."""
    if form == JSON:
        return (json.dumps(edition_json(made, edition), ensure_ascii=False, indent=2) + "\n").encode()
    laid = fitted(made.packet, edition, language, made.stamp)
    return pdf(laid) if form == PDF else page(laid).encode()


def edition_json(made: Stamped, edition: Edition) -> dict[str, Any]:
    """Give a packet whole, as JSON can carry it, with its edition and its stamp."""
    return {"edition": edition.name, "stamp": asdict(made.stamp), **packet_json(made.packet)}
