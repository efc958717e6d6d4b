"""SYNTHETIC people for a demonstration: one officer for each role, and a compartment that few may enter."""

from typing import Any, Final

from ambos.kernel.acts import New
from ambos.kernel.shelf import Thing
from ambos.node.node import Node
from ambos.node.staff import staff
from ambos.values.handling import Label

COMPARTMENT: Final = "frozen-route"
VETTED, LAPSED = "2030-12-31", "2026-01-31"
AUTHOR: Final = "prosecutor"  # who writes what lies in the compartment
# For each role the officer of that slug, by party. All names are made up.
PEOPLE: Final[dict[str, dict[str, str]]] = {
    "minister": {"US": "Helen Marsh", "MX": "Amalia Quiroz"},
    "co-chair": {"US": "Daniel Okafor", "MX": "Rodrigo Elizalde"},
    "action-owner": {"US": "Grace Lindqvist", "MX": "Teresa Murguía"},
    "analyst": {"US": "Peter Yamada", "MX": "Julián Barragán"},
    "prosecutor": {"US": "Ruth Calloway", "MX": "Ximena Arriaga"},
    "integrity": {"US": "Samuel Brandt", "MX": "Lorenzo Tapia"},
    "auditor": {"US": "Nora Whitfield", "MX": "Beatriz Olvera"},
    "financial-intelligence": {"US": "Victor Hale", "MX": "Óscar Zavala"},
    "firearms-tracer": {"US": "Maria Delacroix", "MX": "Fernanda Rangel"},
}
# Who first runs each party's node, and enrols the others; made up as well.
SECRETARIES: Final = {"US": "Carolyn Abbott", "MX": "Consuelo Ibarra"}
# Until when whom was vetted for the compartment; one of them for too short a time.
INSIDE: Final = {"co-chair": VETTED, "prosecutor": VETTED, "auditor": VETTED, "firearms-tracer": LAPSED}
HIDDEN: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    (
        "action",
        "synthetic-frozen-route",
        {
            "name": {
                "en": "SYNTHETIC: Watch the frozen route for a quarter before any arrest",
                "es": "SINTÉTICO: Vigilar la ruta congelada un trimestre antes de cualquier detención",
            },
            "state": "running",
            "due": "2027-03-31",
        },
    ),
    (
        "event",
        "synthetic-frozen-route-found",
        {
            "happened": "2026-01-20",
            "name": {
                "en": "SYNTHETIC: A route for parts was found that no report names",
                "es": "SINTÉTICO: Se halló una ruta de piezas que ningún informe menciona",
            },
            "sort": "announcement",
        },
    ),
    (
        "risk",
        "synthetic-frozen-route-leak",
        {
            "concerns": "action/synthetic-frozen-route",
            "sentence": {
                "en": "SYNTHETIC: the route is given up when one name becomes known",
                "es": "SINTÉTICO: la ruta se abandona en cuanto se conozca un nombre",
            },
            "likelihood": "medium",
            "impact": "high",
            "state": "open",
        },
    ),
)


def populate(node: Node) -> int:
    """Enrol the demonstration's people and write what lies in its compartment, save what is there.

    Gives how many records that was. Refused unless whoever sits at the node may run it.
    """
    known = {officer.slug for officer in staff(node)}
    missing = [role for role in PEOPLE if role not in known]
    for role in missing:
        node.enrol(role, _officer(role, node.config.party))
    return len(missing) + _hide(node.seat(AUTHOR))


def _officer(role: str, party: str) -> dict[str, Any]:
    body: dict[str, Any] = {"name": f"{PEOPLE[role][party]} (SYNTHETIC)", "roles": [role]}
    if role in INSIDE:
        body |= {"compartments": [COMPARTMENT], "vetted_until": INSIDE[role]}
    return body


def _hide(node: Node) -> int:
    """Write the compartment's things that are missing, as an officer who is inside; slugs tell the party."""
    label, tail = Label(compartment=COMPARTMENT), f"-{node.config.party.lower()}"
    news = [New(kind, slug + tail, _named(body, tail), label) for kind, slug, body in HIDDEN]
    missing = [new for new in news if not node.shelf.versions(new.subject)]
    for new in missing:
        node.propose([new])
    return len(missing)


def _named(body: dict[str, Any], tail: str) -> dict[str, Any]:
    return {**body, "concerns": body["concerns"] + tail} if "concerns" in body else body


def demonstration_people(node: Node) -> list[Thing]:
    """Give whose seats anybody may take at a demonstration node: its active officers, nobody at any other."""
    if node.config.demonstration != "yes":
        return []
    order = [*PEOPLE, node.config.officer]
    active = [officer for officer in staff(node) if officer.get("active")]
    return sorted(active, key=lambda one: order.index(one.slug) if one.slug in order else len(order))
