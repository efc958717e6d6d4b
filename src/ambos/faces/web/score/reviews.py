"""The packets of the review: which editions there are, and one made as a file, in a job of its own."""

from dataclasses import replace
from typing import Final

from django.http import HttpResponse

from ambos.faces.reports.document import of_groups
from ambos.faces.reports.editions import EDITIONS
from ambos.faces.reports.render import FORMATS, render
from ambos.faces.web.frame.background import address_of_job, begin
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.node.jobs import Teller, Work
from ambos.node.node import Node
from ambos.node.past import looking_back
from ambos.node.stamps import Stamped, public_stamped, stamped
from ambos.values.errors import NotFound

KIND: Final = "review"
PUBLIC, COCHAIR = "public", "cochair"


@signed_in
def show(visit: Visit) -> HttpResponse:
    """Show the editions with what each is for, and a form to have one made."""
    return visit.render(
        "score/reviews.html", editions=list(EDITIONS.values()), forms=FORMATS, languages=LANGUAGES
    )


@signed_in
def make(visit: Visit) -> HttpResponse:
    """Hand in that an edition be made; its page gives the file when it is there."""
    asked = visit.request.POST
    edition, code, form = asked.get("edition", ""), asked.get("language", ""), asked.get("form", "")
    if edition not in EDITIONS or code not in LANGUAGES or form not in FORMATS:
        raise NotFound(name=edition)
    as_of = asked.get("as_of", "").strip()
    url = address_of_job(visit, "jobs-file")
    return begin(visit, KIND, _work(edition, code, form, as_of, url), f"{edition}.{code}.{form}")


def _work(edition: str, code: str, form: str, as_of: str, url: str) -> Work:
    """Give a job's function: it writes the edition into the job's own folder."""

    def work(node: Node, tell: Teller) -> dict[str, str]:
        tell(0, 1)
        name = f"review-{edition}.{code}.{form}"
        made = _stamped(node, edition, as_of)
        (tell.folder / name).write_bytes(render(made, EDITIONS[edition], Language(code), form))
        tell(1, 1)
        return {"file": name, "url": tell.here(url)}

    return work


def _stamped(node: Node, edition: str, as_of: str) -> Stamped:
    if edition == PUBLIC:
        return public_stamped(node, as_of=as_of or None)
    with looking_back(node, as_of=as_of or None) as shelf:
        made = stamped(node, past=shelf)
    made = replace(made, stamp=replace(made.stamp, as_of=as_of))
    if edition != COCHAIR:
        return made
    return replace(made, packet=of_groups(made.packet, node.person().groups))
